"""One WHOIS question over port 43 (RFC 3912): a line out, text until the server hangs up."""

from __future__ import annotations

import asyncio
from contextlib import suppress

MOST_BYTES = 65_536
"""An answer is a few thousand bytes; what goes on longer is no answer."""


async def ask_whois(address: str, port: int, line: str, timeout_s: float) -> str:
    """Return what a server says about a line; OSError or TimeoutError where it says nothing.

    No more than MOST_BYTES are read, and never longer than `timeout_s` in all.
    """
    async with asyncio.timeout(timeout_s):
        reader, writer = await asyncio.open_connection(address, port)
        try:
            writer.write(f"{line}\r\n".encode())
            await writer.drain()
            said = b""
            while len(said) < MOST_BYTES:
                piece = await reader.read(MOST_BYTES - len(said))
                if not piece:
                    break
                said += piece
        finally:
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()
    if not said.strip():
        raise ConnectionError("nothing was said")
    return _text(said)


def _text(said: bytes) -> str:
    try:
        return said.decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("gb18030", errors="replace")
