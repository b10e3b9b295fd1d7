"""Too few consultations or interviews in a year (征集调查、在线访谈次数不足).

Finds
    A site whose columns of one kind (征集调查 or 在线访谈) together show fewer dated activities
    within the window than the table asks for. An activity listed in two columns counts once;
    an announcement and its result are two items and may make the count too high, never too low.

Why
    The census of 2015 asks for a number of activities a year by kind of site; notices of 2018
    criticised sites with fewer.

Judges
    FAIL            all items have dates, and too few lie within the window
    SUSPECT         as FAIL, but the crawl was not complete, a column is only inferred, or
                    some items show no date
    NOT_JUDGED      the site has no column of this kind in the register, or one was not read

Remedy
    Hold the consultations that important decisions need, and publish them in the column.

Units
    Activities; calendar years in China time; the first day of the window counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, silent, suspect, unjudged
from checks.listed import ColumnItems, column_items
from checks.registry import check
from model.finding import Finding, Verdict
from model.site import KIND_NAMES, ColumnKind, SiteKind
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """The kind of column counted, the window, and the least number by kind of site."""

    kind: ColumnKind
    window: Span
    least_portal: int
    least_other: int


@check(title="征集调查、在线访谈次数不足", over=site, options=Options)
def judge(whole: Whole, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the site's columns of the kind show too few activities."""
    evidence = whole.evidence
    name = KIND_NAMES[options.kind]
    columns = [c for c in column_items(evidence) if c.column.column.kind is options.kind]
    unread = [c.column.reason for c in columns if c.column.reason]
    if not columns or unread:
        why = f"{name}类栏目未能读取（{unread[0]}）" if unread else f"名录中没有{name}类栏目"
        yield unjudged(options.kind.value, f"{why}，全年次数未判定")
        return
    snapshot = evidence.snapshot
    portal = snapshot.site.kind is SiteKind.PORTAL
    least = options.least_portal if portal else options.least_other
    since = options.window.before(observed_on)
    held = {i.url for c in columns for i in c.items if since <= i.on <= observed_on}
    if len(held) >= least:
        yield silent(options.kind.value, Verdict.OK)
        return
    doubt = _doubt(columns, finished=snapshot.soundness.finished)
    word = suspect if doubt else fail
    yield word(
        options.kind.value,
        f"近{options.window}内{name}共{len(held)}次，少于{least}次" + doubt,
        kind=options.kind.value,
        held=len(held),
        least=least,
        since=since.isoformat(),
        columns=[c.subject for c in columns],
    )


def _doubt(columns: list[ColumnItems], *, finished: bool) -> str:
    if any(c.undated for c in columns):
        return "（部分信息未注明日期，请核实）"
    if any(c.column.column.inferred for c in columns):
        return "（栏目类别由程序推断，请核实）"
    return "" if finished else "（本次巡检未覆盖全站，请核实）"
