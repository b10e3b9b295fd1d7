"""Column not updated in time (栏目不更新).

Finds
    A column whose newest dated item is older than the limit that the rulebook row or the
    register sets for it, counted back from the night of observation (监测时间点).

Why
    A column that stands still misleads the public. How many stale columns one site may
    have, and what they cost, is the rulebook's business.

Judges
    FAIL            the newest item lies before (night - limit); on that very day it is inside
    SUSPECT         as FAIL, but the column's kind is only inferred, or the column is a single
                    page, or above the newest stands one without a date whose page was not
                    read; or the list shows no dates (the rule reads that as not updated, but
                    it may be our reading); or all dates lie in the future
    NOT_APPLICABLE  the row sets no limit for this kind and level; an approved exemption (报备)
                    holds; the column is blank, which is `column_blank`'s to say
    NOT_JUDGED      the list page was not read, is drawn by script, or its reading rule broke; the
                    limit is in working days and the holidays of a year it reaches into are not
                    known

Remedy
    Publish what is due, or close or merge the column (关停, 归并).

Units
    Calendar days, weeks, months and years in China time; month ends are clamped. A limit of N
    working days is kept while at most N of them have passed since the day of the item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence
from checks.evidence import columns
from checks.found import fail, in_words, suspect
from checks.limits import Limit, Limits, limit_of
from checks.registry import check
from model.finding import Finding, Verdict
from model.page import ListState


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one column stands against one limit."""

    verdict: Verdict
    reason: str  # Chinese, also for OK


def assess(column: ColumnEvidence, limit: Limit, on: date) -> Assessment:
    """Hold a column that was read against a limit; raise EvidenceMissing if it was not."""
    column.require()
    newest = column.newest
    if column.state is ListState.UNDATED or (newest is None and not column.future):
        shown = f"，内容页上最近的日期为{in_words(newest.on)}" if newest else ""
        reason = f"栏目列表未注明发布日期{shown}，按规定视为未更新，请核实"
        return Assessment(Verdict.SUSPECT, reason)
    if newest is None:
        return Assessment(Verdict.SUSPECT, "栏目只有发布日期晚于监测日的信息，不能算作更新，请核实")
    idle = f"最近一条信息发布于{in_words(newest.on)}，"
    if newest.on >= limit.inside_from(on, column.calendar):
        return Assessment(Verdict.OK, f"{idle}在{limit.span}的更新时限之内")
    reason = f"{idle}已{(on - newest.on).days}天未更新，超过{limit.span}的更新时限"
    if column.column.inferred:
        return Assessment(Verdict.SUSPECT, f"{reason}（栏目类别由程序推断，请核实）")
    if column.state is ListState.NOT_A_LIST:
        return Assessment(Verdict.SUSPECT, f"{reason}（栏目为单页，请核实）")
    if column.unseen:
        above = f"其上另有{column.unseen}条信息未注明日期，内容页也没有读到"
        return Assessment(Verdict.SUSPECT, f"{reason}（{above}，请核实）")
    return Assessment(Verdict.FAIL, reason)


def applies(column: ColumnEvidence, options: Limits) -> bool:
    """Judge columns that the row counts, that are not exempt and not blank."""
    counted = limit_of(options, column.column) is not None
    return counted and column.exemption is None and not column.blank


@check(
    title="栏目更新不及时",
    over=columns,
    options=Limits,
    applies=applies,
    moving=("inside_from", "limit_source"),
)
def judge(column: ColumnEvidence, options: Limits, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the column has been silent too long."""
    limit = limit_of(options, column.column)
    assert limit is not None, "applies() lets only limited columns pass"
    found = assess(column, limit, observed_on)
    if found.verdict is Verdict.OK:
        return
    word = fail if found.verdict is Verdict.FAIL else suspect
    newest = column.newest
    yield word(
        column.subject,
        found.reason,
        kind=column.column.kind.value,
        newest=newest.on.isoformat() if newest else None,
        newest_title=newest.title if newest else None,
        newest_url=newest.url if newest else None,
        idle_days=(observed_on - newest.on).days if newest else None,
        limit=str(limit.span),
        limit_source=limit.source,
        inside_from=limit.span.before(observed_on, column.calendar).isoformat(),
        items=column.items,
        pages_read=column.pages_read,
        future_items=[f"{item.on.isoformat()} {item.title}" for item in column.future],
    )
