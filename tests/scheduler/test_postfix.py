"""Letters through a real Postfix: one mail with its documents, refusals and returns noted."""

import email
import time
from dataclasses import replace
from email import policy

import pytest

from model.letter import LetterState
from model.mail import MailState
from model.site import Register, Unit
from scheduler import mailing
from store.letters import LetterStore
from tests.scheduler.letter_office import EDUCATION, REGISTER, desk
from tests.scheduler.postfix_server import lacking, postfix
from tests.scheduler.test_mailing import Office, server

pytest.importorskip("aiosmtpd", reason="aiosmtpd is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(lacking()), reason=lacking())]


def arrived(office, number, running):
    """Return the mails that came through, once there are as many as wanted."""
    for _ in range(400):
        if len(office.mails()) >= number:
            break
        time.sleep(0.05)
    assert len(office.mails()) == number, running.log()
    return [email.message_from_bytes(p.read_bytes(), policy=policy.default) for p in office.mails()]


def test_a_letter_goes_through_once_with_its_documents(tmp_path):
    office = Office(tmp_path)
    with server(office.taken, "take") as sink, postfix(sink) as running:
        office.use(running.port)
        assert office.deliver().sent == 1
        [mail] = arrived(office, 1, running)
        mailing.queue_letter(desk(office.place, office.db), office.letter.id, REGISTER)
        assert office.deliver() == mailing.Delivery()
        assert running.log().count("status=sent") == 1
    assert len(office.mails()) == 1
    assert (office.entry.state, office.state) == (MailState.SENT, LetterState.SENT)
    assert mail["Message-ID"] == office.entry.message_id
    assert mail["Subject"] == "整改通知（云政办函〔2026〕1号）"
    assert "mail.yunhu.example (Postfix)" in mail["Received"]
    kept = {file.name: file.data for file in LetterStore(office.db).files(office.letter.id)}
    assert {a.get_filename(): a.get_content() for a in mail.iter_attachments()} == kept


def test_a_recipient_postfix_refuses_is_noted(tmp_path):
    office = Office(tmp_path)
    nobody = Register(units=(Unit(name=EDUCATION, email="nobody@unit.example"),))
    mailing.queue_letter(desk(office.place, office.db), office.letter.id, nobody)
    with server(office.taken, "take") as sink, postfix(sink) as running:
        office.use(running.port)
        done = office.deliver()
        assert (done.sent, done.failed) == (1, 1)
        arrived(office, 1, running)
    known, refused = mailing.OutboxStore(office.db).all()
    assert (known.state, refused.state) == (MailState.SENT, MailState.FAILED)
    assert "对方拒收（554 5.7.1 <nobody@unit.example>" in refused.note
    assert "no such mailbox" in refused.note
    assert office.state is LetterState.ISSUED  # not all its mails are sent


def test_a_letter_too_large_for_postfix_is_noted(tmp_path):
    office = Office(tmp_path)
    with server(office.taken, "take") as sink, postfix(sink, largest=2_000) as running:
        office.use(running.port)
        assert office.deliver().failed == 1
    assert "对方拒收（552 5.3.4" in office.entry.note
    assert office.mails() == []


def test_what_postfix_sends_back_finds_its_letter(tmp_path):
    office = Office(tmp_path)
    with server(office.taken, "refuse_units") as sink, postfix(sink) as running:
        office.use(running.port)
        assert office.deliver().sent == 1
        [returned] = arrived(office, 1, running)
    assert returned["To"] == "web@yunhu.example"
    assert "Undelivered" in returned["Subject"]
    bounced = mailing.note_bounce(desk(office.place, office.db), office.mails()[0].read_bytes())
    assert bounced == replace(office.entry, state=MailState.BOUNCED)
    assert office.state is LetterState.ISSUED
