"""Names that only a test's child process knows: loaded by Python at start, from its path.

`XUNJIAN_TEST_NAMES` is JSON: a name to the loopback addresses it has. All other names are looked
up as always. The loop asks the system in C, so the names are given where aiohttp asks the loop.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
from typing import Any

_NAMES: dict[str, list[str]] = json.loads(os.environ.get("XUNJIAN_TEST_NAMES", "{}"))


def _know_names() -> None:
    from aiohttp.abc import ResolveResult
    from aiohttp.resolver import ThreadedResolver

    usual = ThreadedResolver.resolve

    async def resolve(
        self: ThreadedResolver, host: str, port: int = 0, family: Any = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        known = _NAMES.get(host)
        if known is None:
            return await usual(self, host, port, family)
        if not known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [_result(host, address, port) for address in known]

    def _result(host: str, address: str, port: int) -> ResolveResult:
        six = ipaddress.ip_address(address).version == 6
        return ResolveResult(
            hostname=host,
            host=address,
            port=port,
            family=socket.AF_INET6 if six else socket.AF_INET,
            proto=0,
            flags=socket.AI_NUMERICHOST,
        )

    ThreadedResolver.resolve = resolve  # type: ignore[method-assign]


if _NAMES:
    _know_names()
