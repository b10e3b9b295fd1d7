"""Registration about to expire (域名注册即将到期).

Finds
    A domain whose registration ends within so many days or has ended. The registry's own word
    goes before the day that staff entered.

Why
    A domain that expires stops answering and may be registered by others. No official text
    gives a number; it is the office's own.

Judges
    FAIL            it has expired, or expires within so many days
    NOT_APPLICABLE  cancelled, or being cancelled: it need not be renewed; a host name without a
                    day of its own, whose domain another row stands for
    NOT_JUDGED      neither the registry nor the inventory gives a day; the reason is given

Remedy
    Renew the registration; correct the inventory where it has another day.

Units
    Days in China time; a day exactly so many ahead is soon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.estate import Held, held
from checks.estate_index import bare
from checks.found import fail, in_words
from checks.registry import check
from model.domain import DomainPlan, DomainState, unicode_name
from model.domain_fact import FactKind
from model.errors import EvidenceMissing
from model.finding import Finding
from model.url import own_domain

_LEAVING = frozenset({DomainState.CANCELLED, DomainState.CANCELLING})


@dataclass(frozen=True, slots=True)
class Options:
    """How many days before its end a registration is to be renewed."""

    days: int


def applies(subject: Held, _options: Options) -> bool:
    """Whether the domain is to stay, and this row is where its registration is looked after."""
    domain = subject.domain
    if domain.domain_state in _LEAVING or domain.plan is DomainPlan.CANCEL:
        return False
    if domain.expires_on is not None or subject.fact(FactKind.REGISTRY_EXPIRES) is not None:
        return True
    return subject.index.speaks_for(domain.name)


@check(title="域名注册即将到期", over=held, options=Options, applies=applies)
def judge(subject: Held, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the registration ends too soon."""
    domain = subject.domain
    fact = subject.registered(FactKind.REGISTRY_EXPIRES)
    registry = _day(fact.first) if fact is not None and fact.first else None
    ends = registry or domain.expires_on
    if ends is None:
        why = f"（{fact.why}）" if fact is not None and fact.why else ""
        raise EvidenceMissing(f"没有查到注册到期日期{why}，域名清单也没有填写，未判定")
    days = (ends - observed_on).days
    if days > options.days:
        return
    source = "注册信息" if registry else "域名清单"
    said = f"已于{in_words(ends)}到期" if days < 0 else f"将于{in_words(ends)}到期"
    own = own_domain(domain.name)
    below = f"（注册域名{unicode_name(own)}）" if bare(domain.name) != own and registry else ""
    yield fail(
        subject.subject,
        f"{domain.shown}的注册{below}{said}（据{source}），应尽快续费",
        expires_on=ends.isoformat(),
        source=source,
        listed=domain.expires_on.isoformat() if domain.expires_on else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
