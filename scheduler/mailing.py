"""Mailing 邮寄: issued letters to their units, each mail once, whatever happens in between.

A mail's state is on disk before its content leaves and after the server has answered. One that
was on its way when the program or the connection ended is 是否送达不明: it is not sent again by
itself, and is not silently taken for sent; a person decides (`xunjian letters resend`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

from model.clock import Clock
from model.errors import CaseError, ReportError, SettingsError
from model.letter import Letter, LetterKind, LetterState
from model.mail import MailState, OutboxEntry, message_id
from model.site import Register
from reports.letter_mail import compose
from scheduler.letter_desk import Desk
from scheduler.letter_pdf import ATTACHED, attached, keep_pdf
from scheduler.printing import write_whole
from scheduler.smtp import NotEver, NotKnown, NotNow, account, send
from scheduler.workspace import Workspace, only_one
from store.audit_log import AuditLog
from store.database import Database, writing
from store.letters import LetterStore
from store.outbox import OutboxStore

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=6)
INTERRUPTED = "发送途中程序中断，不能确定对方是否收到，请向单位核实后再决定是否重发"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_BETWEEN = re.compile(r"[\s,;，；、]+")
MONITOR = "巡检"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one round of the outbox did."""

    sent: int = 0
    waiting: int = 0  # to be tried again later
    failed: int = 0
    unknown: int = 0
    printed: tuple[str, ...] = ()  # sample messages written instead of sending


def queue_letter(desk: Desk, number: int, register: Register) -> tuple[OutboxEntry, ...]:
    """Put an issued letter into the outbox, one mail for each address of its unit; once.

    Raises ReportError where mails take a PDF along and none can be made; nothing is queued then.
    """
    _take_pdf(desk, number)
    with writing(desk.db):
        letter = desk.letters.get(number)
        if letter.state not in {LetterState.ISSUED, LetterState.SENT}:
            raise CaseError(f"函件 {number} 还没有签发，不能发送")
        sender = sender_of(desk.workspace)
        store = OutboxStore(desk.db)
        for address in addresses_of(letter, register):
            store.queue(
                OutboxEntry(
                    letter=number,
                    recipient=address,
                    message_id=message_id(letter.number, address, sender.rpartition("@")[2]),
                    state=MailState.QUEUED,
                    tries=0,
                    due_at=desk.at,
                    note="",
                )
            )
        return store.of_letter(number)


def deliver(workspace: Workspace, db: Database, clock: Clock) -> Delivery:
    """Send what is due; with sending switched off, write samples instead.

    Only one process delivers at a time; what another left half sent becomes unknown.
    """
    with only_one(workspace, "outbox"):
        store = OutboxStore(db)
        for entry in store.in_state(MailState.SENDING):
            _settle(db, replace(entry, state=MailState.UNKNOWN, note=INTERRUPTED), clock.now())
        now = clock.now()
        due = [entry for entry in store.in_state(MailState.QUEUED) if entry.due_at <= now]
        if not workspace.settings.mail.enabled:
            return Delivery(
                waiting=len(due), printed=tuple(_print(workspace, db, e, now) for e in due)
            )
        states = [_send(workspace, db, entry, clock).state for entry in due]
    return Delivery(
        sent=states.count(MailState.SENT),
        waiting=states.count(MailState.QUEUED),
        failed=states.count(MailState.FAILED),
        unknown=states.count(MailState.UNKNOWN),
    )


def send_again(desk: Desk, number: int) -> OutboxEntry:
    """Put a mail that failed, was returned or is unknown back into the queue, by decision."""
    again = {MailState.FAILED, MailState.UNKNOWN, MailState.BOUNCED}
    with writing(desk.db):
        store = OutboxStore(desk.db)
        entry = store.get(number)
        if entry.state not in again:
            raise CaseError(f"邮件 {number} 不需要重发，用 xunjian letters outbox 查看")
        entry = replace(entry, state=MailState.QUEUED, tries=0, due_at=desk.at, note="")
        store.update(entry)
        _log(desk.db, desk.at, desk.who, "letter.resend", entry)
    return entry


def note_bounce(desk: Desk, mail: bytes) -> OutboxEntry:
    """Note a returned mail, found by the Message-ID it quotes."""
    store = OutboxStore(desk.db)
    for quoted in _quoted_ids(message_from_bytes(mail)):
        entry = store.by_message(quoted)
        if entry is not None:
            note = "对方邮件系统退回"
            return _settle(
                desk.db, replace(entry, state=MailState.BOUNCED, note=note), desk.at, desk.who
            )
    raise CaseError("这封退信里没有找到本程序所发邮件的编号，没有作任何改动")


def addresses_of(letter: Letter, register: Register) -> tuple[str, ...]:
    """Return the addresses of a letter's unit, of a circular's all units that have one.

    Raises CaseError when there is none, or a bad one.
    """
    for_all = letter.kind is LetterKind.CIRCULAR
    units = [unit for unit in register.units if for_all or unit.name == letter.unit]
    found = tuple(dict.fromkeys(a for u in units for a in _BETWEEN.split(u.email) if a))
    if not found:
        raise CaseError(f"名录里没有“{letter.unit}”的邮箱，请在单位表补上，或由人工送达")
    for address in found:
        if not _ADDRESS.fullmatch(address):
            raise CaseError(f"名录里“{letter.unit}”的邮箱“{address}”不是有效地址，请改正")
    return found


