"""Public message without an answer (留言超期未答复).

Finds
    A message of a column 留言公开 that came in within the window, shows no answer, and is
    older than the limit. Columns of interviews, surveys, complaints and discipline are not
    asked: the register gives them other kinds.

Why
    One of the vetoes of 2015 and 2019: a message of the last year unanswered for more than
    three months fails the site.

Judges
    SUSPECT         older than the limit, and no label of an answer with something behind it.
                    Never FAIL: the answer may stand where we did not read it
    OK              answered, however late; or not yet older than the limit
    NOT_APPLICABLE  it came in before the window
    NOT_JUDGED      silently, where the page does not say when it came in

Remedy
    Answer, and publish the answer beside the message.

Units
    Calendar months in China time: exactly three months is not more than three months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import Article, messages
from checks.found import in_words, silent, suspect
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.page_field import PageField
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """How long a message may wait, and how far back messages are looked at."""

    limit: Span
    window: Span


@check(title="留言超期未答复", over=messages, options=Options)
def judge(message: Article, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the message waits too long."""
    asked = message.day(PageField.ASKED_ON)
    if asked is None:
        raise EvidenceMissing("")
    if asked < options.window.before(observed_on) or asked > observed_on:
        yield silent(message.subject, Verdict.NOT_APPLICABLE)
    elif not answered(message) and observed_on > options.limit.after(asked):
        yield suspect(
            message.subject,
            f"{in_words(asked)}的留言至今{(observed_on - asked).days}天未见答复，"
            f"超过{options.limit}，请核实",
            asked=asked.isoformat(),
            waiting_days=(observed_on - asked).days,
            limit=str(options.limit),
        )


def answered(message: Article) -> bool:
    """Whether the page shows an answer or the day of one."""
    fields = message.page.fields
    return bool(fields.get(PageField.ANSWERED_ON) or fields.get(PageField.ANSWER))
