"""Audit log 操作日志: who did what to which thing, each entry chained to the one before.

An entry's digest covers everything it says and the digest of the entry before it, so that
nothing can be altered, removed from the middle or put in later without the chain breaking.
Cutting off the end leaves a shorter whole chain: only a digest noted elsewhere (printed in a
report, written in a minute book) shows that; `verify` takes one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

START = "0" * 64
"""What the first entry is chained to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act; `act` and `subject` are the program's words, `detail` what people entered."""

    seq: int  # 1, 2, 3 … without gaps
    at: datetime  # aware
    who: str  # 经办人, or "巡检" for the program itself
    act: str  # e.g. "case.closed", "letter.issued"
    subject: str  # e.g. "case:12"
    detail: str  # JSON object
    previous: str  # digest of the entry before, hexadecimal
    digest: str


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the chain is broken, and why, in Chinese."""

    seq: int
    reason: str


def chained(
    seq: int, at: datetime, who: str, act: str, subject: str, detail: str, previous: str
) -> AuditEntry:
    """Return an entry with its digest; `at` is kept in UTC to the microsecond."""
    moment = at.astimezone(UTC)
    digest = _digest(seq, moment, who, act, subject, detail, previous)
    return AuditEntry(
        seq=seq,
        at=moment,
        who=who,
        act=act,
        subject=subject,
        detail=detail,
        previous=previous,
        digest=digest,
    )


def verify(
    entries: Iterable[AuditEntry], *, noted: tuple[int, str] | None = None
) -> ChainFault | None:
    """Return the first fault of a whole log, read in order, or None when it is intact.

    `noted` is a number and a digest (or its beginning) someone wrote down earlier: the log must
    still hold that entry.
    """
    previous, seq, met = START, 0, noted is None
    for entry in entries:
        seq += 1
        if entry.seq != seq:
            return ChainFault(seq, f"缺少第 {seq} 条")
        if entry.previous != previous:
            return ChainFault(seq, "与上一条对不上，之前的记录被改动或删除过")
        sound = _digest(
            entry.seq,
            entry.at,
            entry.who,
            entry.act,
            entry.subject,
            entry.detail,
            entry.previous,
        )
        if sound != entry.digest:
            return ChainFault(seq, "内容被改动过")
        if noted is not None and seq == noted[0]:
            if not entry.digest.startswith(noted[1]):
                return ChainFault(seq, "与当时记下的校验值不符，整段日志被重写过")
            met = True
        previous = entry.digest
    if noted is not None and not met:
        return ChainFault(noted[0], f"日志只有 {seq} 条，当时记下的第 {noted[0]} 条已不在")
    return None


def _digest(
    seq: int, at: datetime, who: str, act: str, subject: str, detail: str, previous: str
) -> str:
    parts = [seq, at.astimezone(UTC).isoformat(), who, act, subject, detail, previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
