"""Closed, and still resolving (已关停注销仍可解析).

Finds
    A domain that staff say is cancelled, or whose site is closed, that still has addresses or
    an alias in the DNS. While the closing is being announced the name may still answer, with
    the notice or a redirect.

Why
    国办发〔2017〕47号 and 国办函〔2018〕55号: what is closed is cancelled, and a name nobody looks
    after is taken over by others. A closed site answers with its notice or does not resolve.

Judges
    FAIL            the name resolves, and no announcement is running
    NOT_APPLICABLE  neither cancelled nor closed
    NOT_JUDGED      no address was seen, but not every kind of record could be asked for

Remedy
    Stop the resolution and cancel the domain; correct the inventory where it is wrong.

Units
    Days in China time; the announcement's last day still counts as running.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.found import fail
from checks.registry import NoOptions, check
from model.domain import DOMAIN_STATE_NAMES, SITE_STATE_NAMES, DomainState, SiteState
from model.finding import Finding


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether nothing should be left under the domain."""
    return not subject.in_service


@check(
    title="已关停注销仍可解析",
    over=held,
    options=NoOptions,
    applies=applies,
    moving=("records",),
)
def judge(subject: Held, _options: NoOptions, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the name still resolves."""
    domain = subject.domain
    records = subject.records()
    cancelled = domain.domain_state is DomainState.CANCELLED
    until = domain.announced_until
    announcing = not cancelled and until is not None and observed_on <= until
    if not records or announcing:
        return
    state = (
        f"域名状态为“{DOMAIN_STATE_NAMES[DomainState.CANCELLED]}”"
        if cancelled
        else f"网站状态为“{SITE_STATE_NAMES[SiteState.CLOSED]}”"
    )
    yield fail(
        subject.subject,
        f"{domain.shown}登记的{state}，但仍解析到{'、'.join(records[:3])}"
        + ("等地址" if len(records) > 3 else ""),
        records=list(records),
        cancelled=cancelled,
        announced_until=until.isoformat() if until else None,
    )
