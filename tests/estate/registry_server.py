"""A registry on loopback: RDAP over HTTP and WHOIS over port 43's protocol, as a table says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic

SILENT = "<silent>"


def rdap(name: str, expires: str, **org: str) -> str:
    """Return an RDAP answer about a domain, with a person beside the holder."""
    card = [
        ["version", {}, "text", "4.0"],
        ["fn", {}, "text", "张三丰"],
        ["tel", {}, "uri", "tel:+86.13900001111"],
        ["email", {}, "text", "zhangsanfeng@example.cn"],
    ]
    if org.get("holder"):
        card.append(["org", {}, "text", org["holder"]])
    registrar = ["vcard", [["fn", {}, "text", org.get("registrar", "启明数码有限公司")]]]
    return json.dumps(
        {
            "objectClassName": "domain",
            "ldhName": name.upper(),
            "events": [{"eventAction": "expiration", "eventDate": expires}],
            "entities": [
                {"objectClassName": "entity", "roles": ["registrar"], "vcardArray": registrar},
                {
                    "objectClassName": "entity",
                    "roles": ["registrant"],
                    "vcardArray": ["vcard", card],
                },
            ],
        }
    )


class RegistryServer:
    """Answers over both protocols; `asked` has moment, protocol and what was asked for."""

    def __init__(self, whois: Mapping[str, str], web: Mapping[str, tuple[int, str]]) -> None:
        self.whois = dict(whois)  # text by the line that is sent
        self.web = dict(web)  # status and body (of 3xx: the Location) by path
        self.asked: list[tuple[float, str, str]] = []
        self.ports = (0, 0)  # WHOIS, HTTP
        self._servers: list[asyncio.Server] = []

    async def start(self) -> None:
        """Listen on two free ports."""
        for serve in (self._say, self._show):
            self._servers.append(await asyncio.start_server(serve, "127.0.0.1", 0))
        whois, web = (server.sockets[0].getsockname()[1] for server in self._servers)
        self.ports = (whois, web)

    async def stop(self) -> None:
        """Listen no more."""
        for server in self._servers:
            server.close()

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        name = (await reader.readline()).decode().strip()
        self.asked.append((monotonic(), "whois", name))
        said = self.whois.get(name, "No matching record.\n")
        if said == SILENT:
            await reader.read()  # until the asker gives up
        writer.write(said.encode())
        await _end(writer)

    async def _show(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readline()).decode().split(" ")[1]
        while (await reader.readline()).strip():
            pass
        self.asked.append((monotonic(), "rdap", path))
        status, body = self.web.get(path, (404, "{}"))
        led = f"Location: {body}\r\n" if 300 <= status < 400 else ""
        data = b"" if led else body.encode()
        head = f"HTTP/1.1 {status} x\r\n{led}Content-Type: application/rdap+json\r\n"
        writer.write(f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data)
        await _end(writer)


async def _end(writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        await writer.drain()
    writer.close()
