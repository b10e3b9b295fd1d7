"""Registration about to expire (域名注册即将到期).

Finds
    A domain whose registration ends within so many days or has ended. The registry's own word
    goes before the day that staff entered.

Why
    A domain that expires stops answering and may be registered by others. No official text
    gives a number; it is the office's own.

Judges
    FAIL            it has expired, or expires within so many days
    NOT_APPLICABLE  cancelled, or being cancelled: it need not be renewed
    NOT_JUDGED      neither the registry nor the inventory gives a day

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
from checks.found import fail, in_words
from checks.registry import check
from model.domain import DomainPlan, DomainState
from model.domain_fact import FactKind
from model.errors import EvidenceMissing
from model.finding import Finding

_LEAVING = frozenset({DomainState.CANCELLED, DomainState.CANCELLING})


@dataclass(frozen=True, slots=True)
class Options:
    """How many days before its end a registration is to be renewed."""

    days: int


def applies(subject: Held, _options: Options) -> bool:
    """Whether the domain is to stay."""
    domain = subject.domain
    return domain.domain_state not in _LEAVING and domain.plan is not DomainPlan.CANCEL


@check(title="域名注册即将到期", over=held, options=Options, applies=applies)
def judge(subject: Held, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the registration ends too soon."""
    domain = subject.domain
    fact = subject.fact(FactKind.REGISTRY_EXPIRES)
    registry = _day(fact.first) if fact is not None and fact.first else None
    ends = registry or domain.expires_on
    if ends is None:
        raise EvidenceMissing("没有查到注册到期日期，域名清单也没有填写，未判定")
    days = (ends - observed_on).days
    if days > options.days:
        return
    source = "注册信息" if registry else "域名清单"
    said = f"已于{in_words(ends)}到期" if days < 0 else f"将于{in_words(ends)}到期"
    yield fail(
        subject.subject,
        f"{domain.shown}的注册{said}（据{source}），应尽快续费",
        expires_on=ends.isoformat(),
        source=source,
        listed=domain.expires_on.isoformat() if domain.expires_on else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
