"""Names to addresses: whatever leads to a private address is refused before a connection."""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import lru_cache

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from crawler.outcome import PrivateAddressRefused
from model.url import authority, is_private_ip, literal_ip

MayBePrivate = Callable[[str], bool]
"""Says whether an authority (host:port) may lie on a private address."""


class GuardedResolver(AbstractResolver):
    """Resolves with the system's resolver; the addresses given back are those connected to."""

    def __init__(self, may_be_private: MayBePrivate) -> None:
        self._inner = ThreadedResolver()
        self._may_be_private = may_be_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the public addresses of a name; raise PrivateAddressRefused if it has none."""
        found = await self._inner.resolve(host, port, family)
        if self._may_be_private(_authority(host, port)):
            return found
        public = [entry for entry in found if not is_private_ip(entry["host"])]
        if found and not public:
            raise PrivateAddressRefused(f"{host} leads to a private address")
        return public

    async def close(self) -> None:
        """Release the inner resolver."""
        await self._inner.close()


def is_refused_literal(url: str, may_be_private: MayBePrivate) -> bool:
    """Whether an address names a private IP outright that this crawl may not ask."""
    end = url.find("/", len("https://"))  # what follows says nothing of the host
    return _is_private_literal(url if end < 0 else url[:end]) and not may_be_private(authority(url))


@lru_cache(maxsize=4096)
def _is_private_literal(start: str) -> bool:
    """Every request asks; most go to a few hosts."""
    ip = literal_ip(start)
    return ip is not None and is_private_ip(ip)


def _authority(host: str, port: int) -> str:
    return host.lower() if port in (80, 443) else f"{host.lower()}:{port}"
