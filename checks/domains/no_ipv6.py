"""No IPv6 (不支持IPv6访问).

Finds
    A domain in use, of the levels the rulebook names, without an IPv6 address, or whose page
    opens over IPv4 and not over IPv6, asked from a line that has IPv6.

Why
    The work plans for IPv6: portals of governments from the county level up support it.

Judges
    FAIL            no AAAA record, or IPv6 was refused or answered with an error
    SUSPECT         over IPv6 it took too long, which may lie on the way
    NOT_APPLICABLE  the holder is of another level, the domain is cancelled or its site closed
    NOT_JUDGED      the line of the monitor has no IPv6, the records could not be asked for,
                    the page did not open over IPv4 either, or nobody has filled in the level

Remedy
    Have the platform serve the site over IPv6 and publish the address.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.estate import Held, held
from checks.found import fail, suspect
from checks.registry import check
from model.domain import HolderLevel
from model.domain_fact import FactKind
from model.errors import EvidenceMissing
from model.fetch import FetchOutcome
from model.finding import Finding

_OVER_V4 = (FactKind.HTTPS_V4, FactKind.HTTP_V4)
_OVER_V6 = (FactKind.HTTPS_V6, FactKind.HTTP_V6)
_TIMEOUTS = frozenset(
    {FetchOutcome.TIMEOUT_CONNECT, FetchOutcome.TIMEOUT_FIRST_BYTE, FetchOutcome.TIMEOUT_BODY}
)


@dataclass(frozen=True, slots=True)
class Options:
    """The levels of holders whose sites must be there over IPv6."""

    levels: tuple[HolderLevel, ...]


def applies(subject: Held, options: Options) -> bool:
    """Whether it is in use, and its holder of a level that is meant or of an unknown one."""
    level = subject.domain.holder_level
    return subject.in_service and (level is None or level in options.levels)


@check(title="不支持IPv6访问", over=held, options=Options, applies=applies, moving=("addresses",))
def judge(subject: Held, _options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the name has no address or no page over IPv6."""
    domain = subject.domain
    if domain.holder_level is None:
        raise subject.unfilled("holder_level")
    addresses = subject.known(FactKind.AAAA)
    if not addresses:
        yield fail(subject.subject, f"{domain.shown}没有IPv6地址（AAAA记录），不支持IPv6访问")
        return
    over_v6 = _outcomes(subject, _OVER_V6)
    if any(outcome.is_fine for outcome in over_v6):
        return
    if not any(outcome.is_fine for outcome in _outcomes(subject, _OVER_V4)):
        raise EvidenceMissing("通过IPv4也没有打开，无从比较IPv6，未判定")
    for kind in _OVER_V6:
        subject.known(kind)  # a way in that was not tried leaves it open
    certain = all(outcome.is_failure for outcome in over_v6)
    if not over_v6 or not (certain or all(o.is_failure or o in _TIMEOUTS for o in over_v6)):
        raise EvidenceMissing("通过IPv6未能核实能否打开，未判定")
    why = "、".join(dict.fromkeys(outcome.sentence for outcome in over_v6))
    yield (fail if certain else suspect)(
        subject.subject,
        f"{domain.shown}有IPv6地址{addresses[0]}，但只能通过IPv4打开，通过IPv6时{why}"
        + ("" if certain else "，请核实"),
        addresses=list(addresses),
        outcomes=[outcome.value for outcome in over_v6],
    )


def _outcomes(subject: Held, kinds: tuple[FactKind, ...]) -> list[FetchOutcome]:
    facts = (subject.fact(kind) for kind in kinds)
    return [FetchOutcome(fact.first) for fact in facts if fact is not None and fact.first]
