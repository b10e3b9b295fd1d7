"""Days told by words (今天, 昨天, 3天前): a day only for who knows when the words were seen."""

from __future__ import annotations

import re
from datetime import date, timedelta

RELATIVE = re.compile(
    r"(今天|今日|昨天|昨日|前天|刚刚)|(?<!\d)(\d{1,3})\s?(天|日|小时|分钟|周|个月)[之以]?前"
)
MONTH_DAY = re.compile(r"\d{2}-\d{2}")
"""A month and a day without a year, as words in place of a date; no day by itself."""

_NEAR = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "刚刚": 1}
"""刚刚 may be of the day before: midnight lies between."""


def relative_day(words: str, seen_on: date) -> date | None:
    """Return the earliest day that words may mean on the night they were seen, None for none.

    Hours may cross midnight and months have up to 31 days: at most one day, or the difference of
    the months, too early, so that nothing is taken for newer than it is.
    """
    found = RELATIVE.search(words)
    if found is None:
        return None
    days = _NEAR[found[1]] if found[1] else _days_ago(int(found[2]), found[3])
    return seen_on - timedelta(days=days)


def _days_ago(number: int, unit: str) -> int:
    if unit in {"小时", "分钟"}:
        return number // 24 + 1 if unit == "小时" else 1
    return number * {"周": 7, "个月": 31}.get(unit, 1)
