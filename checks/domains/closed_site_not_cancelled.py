"""Site closed, domain kept (网站已关停未注销域名).

Finds
    A domain whose site is closed, that is neither cancelled nor about to be, once the
    announcement is over; and one whose cancelling was due on a day that has passed.

Why
    国办函〔2018〕55号: domains whose site is closed are cancelled, idle ones promptly; keeping
    one for a closed site is one of the three faults its sweep looked for.

Judges
    FAIL            the site is closed and the domain is in use or idle, or cancelling is late
    NOT_APPLICABLE  the site is not closed, or nobody has said so
    NOT_JUDGED      the site is closed, the domain's state is not filled in

Remedy
    Hand in the form for cancelling the domain, and note the step.

Units
    Days in China time. The last day of the announcement, and the target day, are still on time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.found import fail, in_words
from checks.registry import NoOptions, check
from model.domain import DOMAIN_STATE_NAMES, DomainState, SiteState
from model.estate import StepKind
from model.finding import Finding


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether staff say that the site is closed."""
    return subject.domain.site_state is SiteState.CLOSED


@check(title="网站已关停未注销域名", over=held, options=NoOptions, applies=applies)
def judge(subject: Held, _options: NoOptions, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the domain was kept."""
    domain = subject.domain
    if domain.domain_state is DomainState.CANCELLED or subject.step(StepKind.CANCELLED):
        return
    until, target = domain.announced_until, domain.target_on
    if until is not None and observed_on <= until:
        return
    if domain.domain_state is None:
        raise subject.unfilled("domain_state")
    if domain.domain_state is DomainState.CANCELLING:
        if target is not None and target < observed_on:
            yield fail(
                subject.subject,
                f"{domain.shown}的网站已关停，域名应于{in_words(target)}前注销，现仍在办理",
                domain_state=domain.domain_state.value,
                target_on=target.isoformat(),
            )
        return
    yield fail(
        subject.subject,
        f"{domain.shown}的网站已关停，域名仍为“{DOMAIN_STATE_NAMES[domain.domain_state]}”，应及时注销",
        domain_state=domain.domain_state.value,
        announced_until=until.isoformat() if until else None,
    )
