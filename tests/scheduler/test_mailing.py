"""Mail by a real SMTP server: one mail, never two, never none without a word."""

import email
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest

from model.clock import FixedClock
from model.errors import CaseError, SettingsError
from model.letter import LetterState
from model.mail import MailState
from model.settings import Mail, commented_settings
from model.site import Register, Unit
from scheduler import mailing
from scheduler.smtp import account
from scheduler.workspace import open_workspace
from store.letters import LetterStore
from store.outbox import OutboxStore
from tests.scheduler.letter_office import AT, EDUCATION, REGISTER, desk, issued, workspace

pytest.importorskip("aiosmtpd", reason="aiosmtpd is not installed")
ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from datetime import UTC, datetime
from model.clock import FixedClock
from scheduler.mailing import deliver
from scheduler.workspace import open_workspace
place = open_workspace(__import__("pathlib").Path(sys.argv[1]))
db = place.open()
print(deliver(place, db, FixedClock(datetime.fromisoformat(sys.argv[2]))))
"""


@contextmanager
def server(folder, mood):
    """Run the server in a process of its own; yield its port."""
    folder.mkdir(exist_ok=True)
    port_file = folder / f"port-{mood}"
    command = [sys.executable, "-m", "tests.scheduler.smtp_server", folder, port_file, mood]
    process = subprocess.Popen([*map(str, command)], cwd=ROOT)
    try:
        for _ in range(200):
            if port_file.exists() and port_file.read_text():
                break
            time.sleep(0.05)
        yield int(port_file.read_text())
    finally:
        process.kill()
        process.wait()
        port_file.unlink(missing_ok=True)


@pytest.fixture
def office(tmp_path):
    """A workspace with one letter in the outbox; `office.use(port)` points it at a server."""
    return Office(tmp_path)


class Office:
    def __init__(self, root):
        self.root = root
        self.taken = root / "taken"
        self.place = workspace(root)
        self.db = self.place.open()
        self.letter = issued(self.place, self.db)
        mailing.queue_letter(desk(self.place, self.db), self.letter.id, REGISTER)
        self.clock = FixedClock(AT)

    def use(self, port, **more):
        mail = Mail(
            enabled=True, host="127.0.0.1", port=port, security="none", timeout_s=5.0, **more
        )
        settings = replace(self.place.settings, mail=mail)
        (self.root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
        self.place = open_workspace(self.root)

    def deliver(self):
        return mailing.deliver(self.place, self.db, self.clock)

    @property
    def entry(self):
        [entry] = OutboxStore(self.db).all()
        return entry

    @property
    def state(self):
        return LetterStore(self.db).get(self.letter.id).state

    def mails(self):
        return sorted(self.taken.glob("*.eml"))


def test_a_mail_arrives_once_with_its_documents(office):
    with server(office.taken, "take") as port:
        office.use(port)
        assert office.deliver().sent == 1
        mailing.queue_letter(desk(office.place, office.db), office.letter.id, REGISTER)
        assert office.deliver() == mailing.Delivery()
    assert (office.entry.state, office.state) == (MailState.SENT, LetterState.SENT)
    [path] = office.mails()
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["To"] == "jyj@unit.example"
    assert mail["From"] == "web@yunhu.example"
    assert mail["Subject"] == "整改通知（云政办函〔2026〕1号）"
    assert mail["Message-ID"] == office.entry.message_id
    assert "反馈" in mail.get_body().get_content()
    kept = {file.name: file.data for file in LetterStore(office.db).files(office.letter.id)}
    assert {a.get_filename(): a.get_content() for a in mail.iter_attachments()} == kept


def test_nothing_leaves_until_the_office_switches_it_on(office):
    done = office.deliver()
    assert done.printed == ("out/outbox/1.eml",)
    assert office.entry.state is MailState.QUEUED
    first = (office.root / "out/outbox/1.eml").read_bytes()
    office.deliver()
    assert (office.root / "out/outbox/1.eml").read_bytes() == first


def test_greylisting_is_waited_out(office):
    with server(office.taken, "greylist") as port:
        office.use(port)
        assert office.deliver().waiting == 1
        assert "暂不接收（451 try again later）" in office.entry.note
        office.clock.advance(mailing.FIRST_WAIT - timedelta(seconds=1))
        assert office.deliver() == mailing.Delivery()
        office.clock.advance(timedelta(seconds=1))
        assert office.deliver().sent == 1
    assert len(office.mails()) == 1


@pytest.mark.parametrize(("mood", "words"), [("refuse", "550"), ("refuse_content", "554")])
def test_a_refusal_is_final_and_said(office, mood, words):
    with server(office.taken, mood) as port:
        office.use(port)
        assert office.deliver().failed == 1
    assert office.entry.state is MailState.FAILED
    assert words in office.entry.note
    assert office.state is LetterState.ISSUED
    assert office.mails() == []


def test_a_server_that_is_away_is_tried_less_and_less_and_then_given_up(office):
    office.use(1, most_tries=4)  # nobody listens there
    waits = []
    for _ in range(3):
        assert office.deliver().waiting == 1
        waits.append(office.entry.due_at - office.clock.now())
        office.clock.moment = office.entry.due_at
    assert waits == [mailing.FIRST_WAIT, mailing.FIRST_WAIT * 2, mailing.FIRST_WAIT * 4]
    assert office.deliver().failed == 1
    assert office.entry.note.startswith("试了 4 次没有成功：连不上发信服务器")


def test_hung_up_before_the_content_it_is_tried_again(office):
    with server(office.taken, "drop_data") as port:
        office.use(port)
        assert office.deliver().waiting == 1
    with server(office.taken, "take") as port:
        office.use(port)
        office.clock.moment = office.entry.due_at
        assert office.deliver().sent == 1
    assert len(office.mails()) == 1


def test_hung_up_after_the_content_it_is_unknown_and_a_person_decides(office):
    with server(office.taken, "drop_after") as port:
        office.use(port)
        assert office.deliver().unknown == 1
        assert office.deliver() == mailing.Delivery()
    assert office.entry.state is MailState.UNKNOWN
    assert "请向单位核实" in office.entry.note
    assert office.state is LetterState.ISSUED
    again = mailing.send_again(desk(office.place, office.db), 1)
    assert (again.state, again.message_id) == (MailState.QUEUED, office.entry.message_id)
    with pytest.raises(CaseError, match="不需要重发"):
        mailing.send_again(desk(office.place, office.db), 1)


@pytest.mark.parametrize(
    ("mood", "mark", "state", "arrived"),
    [
        ("slow_rcpt", "at-rcpt", MailState.SENT, 1),  # nothing had left: sent anew
        ("slow_data", "at-data", MailState.UNKNOWN, 0),
        ("slow_answer", "at-answer", MailState.UNKNOWN, 1),
    ],
)
def test_killed_at_each_step_there_is_one_mail_or_a_word(office, mood, mark, state, arrived):
    with server(office.taken, mood) as port:
        office.use(port)
        command = [sys.executable, "-c", CHILD, str(office.root), AT.isoformat()]
        child = subprocess.Popen(command, cwd=ROOT)
        for _ in range(200):
            if (office.taken / mark).exists():
                break
            time.sleep(0.05)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    with server(office.taken, "take") as port:
        office.use(port)
        for _ in range(2):
            office.deliver()
    assert office.entry.state is state
    assert len(office.mails()) == arrived
    assert bool(office.entry.note) is (state is MailState.UNKNOWN)


def test_two_who_deliver_at_once_send_one_mail(office):
    with server(office.taken, "take") as port:
        office.use(port)
        command = [sys.executable, "-c", CHILD, str(office.root), AT.isoformat()]
        children = [
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(3)
        ]
        for child in children:
            child.communicate(timeout=60)
    assert len(office.mails()) == 1
    assert office.entry.state is MailState.SENT


def test_a_returned_mail_is_found_by_what_it_quotes(office):
    with server(office.taken, "take") as port:
        office.use(port)
        office.deliver()
    returned = (
        b"Subject: Undelivered\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain\r\n\r\nno such user\r\n--b\r\n"
        b"Content-Type: message/rfc822\r\n\r\n" + office.mails()[0].read_bytes() + b"\r\n--b--\r\n"
    )
    entry = mailing.note_bounce(desk(office.place, office.db), returned)
    assert entry.state is MailState.BOUNCED
    assert office.state is LetterState.ISSUED
    with pytest.raises(CaseError, match="没有找到"):
        mailing.note_bounce(desk(office.place, office.db), b"Subject: hello\r\n\r\nhi\r\n")


@pytest.mark.parametrize(
    "address", ["", "no address", "a@b", "x@unit.example\nBcc: y@unit.example,z"]
)
def test_a_bad_address_is_refused_before_anything_is_queued(office, address):
    register = Register(units=(Unit(name=EDUCATION, email=address),))
    with pytest.raises(CaseError, match="邮箱"):
        mailing.addresses_of(office.letter, register)


def test_a_sender_is_needed_and_the_password_stays_out_of_sight(office, tmp_path):
    (tmp_path / "secret").write_text("hunter2\n")
    mail = Mail(host="127.0.0.1", password_file="secret")
    assert "hunter2" not in repr(account(mail, tmp_path))
    with pytest.raises(SettingsError, match="password_file"):
        account(Mail(password_file="absent"), tmp_path)
    settings = replace(
        office.place.settings, office=replace(office.place.settings.office, email="")
    )
    (office.root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    with pytest.raises(SettingsError, match="发件邮箱"):
        mailing.sender_of(open_workspace(office.root))
