"""Interval 更新时限 proposed for a column: the rulebook's by kind, or stricter by its own habit.

A habit is proposed only where it is plain: at least MIN_UPDATES days with updates, and twice
the gap that nine of ten stay within is still stricter than the rulebook asks. It is rounded
up to a length an office would write, and never stricter than two weeks.
"""

from __future__ import annotations

from datetime import date

from model.discovery import Certainty, NationalLimit, Reason, Rhythm
from model.site import ColumnKind
from model.span import Span

MIN_UPDATES = 8
_ROOM = 2  # times the long gap: a habit is no promise
_STEPS = (
    (14, Span(weeks=2)),
    (30, Span(months=1)),
    (61, Span(months=2)),
    (91, Span(months=3)),
    (182, Span(months=6)),
    (365, Span(years=1)),
)
_NO_RHYTHM = frozenset({ColumnKind.NAVIGATION, ColumnKind.TOPIC, ColumnKind.OVERVIEW})


def propose_interval(
    kind: ColumnKind, rhythm: Rhythm, limit: NationalLimit | None, night: date
) -> tuple[Span | None, str, Reason]:
    """Return the interval to register (None: leave it to the rulebook), its source, and why."""
    if kind is ColumnKind.NAVIGATION:
        return None, "", Reason(Certainty.PROBABLE, "导航栏目只指向下级栏目，不考核更新")
    habit = None if kind in _NO_RHYTHM else _habit(rhythm)
    if habit is not None and (limit is None or habit.before(night) > limit.span.before(night)):
        words = _words(rhythm)
        rule = f"，严于检查指标对该类别的{limit.span}" if limit else "，检查指标对该类别没有规定"
        text = f"按本栏目更新习惯提出{habit}：{words}{rule}；不采用时请清空本格和时限依据"
        return habit, "按本栏目更新习惯提出，待确认", Reason(Certainty.GUESS, text)
    if limit is None:
        text = "检查指标对该类别没有规定更新时限，也看不出稳定的更新规律，暂不考核"
        return None, "", Reason(Certainty.PROBABLE, text)
    return None, "", Reason(Certainty.PROBABLE, f"不填即按{limit.span}考核：{limit.basis}")


def _habit(rhythm: Rhythm) -> Span | None:
    if rhythm.long_gap_days is None or rhythm.dated < MIN_UPDATES or not rhythm.last_365:
        return None
    days = rhythm.long_gap_days * _ROOM
    return next((span for most, span in _STEPS if days <= most), None)


def _words(rhythm: Rhythm) -> str:
    return (
        f"读到{rhythm.dated}条信息，更新间隔一般为{rhythm.median_gap_days:g}天，"
        f"九成不超过{rhythm.long_gap_days:g}天"
    )
