"""Replies to public messages take too long (留言答复不及时).

Finds
    A column 留言公开 with messages of the window that were answered after more working days
    than the limit, or that wait longer than it. One finding a column, with the number of
    messages, the median of the replies, the slowest, and the oldest that still waits.

Why
    The table of 2019 charges plain questions not answered within five working days.

Judges
    SUSPECT         at least one message is over the limit: whether it asked a plain question
                    only a person can tell
    OK              all messages that show both days were answered in time
    NOT_JUDGED      the column was not read, no message shows when it came in, or the holidays
                    of a year in between are not known

Remedy
    Answer plain questions at once; publish both days with the answer.

Units
    Working days after the day a message came in, by the State Council's calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from checks.articles import Letters, letters, workdays_between
from checks.found import in_words, suspect
from checks.interaction.message_unanswered import answered
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.page_field import PageField
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """Working days within which plain questions are answered, and how far back is looked."""

    workdays: int
    window: Span


@check(title="留言答复不及时", over=letters, options=Options)
def judge(column: Letters, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if replies of the column were late."""
    column.column.require()
    since = options.window.before(observed_on)
    took: list[int] = []
    late: list[str] = []
    waiting: list[date] = []
    for message in column.articles:
        asked, replied = message.day(PageField.ASKED_ON), message.day(PageField.ANSWERED_ON)
        if asked is None or not since <= asked <= observed_on:
            continue
        if replied is None and answered(message):
            continue  # answered on a day the page does not name
        days = workdays_between(column.calendar, asked, replied or observed_on)
        if replied is None:
            waiting.append(asked)
        else:
            took.append(days)
        if days > options.workdays:
            late.append(message.subject)
    if not took and not waiting:
        raise EvidenceMissing("留言页面未注明来信、答复时间，答复是否及时未判定")
    if not late:
        return
    usual = f"，一般用时{median(took):g}个工作日" if took else ""
    oldest = f"，最早的待答复留言来自{in_words(min(waiting))}" if waiting else ""
    yield suspect(
        column.subject,
        f"近{options.window}内{len(took) + len(waiting)}件留言中有{len(late)}件超过"
        f"{options.workdays}个工作日{usual}{oldest}，请核实",
        places=tuple(Place(url, "", "") for url in late),
        weight="unanswered",
        messages=len(took) + len(waiting),
        late=len(late),
        median_workdays=median(took) if took else None,
        slowest_workdays=max(took, default=None),
        waiting=len(waiting),
        oldest_waiting=min(waiting).isoformat() if waiting else None,
    )
