"""Site that visitors with IPv6 alone cannot reach (未支持IPv6).

Finds
    A site whose host has no IPv6 address, or has one at which nothing is served, by the last
    round over the district's domains (`xunjian domains collect`).

Why
    The row of 2019 asks for access over IPv6. A machine without IPv6 cannot tell: not measured is
    not failed.

Judges
    FAIL            no AAAA record; or one, and neither HTTP nor HTTPS answers over IPv6 while
                    one of them does over IPv4
    OK              a page is served over IPv6
    NOT_APPLICABLE  the site is served under a bare IP address
    NOT_JUDGED      nobody has looked within a week, or this machine has no IPv6

Remedy
    Add an AAAA record and serve the site over IPv6, or through the platform's gateway.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.found import fail
from checks.home_host import HomeHost, has_name, home_host
from checks.registry import NoOptions, check
from model.domain_fact import FactKind
from model.errors import EvidenceMissing
from model.fetch import FetchOutcome
from model.finding import Finding

_OVER_V6 = (FactKind.HTTPS_V6, FactKind.HTTP_V6)
_OVER_V4 = (FactKind.HTTPS_V4, FactKind.HTTP_V4)


@check(title="未支持IPv6", over=home_host, options=NoOptions, applies=has_name)
def judge(home: HomeHost, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if nothing is served over IPv6."""
    addresses = home.known(FactKind.AAAA)
    if not addresses:
        yield fail(home.subject, f"{home.name}没有IPv6地址（AAAA记录），不支持IPv6访问")
        return
    if any(_outcome(home, kind).is_fine for kind in _OVER_V6 if home.known(kind)):
        return
    if not any(_outcome(home, kind).is_fine for kind in _OVER_V4 if home.known(kind)):
        raise EvidenceMissing("通过IPv4也没有打开，无从比较IPv6，未判定")
    over_v6 = [_outcome(home, kind) for kind in _OVER_V6 if home.known(kind)]
    if not all(outcome.is_failure for outcome in over_v6):
        raise EvidenceMissing("通过IPv6未能核实能否打开，未判定")
    why = "、".join(dict.fromkeys(outcome.sentence for outcome in over_v6)) or "没有网页服务"
    yield fail(
        home.subject,
        f"{home.name}有IPv6地址，但只能通过IPv4打开，通过IPv6时{why}",
        addresses=list(addresses),
        outcomes=[outcome.value for outcome in over_v6],
    )


def _outcome(home: HomeHost, kind: FactKind) -> FetchOutcome:
    return FetchOutcome(home.known(kind)[0])
