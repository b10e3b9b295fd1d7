"""Entries applied: what staff entered about a rulebook row joins what the program judged.

An entry speaks of its row as a whole. It never takes back what the program is certain of
(for that there is the review), and a row nobody entered anything for costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from checks.found import in_words
from model.clock import china_day
from model.entry import Entry, EntryResult
from model.finding import Verdict
from model.rulebook import Indicator, Kind, Rulebook
from model.score import Step

_OPEN = frozenset({Verdict.NOT_JUDGED, Verdict.OK})


def with_entry(step: Step, row: Indicator, entry: Entry | None, *, scored: bool) -> Step:
    """Return a veto's or deduction's step with the entry counted in.

    A problem costs what was entered, at most what the row and its cap allow together with
    what the program found. `scored` is False where the rulebook's weights are unknown.
    """
    if entry is None or entry.result not in (EntryResult.GOOD, EntryResult.PROBLEM):
        return step
    problem = entry.result is EntryResult.PROBLEM
    verdict = step.verdict
    if problem:
        verdict = Verdict.FAIL
    elif verdict in _OPEN:
        verdict = Verdict.OK
    lost = step.lost
    if problem and scored and row.kind is Kind.DEDUCTION and entry.points is not None:
        limits = [limit for limit in (row.cap, row.points) if limit is not None]
        lost = min([lost + entry.points, *limits])
    charge = f"，扣{_plain(lost - step.lost)}分" if lost > step.lost else ""
    said = f"{'认定有问题' if problem else '核查符合要求'}{charge}：{_words(entry)}"
    alone = step.verdict is Verdict.NOT_JUDGED and not step.judged_share
    return replace(
        step,
        verdict=verdict,
        lost=lost,
        text=said if alone else f"{step.text}；{said}",
        judged_share=step.judged_share if step.verdict is Verdict.SUSPECT else Decimal(1),
        entry=entry.id,
    )


def bonus_step(
    row: Indicator, entry: Entry | None, *, reached: bool, bonus_mark: Decimal | None
) -> Step:
    """Return a bonus row: its points are entered by staff, and count only above the mark."""
    if not reached:
        mark = f"扣分指标得分未超过{_plain(bonus_mark)}分，" if bonus_mark is not None else ""
        kept = f"；已录入：{_words(entry)}" if entry else ""
        return _bonus(row, Verdict.NOT_APPLICABLE, f"{mark}不计加分{kept}")
    if entry is None or entry.result is not EntryResult.BONUS or entry.points is None:
        return _bonus(row, Verdict.NOT_JUDGED, "须由人工依据材料录入，本次没有录入")
    gained = entry.points if row.points is None else min(entry.points, row.points)
    step = _bonus(row, Verdict.OK, f"加{_plain(gained)}分：{_words(entry)}")
    return replace(step, gained=gained, judged_share=Decimal(1), entry=entry.id)


def left_out(rulebook: Rulebook, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the headings 一级指标 that do not apply by a person's word, if the book allows."""
    found = {}
    for group in rulebook.rescale:
        entry = entries.get(group)
        if entry is not None and entry.result is EntryResult.NOT_APPLICABLE:
            found[group] = entry
    return found


def left_out_step(row: Indicator, entry: Entry) -> Step:
    """Say that the row's heading does not apply and the others are converted to the full total."""
    text = f"“{row.group}”不适用，其余指标按比例折算：{_words(entry)}"
    return replace(_bonus(row, Verdict.NOT_APPLICABLE, text), entry=entry.id)


def _words(entry: Entry) -> str:
    said = entry.text.rstrip("。；")
    day = in_words(china_day(entry.at))
    return f"{said}（{entry.who}{day}录入，依据：{entry.proof}）"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _bonus(row: Indicator, verdict: Verdict, text: str) -> Step:
    return Step(
        indicator=row.id,
        name=row.name,
        group=row.group,
        kind=row.kind.value,
        verdict=verdict,
        text=text,
        points=row.points,
        verified=row.verified,
    )
