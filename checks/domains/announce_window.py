"""Change or closing announced too briefly (公告期不足).

Finds
    A domain that is being changed, or whose closing was announced, and whose announcement
    ends, or was followed by the end of the name, before the span has passed.

Why
    国办函〔2018〕55号: a site that stays gets a new domain and then announces the change for three
    months, so that visitors and papers can follow.

Judges
    FAIL            less than the span between the first day and the last, or the name was
                    cancelled or stopped to resolve before
    NOT_APPLICABLE  nothing is changed and nothing was announced
    NOT_JUDGED      the first or the last day of the announcement is not filled in

Remedy
    Leave the announcement and the old domain until the span has passed.

Units
    Calendar months in China time: announced on 30 November, three months end on 28 February,
    which is long enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.estate import Held, held
from checks.found import fail, in_words
from checks.registry import check
from model.domain import DomainPlan
from model.estate import StepKind
from model.finding import Finding
from model.span import Span

_ENDS = {StepKind.CANCELLED: "注销", StepKind.GONE: "停止解析"}


@dataclass(frozen=True, slots=True)
class Options:
    """How long a change is to be announced."""

    span: Span


def applies(subject: Held, _options: Options) -> bool:
    """Whether the domain is to be replaced, or something about it was announced."""
    domain = subject.domain
    announced = domain.announced_on or domain.announced_until or domain.announced_url
    return domain.plan is DomainPlan.CHANGE or bool(announced or subject.step(StepKind.ANNOUNCED))


@check(title="公告期不足", over=held, options=Options, applies=applies)
def judge(subject: Held, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the announcement was too short."""
    domain = subject.domain
    step = subject.step(StepKind.ANNOUNCED)
    begins = domain.announced_on or (step.on if step else None)
    if begins is None:
        raise subject.unfilled("announced_on")
    due = options.span.after(begins)
    ends = [(step.on, kind) for kind in _ENDS if (step := subject.step(kind)) is not None]
    early = min((end for end in ends if end[0] < due), default=None)
    until = domain.announced_until
    if early is not None:
        word = f"域名于{in_words(early[0])}即已{_ENDS[early[1]]}"
    elif until is not None and until < due:
        word = f"公告截止于{in_words(until)}"
    elif until is None and not ends:
        raise subject.unfilled("announced_until")
    else:
        return
    yield fail(
        subject.subject,
        f"{domain.shown}的公告自{in_words(begins)}起，应满{options.span}至{in_words(due)}，{word}",
        announced_on=begins.isoformat(),
        announced_until=until.isoformat() if until else None,
        due_on=due.isoformat(),
        ended_on=early[0].isoformat() if early else None,
    )
