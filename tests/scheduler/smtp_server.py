"""A real SMTP server on loopback that takes, refuses, delays or drops mail as it is told.

    python -m tests.scheduler.smtp_server FOLDER PORT_FILE MOOD

It writes every mail it accepted into FOLDER. MOOD: take, refuse, greylist (the first time),
refuse_units (those of unit.example), drop_data (ends the connection instead of 354), drop_after
(keeps the content and ends the connection without an answer), refuse_content, slow_rcpt,
slow_data, slow_answer (a minute each).
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

MINUTE_S = 60.0


class Handler:
    """Keeps what it takes."""

    def __init__(self, folder: Path, mood: str) -> None:
        self.folder = folder
        self.mood = mood
        self.met: set[str] = set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer for one recipient."""
        if self.mood == "slow_rcpt":
            (self.folder / "at-rcpt").touch()
            await asyncio.sleep(MINUTE_S)
        units = self.mood == "refuse_units" and address.endswith("@unit.example")
        if self.mood == "refuse" or units:
            return "550 no such mailbox"
        if self.mood == "greylist" and address not in self.met:
            self.met.add(address)
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the content."""
        if self.mood == "refuse_content":
            return "554 not wanted"
        if self.mood == "slow_data":
            (self.folder / "at-data").touch()
            await asyncio.sleep(MINUTE_S)
        number = len(list(self.folder.glob("*.eml"))) + 1
        (self.folder / f"{number}.eml").write_bytes(envelope.original_content or b"")
        if self.mood == "drop_after":
            server.transport.abort()
        if self.mood == "slow_answer":
            (self.folder / "at-answer").touch()
            await asyncio.sleep(MINUTE_S)
        return "250 taken"


class Server(SMTP):
    """SMTP that can hang up before it asks for the content."""

    async def smtp_DATA(self, arg: str) -> None:
        """Ask for the content, or end the connection."""
        if self.event_handler.mood == "drop_data":
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def main(folder: Path, port_file: Path, mood: str) -> None:
    """Serve until killed."""
    handler = Handler(folder, mood)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(handler, hostname="mail.example", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    port_file.write_text(str(server.sockets[0].getsockname()[1]))
    await asyncio.sleep(5 * MINUTE_S)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
