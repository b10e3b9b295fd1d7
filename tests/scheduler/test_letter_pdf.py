"""The PDF of an issued letter: made of the kept document, kept itself, mailed on demand."""

import email
import shutil
import time
from dataclasses import replace
from email import policy
from pathlib import Path

import pypdfium2
import pytest

from model.clock import FixedClock
from model.errors import CaseError, ReportError, SettingsError
from model.mail import MailState
from model.settings import Mail, commented_settings, parse_settings
from scheduler import letter_pdf, mailing
from scheduler.cli import main
from scheduler.letter_desk import altered_files, void
from scheduler.letter_pdf import keep_pdf
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.letters import LetterStore
from store.outbox import OutboxStore
from tests.scheduler.letter_office import AT, REGISTER, desk, issued, workspace
from tests.scheduler.test_mailing import server

office_program = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture
def place(tmp_path):
    return workspace(tmp_path)


def choose(place, **mail):
    """Write the settings anew with another [mail] section."""
    settings = replace(place.settings, mail=Mail(**mail))
    (place.root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    return open_workspace(place.root)


def words(data):
    pdf = pypdfium2.PdfDocument(data)
    return "".join("".join(p.get_textpage().get_text_bounded() for p in pdf).split())


@pytest.mark.slow
@office_program
def test_a_letter_becomes_one_pdf_that_stays(place, monkeypatch):
    db = place.open()
    letter = issued(place, db)
    for path in (place.root / "out/letters/2026").iterdir():
        path.write_bytes(b"overwritten by somebody")  # the kept bytes count, not these
    kept = keep_pdf(desk(place, db), letter.id)
    assert kept.name.startswith(letter.number)
    assert kept.name.endswith(".pdf")
    said = words(kept.data)
    assert letter.number in said
    assert "限期整改" in said
    monkeypatch.setattr(letter_pdf, "_NAMES", ())  # nothing is made a second time
    assert keep_pdf(desk(place, db), letter.id) == kept
    entry = list(AuditLog(db).all())[-1]
    assert entry.act == "letter.pdf_made"
    assert kept.sha256 in entry.detail
    assert kept.name not in altered_files(place, LetterStore(db))


@pytest.mark.slow
@office_program
def test_the_command_writes_it_and_verify_watches_it(place, capsys):
    db = place.open()
    letter = issued(place, db)
    db.close()
    folder = ["-w", str(place.root)]
    assert main(["letters", "pdf", str(letter.id), "--by", "王某", *folder]) == 0
    [path] = (place.root / "out/letters/2026").glob("*.pdf")
    assert str(path) in capsys.readouterr().out
    assert main(["letters", "verify", *folder]) == 0
    path.write_bytes(b"%PDF-")
    assert main(["letters", "verify", *folder]) == 1


def test_without_libreoffice_one_sentence_says_what_to_do(place, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    place = choose(place, attach="pdf")
    db = place.open()
    letter = issued(place, db)
    with pytest.raises(ReportError, match="没有找到 LibreOffice"):
        mailing.queue_letter(desk(place, db), letter.id, REGISTER)
    assert OutboxStore(db).all() == ()
    db.close()
    assert main(["letters", "pdf", str(letter.id), "-w", str(place.root)]) == 2
    said = capsys.readouterr().err
    assert "另存为 PDF" in said
    assert "Traceback" not in said


def test_a_program_that_makes_no_pdf_is_one_sentence(place, tmp_path, monkeypatch):
    broken = tmp_path / "soffice"
    for script in ("#!/bin/sh\nexit 0\n", "#!/bin/sh\nexit 1\n"):
        broken.write_text(script)
        broken.chmod(0o755)
        monkeypatch.setattr(shutil, "which", lambda name: str(broken))
        with pytest.raises(ReportError, match="没能把函件转成 PDF"):
            letter_pdf.convert(b"PK")


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path, monkeypatch):
    hanging, child = tmp_path / "soffice", tmp_path / "child"
    hanging.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {child}\nwait\n")
    hanging.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(hanging))
    monkeypatch.setattr(letter_pdf, "_TIMEOUT_S", 2)
    with pytest.raises(ReportError, match="超过 2 秒没有完成"):
        letter_pdf.convert(b"PK")
    stat = Path(f"/proc/{int(child.read_text())}/stat")
    for _ in range(100):  # a killed process stays listed until somebody collects it
        if not stat.exists() or ") Z " in stat.read_text():
            break
        time.sleep(0.05)
    else:
        raise AssertionError("what it started still runs")


def test_only_an_issued_letter_has_a_pdf(place):
    db = place.open()
    letter = issued(place, db)
    void(desk(place, db), letter.id, "写错")
    with pytest.raises(CaseError, match="还没有签发或者已经作废"):
        keep_pdf(desk(place, db), letter.id)


@pytest.mark.slow
@office_program
@pytest.mark.parametrize(
    ("attach", "ends"),
    [
        ("docx", [".docx", ".xlsx"]),
        ("pdf", [".pdf", ".xlsx"]),
        ("docx+pdf", [".docx", ".pdf", ".xlsx"]),
    ],
)
def test_a_mail_takes_along_what_the_settings_say(place, attach, ends):
    pytest.importorskip("aiosmtpd", reason="aiosmtpd is not installed")
    db = place.open()
    letter = issued(place, db)
    mailing.queue_letter(desk(place, db), letter.id, REGISTER)  # before the office chose
    taken = place.root / "taken"
    with server(taken, "take") as port:
        mail = {"enabled": True, "host": "127.0.0.1", "port": port, "security": "none"}
        place = choose(place, attach=attach, **mail)
        assert mailing.deliver(place, db, clock()).sent == 1
    [path] = taken.glob("*.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    sent = {a.get_filename(): a.get_content() for a in message.iter_attachments()}
    assert sorted(name[name.rindex(".") :] for name in sent) == ends
    kept = {file.name: file.data for file in LetterStore(db).files(letter.id)}
    assert sent.items() <= kept.items()


def test_a_queued_mail_waits_with_a_word_when_its_pdf_cannot_be_made(place, monkeypatch):
    db = place.open()
    letter = issued(place, db)
    mailing.queue_letter(desk(place, db), letter.id, REGISTER)
    place = choose(place, attach="pdf", enabled=True, host="127.0.0.1", port=1, security="none")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert mailing.deliver(place, db, clock()).waiting == 1
    [entry] = OutboxStore(db).all()
    assert entry.state is MailState.QUEUED
    assert "没有找到 LibreOffice" in entry.note


def test_another_word_for_attach_is_refused():
    with pytest.raises(SettingsError, match=r"\[mail\] attach 应为 docx、pdf 或 docx\+pdf"):
        parse_settings("[mail]\nattach = 'odt'\n", "xunjian.toml")


def clock():
    return FixedClock(AT)
