"""Publishing date changed afterwards (发布日期事后改动).

Finds
    An item that stands under a later date now than on the night its list first showed it
    (首见台账), at the same address.

Why
    A new date on an old item makes a silent column look alive; forged publishing dates
    (伪造发稿日期) are named among the vetoes as fraud.

Judges
    SUSPECT         the date moved forward by more than `tolerance_days`. Never FAIL: an item
                    that was rewritten may rightly say so, and a person decides
    OK              no list shows a later day than at first
    NOT_JUDGED      silently, where no list dated it then and does now, and on its first night

Remedy
    Put the first day back; say an update in words beside it (更新时间).

Units
    Days in China time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.found import in_words, suspect
from checks.listed import Moved, moved_items
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """Days by which a shown date may move: a mistake put right on the same day."""

    tolerance_days: int


@check(title="发布日期事后改动", over=moved_items, options=Options)
def judge(moved: Moved, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if a list now shows a later day than at first."""
    first, now = moved.first, moved.now
    if first is None or now is None:
        raise EvidenceMissing("")
    days = (now - first).days
    if days <= options.tolerance_days:
        return
    entry = min(moved.item.entries, key=lambda entry: (entry.first_seen_on, entry.list_url))
    yield suspect(
        moved.subject,
        f"信息首次出现时注明{in_words(first)}发布，现改为{in_words(now)}，疑似改动发布日期，请核实",
        days=days,
        title=entry.title,
        list_url=entry.list_url,
        first_shown=first.isoformat(),
        first_seen=entry.first_seen_on.isoformat(),
        shown=now.isoformat(),
    )
