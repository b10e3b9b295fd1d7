"""Way out: whether the monitor itself reaches anyone over IPv4, and over IPv6.

A connection that is made proves it: to a control name, else to any of the names asked about.
Where none is made, failures over that family are the monitor's, and nothing is known.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Sequence

from crawler.domain_names import Named, Names
from crawler.domain_order import DomainOrder
from crawler.domain_visit import V4, V6, Family
from model.url import is_private_ip

NO_IPV6 = "监测机没有 IPv6 网络"
_NOBODY = {
    V4: "没有任何网站通过 IPv4 应答，疑为监测机自身网络不通",
    V6: "没有任何网站通过 IPv6 应答，疑为监测机的 IPv6 网络不通",
}
MOST_ASKED = 24
AT_A_TIME = 4
"""Addresses tried together; the first that answers ends it, so few are bothered."""
PATIENCE_S = 6.0


async def no_way_out(
    order: DomainOrder, names: Names, looked: Sequence[Named]
) -> dict[Family, str]:
    """Return for each family why nothing is known over it, "" where the monitor has a way out."""
    controls = [await names.addresses(name) for name in order.controls]
    reasons: dict[Family, str] = {}
    for family in (V4, V6):
        first = [
            ip
            for name, both in zip(order.controls, controls, strict=True)
            for ip in _usable(order, name, both[0 if family is V4 else 1].values)
        ]
        rest = [
            ip
            for named in looked
            for ip in _usable(order, named.name, named.v4 if family is V4 else named.v6)
        ]
        reasons[family] = await _reason(order, family, list(dict.fromkeys((*first, *rest))))
    return reasons


def _usable(order: DomainOrder, name: str, found: tuple[str, ...] | None) -> Iterable[str]:
    allowed = name in order.private
    return (ip for ip in found or () if allowed or not is_private_ip(ip))


async def _reason(order: DomainOrder, family: Family, addresses: list[str]) -> str:
    if not addresses:
        return ""  # nobody is asked over it
    if family is V6 and not any(_routed(ip) for ip in addresses[:MOST_ASKED]):
        return NO_IPV6
    for at in range(0, min(len(addresses), MOST_ASKED), AT_A_TIME):
        if await _any_connects(order, addresses[at : at + AT_A_TIME]):
            return ""
    return _NOBODY[family]


async def _any_connects(order: DomainOrder, addresses: list[str]) -> bool:
    tries = [asyncio.create_task(_connects(ip, port)) for ip in addresses for port in order.ports]
    try:
        for done in asyncio.as_completed(tries):
            if await done:
                return True
    finally:
        for task in tries:
            task.cancel()
        await asyncio.gather(*tries, return_exceptions=True)
    return False


def _routed(ip: str) -> bool:
    """Whether the system knows a road to an address; nothing is sent."""
    try:
        with socket.socket(V6, socket.SOCK_DGRAM) as probe:
            probe.connect((ip, 9))
    except OSError:
        return False
    return True


async def _connects(ip: str, port: int) -> bool:
    family = V6 if ":" in ip else V4
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setblocking(False)
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.get_running_loop().sock_connect(probe, (ip, port))
    except (OSError, TimeoutError):
        return False
    return True
