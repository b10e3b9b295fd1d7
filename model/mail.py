"""Outbox 发件箱: one mail to one recipient of one issued letter, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailState(StrEnum):
    """What is known about a mail."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"


MAIL_STATE_NAMES: dict[MailState, str] = {
    MailState.QUEUED: "待发送",
    MailState.SENDING: "正在发送",
    MailState.SENT: "已发送",
    MailState.FAILED: "发送失败",
    MailState.UNKNOWN: "是否送达不明",
    MailState.BOUNCED: "被退回",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """One mail; (`letter`, `recipient`) is its key, and `message_id` never changes."""

    letter: int
    recipient: str
    message_id: str
    state: MailState
    tries: int
    due_at: datetime  # not before
    note: str  # Chinese: why it is as it is
    sent_at: datetime | None = None
    id: int = 0


def message_id(number: str, recipient: str, domain: str) -> str:
    """Return the Message-ID of a letter's mail: the same however often it is tried."""
    digest = hashlib.sha256(f"{number}\x1f{recipient}".encode()).hexdigest()[:32]
    return f"<xunjian.{digest}@{domain}>"
