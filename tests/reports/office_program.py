"""LibreOffice for the tests: documents to PDF in one start of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from reports.letter_fonts import fontconfig


def has_chinese_font() -> bool:
    """Say whether there is anything to print Chinese with."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, timeout=60)
    return bool(listed.stdout.strip())


def to_pdf(folder: Path, documents: Mapping[str, bytes], *, stand_ins: bool) -> dict[str, Path]:
    """Convert documents by name; with or without the letters' own substitutes for fonts."""
    folder.mkdir(parents=True)
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    environment = dict(os.environ)
    if stand_ins:
        (folder / "fonts.conf").write_text(fontconfig("/etc/fonts/fonts.conf"), encoding="utf-8")
        environment["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in documents),
        ],
        check=True,
        capture_output=True,
        timeout=150,
        env=environment,
    )
    return {name: folder / f"{name}.pdf" for name in documents}
