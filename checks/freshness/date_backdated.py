"""Publishing date that cannot be true (发布日期疑似倒填、超前).

Finds
    An item whose shown date does not fit the first-seen ledger (首见台账): it claims to be
    older than a night on which its list was read and did not hold it, or it claims a day
    that had not yet come.

Why
    Forged publishing dates (伪造发稿日期) are named among the vetoes as fraud; and an item dated
    ahead of time keeps a silent column looking alive.

Judges
    SUSPECT         dated more than `tolerance_days` before the night on which the list was
                    read without it; or dated after the night it was first seen. Never FAIL:
                    late approval and moved sites look alike, so a person decides
    OK              a list that can tell shows the date to be possible: an item may come into
                    a second list later
    NOT_JUDGED      silently, where the ledger cannot tell: no date, no earlier reading, or a
                    date older than what that earlier reading covered

Remedy
    Explain or correct the date; an old item may be added, but with the day it was published.

Units
    Days in China time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import day_of
from checks.evidence import LedgerItem, ledger
from checks.found import in_words, suspect
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.snapshot import LedgerEntry


@dataclass(frozen=True, slots=True)
class Options:
    """Days by which a shown date may precede the night the item was still absent."""

    tolerance_days: int


@check(title="发布日期存疑", over=ledger, options=Options)
def judge(item: LedgerItem, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the shown date contradicts what was seen on earlier nights."""
    found: list[Finding] = []
    explained = False
    for entry in item.entries:
        shown = day_of(entry.shown)
        if shown is None:
            continue
        if shown > entry.first_seen_on:
            found = [_future(item.subject, entry, shown)]
            explained = False
            break
        absent_on = _absent_on(entry, shown)
        if absent_on is None:
            continue
        days = (absent_on - shown).days
        if days <= options.tolerance_days:
            explained = True
        elif not found:
            found = [_backdated(item.subject, entry, shown, absent_on)]
    if explained:
        return
    if not found:
        raise EvidenceMissing("")
    yield from found


def _absent_on(entry: LedgerEntry, shown: date) -> date | None:
    """Return the night on which the list surely did not hold the item; None if unknown."""
    covered_from = day_of(entry.covered_from)
    if covered_from is None or shown < covered_from:
        return None
    return entry.looked_on


def _future(subject: str, entry: LedgerEntry, shown: date) -> Finding:
    message = (
        f"信息注明{in_words(shown)}发布，但{in_words(entry.first_seen_on)}已在栏目中，日期超前"
    )
    return _finding(subject, message, entry, shown, "future", (shown - entry.first_seen_on).days)


def _backdated(subject: str, entry: LedgerEntry, shown: date, absent_on: date) -> Finding:
    message = (
        f"信息注明{in_words(shown)}发布，但{in_words(absent_on)}巡检时栏目中并无此条，"
        f"{in_words(entry.first_seen_on)}才首次出现，疑似倒填日期"
    )
    return _finding(subject, message, entry, shown, "backdated", (absent_on - shown).days)


def _finding(
    subject: str, message: str, entry: LedgerEntry, shown: date, kind: str, days: int
) -> Finding:
    return suspect(
        subject,
        message,
        kind=kind,
        days=days,
        title=entry.title,
        list_url=entry.list_url,
        shown=shown.isoformat(),
        first_seen=entry.first_seen_on.isoformat(),
        looked=entry.looked_on.isoformat() if entry.looked_on else None,
        covered_from=entry.covered_from,
    )
