"""Drawings of a site file: readings of what a browser drew, beside those of what was sent.

The observation of such a page stays what the server sent; from `from_night` to `to_night`
its list is read from the drawing. Where there is none, `undrawn` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Connection

from model.drawing import DrawingFault
from model.page import ListState
from store.site_codec import decode_facts
from store.site_records import Run


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page whose list only a script draws."""

    address: int
    url: str


class Drawings:
    """Finds what has to be drawn, and remembers what was."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def waiting(self, night: str) -> tuple[Waiting, ...]:
        """Return a night's pages with an unreadable list that were not drawn yet, by address."""
        rows = self._conn.execute(
            "SELECT a.id, a.url, r.facts FROM observation o JOIN reading r ON r.id = o.reading"
            " JOIN address a ON a.id = o.address WHERE o.to_night = ? AND o.outcome = 'alive'"
            " AND o.location IS NULL AND instr(r.facts, ?) > 0 AND NOT EXISTS (SELECT 1 FROM"
            " drawing d WHERE d.address = o.address AND d.to_night = o.to_night) ORDER BY a.url",
            (night, f'"state":"{ListState.SCRIPTED}"'),
        )
        return tuple(
            Waiting(int(number), url)
            for number, url, facts in rows
            if decode_facts(facts).listing.state is ListState.SCRIPTED
        )

    def record(self, run: Run, address: int, reading: int) -> bool:
        """Enter a drawing; return whether it differs from the night before."""
        last = self._conn.execute(
            "SELECT from_night, to_night, reading FROM drawing WHERE address = ?"
            " ORDER BY from_night DESC LIMIT 1",
            (address,),
        ).fetchone()
        if last is not None and last[2] == reading and last[1] == run.previous_night:
            self._conn.execute(
                "UPDATE drawing SET to_night = ? WHERE address = ? AND from_night = ?",
                (run.night, address, last[0]),
            )
            return False
        self._conn.execute(
            "INSERT OR REPLACE INTO drawing (address, from_night, to_night, reading)"
            " VALUES (?, ?, ?, ?)",
            (address, run.night, run.night, reading),
        )
        return True

    def record_fault(self, run: Run, address: int, fault: DrawingFault) -> None:
        """Enter why a page could not be drawn in this night."""
        self._conn.execute(
            "INSERT OR REPLACE INTO undrawn (address, night, fault) VALUES (?, ?, ?)",
            (address, run.night, fault.value),
        )


def undrawn_on(conn: Connection, night: str) -> dict[str, DrawingFault]:
    """Return by address why pages could not be drawn in one night."""
    rows = conn.execute(
        "SELECT a.url, u.fault FROM undrawn u JOIN address a ON a.id = u.address WHERE u.night = ?",
        (night,),
    )
    return {url: DrawingFault(fault) for url, fault in rows}
