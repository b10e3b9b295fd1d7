"""PDF of an issued letter 函件 PDF, through LibreOffice where it is installed.

Made from the kept document, once, and then kept like it: every reader has the same bytes, and
what is mailed again is what was mailed before.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from model.errors import CaseError, ReportError
from model.letter import OUT, Letter, LetterFile
from reports.letter_fonts import fontconfig
from reports.safe_text import one_line
from scheduler.letter_desk import Desk, folder_of, note_step
from scheduler.printing import write_whole
from store.database import writing

_NAMES = ("soffice", "libreoffice")
_FONTS = "/etc/fonts/fonts.conf"
_TIMEOUT_S = 300  # a circular that lists 1,200 cases takes 9 s of processor time, a letter 1
ATTACHED = {"docx": (".docx",), "pdf": (".pdf",), "docx+pdf": (".docx", ".pdf")}
"""What `[mail] attach` takes along of a letter; other documents always go with it."""


def convert(document: bytes) -> bytes:
    """Return the PDF of a .docx.

    Raises ReportError when no LibreOffice is installed or it makes no PDF of it.
    """
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise ReportError(
            "没有找到 LibreOffice，函件出不了 PDF；可用 Word 或 WPS 打开 docx 另存为 PDF，"
            "或安装 LibreOffice（Debian 可运行 apt-get install libreoffice-writer-nogui）后再运行"
        )
    with tempfile.TemporaryDirectory() as made_in:
        folder = Path(made_in)
        source, fonts = folder / "letter.docx", folder / "fonts.conf"
        source.write_bytes(document)
        known = os.environ.get("FONTCONFIG_FILE", _FONTS)
        fonts.write_text(fontconfig(known), encoding="utf-8")
        # A profile of its own: another LibreOffice that runs would take the call and drop it.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder))
        try:
            said = _run([program, profile, *options, str(source)], fonts)
            made = source.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired as cause:
            raise ReportError(f"LibreOffice 转 PDF 超过 {_TIMEOUT_S} 秒没有完成") from cause
        except (subprocess.SubprocessError, OSError) as cause:
            raise ReportError("LibreOffice 没能把函件转成 PDF，请打开 docx 另存为 PDF") from cause
    if not made.startswith(b"%PDF-"):
        raise ReportError(f"LibreOffice 转出的不是 PDF（{one_line(said)[:80]}）")
    return made


def _run(call: list[str], fonts: Path) -> str:
    """Run the program to its end and return what it complained of.

    It is a script that starts the program proper: both are ended when the time is over.
    """
    process = subprocess.Popen(  # noqa: S603
        call,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=_TIMEOUT_S)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, call[0])
    return said.decode("utf-8", "replace")


def keep_pdf(desk: Desk, number: int) -> LetterFile:
    """Return the PDF of an issued letter, made from the kept document the first time."""
    letter = desk.letters.get(number)
    if letter.state not in OUT:
        raise CaseError(f"函件 {number} 还没有签发或者已经作废，没有可转成 PDF 的正式函件")
    kept = _kept(desk, letter, ".pdf")
    if kept is not None:
        return kept
    document = _kept(desk, letter, ".docx")
    if document is None:
        raise CaseError(f"函件 {number} 没有存档的 docx，不能转成 PDF")
    made = convert(document.data)
    with writing(desk.db):
        # Somebody else may have kept it in the meantime: theirs is then the PDF of the letter.
        if _kept(desk, letter, ".pdf") is None:
            name = document.name.removesuffix(".docx") + ".pdf"
            desk.letters.keep_file(number, name, made)
            note_step(desk, letter, "letter.pdf_made")
        kept = _kept(desk, letter, ".pdf")
    if kept is None:
        raise CaseError(f"函件 {number} 的 PDF 没有存下")
    write_whole(folder_of(desk.workspace, letter) / kept.name, kept.data)
    return kept


def attached(files: tuple[LetterFile, ...], attach: str) -> tuple[LetterFile, ...]:
    """Return the documents that go with a mail as `[mail] attach` says."""
    wanted = ATTACHED[attach]
    letter = {end for ends in ATTACHED.values() for end in ends}
    return tuple(f for f in files if f.name.endswith(wanted) or not f.name.endswith(tuple(letter)))


def _kept(desk: Desk, letter: Letter, end: str) -> LetterFile | None:
    return next((f for f in desk.letters.files(letter.id) if f.name.endswith(end)), None)
