"""Idle domain (域名闲置).

Finds
    A domain in use under which no page has been served for so many days: every way in was
    seen to fail, without a success between. Days on which nothing could be found out do not
    begin the count anew and do not end it.

Why
    国办函〔2018〕55号: idle domains are cancelled promptly. After how many days a domain is idle
    no official text says; the number is the office's own.

Judges
    FAIL            no page for at least so many days
    NOT_APPLICABLE  the domain is cancelled or its site closed (other checks say so)
    NOT_JUDGED      whether a page is served could not be found out

Remedy
    Open the site, or cancel the domain.

Units
    Whole days in China time from the first look that saw no page; exactly so many is idle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checks.estate import Held, held, in_service
from checks.found import fail, in_words
from checks.registry import check
from model.clock import china_day
from model.domain_fact import FactKind
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """Days without a page from which a domain is idle."""

    days: int


@check(title="域名闲置", over=held, options=Options, applies=in_service)
def judge(subject: Held, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if no page was served for too long."""
    if subject.known(FactKind.WEB):
        return
    fact = subject.fact(FactKind.WEB)
    since = china_day((fact.since or fact.at) if fact else subject.index.estate.at)
    full = since + timedelta(days=options.days)
    if observed_on >= full:
        yield fail(
            subject.subject,
            f"{subject.domain.shown}自{in_words(since)}起没有网页服务，"
            f"到{in_words(full)}已满{options.days}天，应启用或注销",
            since=since.isoformat(),
            full_on=full.isoformat(),
        )
