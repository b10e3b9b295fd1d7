"""HTTP and HTTPS of one name, over IPv4 and IPv6 apart, and the certificate it shows.

Reads   the addresses that the DNS gave
Gives   Seen: the visits that were made, why others were not, and the certificate
Never   makes a visit over a family for which the monitor itself has no way out
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.answer import Answer
from crawler.domain_names import Named
from crawler.domain_order import DomainOrder
from crawler.domain_tls import NO_CONNECTION, Handshakes, Shown
from crawler.domain_visit import V4, V6, Family, Visit, Visitor
from model.domain_fact import FactKind
from model.fetch import FetchOutcome
from model.url import is_private_ip

WAYS: tuple[tuple[FactKind, str, Family], ...] = (
    (FactKind.HTTP_V4, "http", V4),
    (FactKind.HTTPS_V4, "https", V4),
    (FactKind.HTTP_V6, "http", V6),
    (FactKind.HTTPS_V6, "https", V6),
)
"""In the order in which they stand for the name: the first that shows a page does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the ways to a name showed; a way is in one of the three mappings."""

    visits: Mapping[FactKind, Visit]
    without: frozenset[FactKind]  # no address of the family: known to be no way
    unknown: Mapping[FactKind, str]  # Chinese reasons
    tls: Shown | None = None  # None: no HTTPS service
    named: Named = field(kw_only=True)


class Looker:
    """Looks at the web side of names."""

    def __init__(
        self,
        order: DomainOrder,
        visitor: Visitor,
        handshakes: Handshakes,
        no_way: Mapping[Family, str],
    ) -> None:
        self._order, self._visitor, self._handshakes = order, visitor, handshakes
        self._no_way = no_way

    async def look(self, named: Named) -> Seen:
        """Visit one name over every way it has, one after another."""
        visits: dict[FactKind, Visit] = {}
        without: set[FactKind] = set()
        unknown: dict[FactKind, str] = {}
        known: dict[Family, dict[str, Answer]] = {V4: {}, V6: {}}
        for kind, scheme, family in WAYS:
            addresses = named.v4 if family is V4 else named.v6
            if addresses is None:
                unknown[kind] = named.why
            elif not addresses:
                without.add(kind)
            elif self._no_way.get(family):
                unknown[kind] = self._no_way[family]
            else:
                url = f"{scheme}://{named.name}/"
                visits[kind] = await self._visitor.visit(url, family, known[family])
        return Seen(
            visits=visits,
            without=frozenset(without),
            unknown=unknown,
            tls=await self._certificate(named, visits, unknown),
            named=named,
        )

    async def _certificate(
        self, named: Named, visits: Mapping[FactKind, Visit], unknown: Mapping[FactKind, str]
    ) -> Shown | None:
        """Shake hands over the first family on which HTTPS is not known to be closed."""
        why = ""
        for kind, family in ((FactKind.HTTPS_V4, V4), (FactKind.HTTPS_V6, V6)):
            visit = visits.get(kind)
            if visit is None:
                why = why or unknown.get(kind, "")
                continue
            failure = visit.own.failure
            if failure is FetchOutcome.REFUSED:
                continue
            if failure is FetchOutcome.PRIVATE_ADDRESS:
                why = why or failure.sentence
            elif failure is FetchOutcome.TIMEOUT_CONNECT:
                why = why or NO_CONNECTION
            else:
                return await self._shake(named, family)
        return Shown(trust=None, why=why) if why else None

    async def _shake(self, named: Named, family: Family) -> Shown:
        addresses = (named.v4 if family is V4 else named.v6) or ()
        allowed = named.name in self._order.private
        address = next(ip for ip in addresses if allowed or not is_private_ip(ip))
        port, turn = self._order.ports[1], self._visitor.turn
        return await self._handshakes.look(address, port, named.name, turn)