def sender_of(workspace: Workspace) -> str:
    """Return the sender's address; SettingsError when the settings name none."""
    settings = workspace.settings
    sender = settings.mail.sender or settings.office.email
    if not _ADDRESS.fullmatch(sender):
        raise SettingsError("xunjian.toml：请在 [mail] sender 或 [office] email 填写有效的发件邮箱")
    return sender


def _send(workspace: Workspace, db: Database, entry: OutboxEntry, clock: Clock) -> OutboxEntry:
    mail = workspace.settings.mail
    store, tried = OutboxStore(db), replace(entry, tries=entry.tries + 1)

    def handing_over() -> None:
        store.update(replace(tried, state=MailState.SENDING))

    def settle(entry: OutboxEntry) -> OutboxEntry:
        return _settle(db, entry, clock.now())

    try:
        send(
            account(mail, workspace.root),
            sender_of(workspace),
            entry.recipient,
            _message(workspace, db, entry, clock.now()),
            handing_over,
        )
    except NotKnown as said:
        return settle(replace(tried, state=MailState.UNKNOWN, note=f"{said}，请向单位核实"))
    except NotEver as said:
        return settle(replace(tried, state=MailState.FAILED, note=str(said)))
    except (NotNow, ReportError) as said:  # the second: mails take a PDF, and none can be made
        if tried.tries >= mail.most_tries:
            note = f"试了 {tried.tries} 次没有成功：{said}"
            return settle(replace(tried, state=MailState.FAILED, note=note))
        wait = min(FIRST_WAIT * 2 ** (tried.tries - 1), LONGEST_WAIT)
        later = replace(tried, state=MailState.QUEUED, due_at=clock.now() + wait, note=str(said))
        store.update(later)
        return later
    return settle(replace(tried, state=MailState.SENT, note="", sent_at=clock.now()))


def _settle(db: Database, entry: OutboxEntry, at: datetime, who: str = MONITOR) -> OutboxEntry:
    """Write what became of a mail, and of its letter once all its mails are sent."""
    acts = {MailState.SENT: "letter.sent", MailState.BOUNCED: "letter.bounced"}
    with writing(db):
        OutboxStore(db).update(entry)
        _log(db, at, who, acts.get(entry.state, "letter.send_failed"), entry)
        letters = LetterStore(db)
        letter = letters.get(entry.letter)
        mails = OutboxStore(db).of_letter(entry.letter)
        all_sent = all(mail.state is MailState.SENT for mail in mails)
        if letter.state is LetterState.ISSUED and all_sent:
            letters.save(replace(letter, state=LetterState.SENT))
        elif letter.state is LetterState.SENT and not all_sent:
            letters.save(replace(letter, state=LetterState.ISSUED))
    return entry


def _take_pdf(desk: Desk, number: int) -> None:
    """Have the PDF of a letter kept where mails take it along."""
    if ".pdf" in ATTACHED[desk.workspace.settings.mail.attach]:
        keep_pdf(desk, number)


def _message(workspace: Workspace, db: Database, entry: OutboxEntry, at: datetime) -> bytes:
    # The settings may have changed since it was queued.
    _take_pdf(Desk(workspace, db, at, MONITOR), entry.letter)
    letters = LetterStore(db)
    return compose(
        letters.get(entry.letter),
        attached(letters.files(entry.letter), workspace.settings.mail.attach),
        workspace.settings.office,
        sender=sender_of(workspace),
        recipient=entry.recipient,
        message_id=entry.message_id,
        at=entry.due_at,
    )


def _print(workspace: Workspace, db: Database, entry: OutboxEntry, at: datetime) -> str:
    path = workspace.root / "out" / "outbox" / f"{entry.id}.eml"
    write_whole(path, _message(workspace, db, entry, at))
    return str(path.relative_to(workspace.root))


def _log(db: Database, at: datetime, who: str, act: str, entry: OutboxEntry) -> None:
    detail = {
        "recipient": entry.recipient,
        "message_id": entry.message_id,
        "tries": entry.tries,
        "reason": entry.note,
    }
    AuditLog(db).append(at, who, act, f"letter:{entry.letter}", detail)


def _quoted_ids(mail: Message) -> tuple[str, ...]:
    """Return the Message-IDs a mail quotes: in its headers, and in what is attached to it."""
    found = []
    for part in mail.walk():
        for name in ("Message-ID", "In-Reply-To", "References"):
            found += re.findall(r"<[^<>\s]{1,200}>", str(part.get(name, "")))
        if part.get_content_type() in {"text/rfc822-headers", "text/plain"}:
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            found += re.findall(r"<xunjian\.[^<>\s]{1,200}>", text)
    return tuple(dict.fromkeys(found))
