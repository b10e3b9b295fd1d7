"""Runs of a site file: one night may be run again, and a killed run is taken up again."""

from __future__ import annotations

import json
from datetime import date, datetime
from sqlite3 import Connection
from typing import Any

from model.crawl import CrawlSummary
from model.errors import StoreError
from model.snapshot import Soundness
from store.site_records import Run


class Runs:
    """Begins runs and keeps their counters."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def begin(self, night_on: date, at: datetime, home: str) -> Run:
        """Take up the open run of this night, or begin a new one.

        Raises StoreError when the file already knows a later night: the past is not rewritten.
        """
        night = night_on.isoformat()
        later = self._conn.execute("SELECT max(night) FROM night").fetchone()[0]
        if later is not None and later > night:
            raise StoreError(f"站点数据里已有 {later} 的巡检结果，不能再补写更早的 {night}")
        previous = self._conn.execute(
            "SELECT max(night) FROM night WHERE night < ?", (night,)
        ).fetchone()[0]
        opened = self._conn.execute(
            "SELECT id FROM run WHERE night = ? AND state = 'open' ORDER BY id DESC LIMIT 1",
            (night,),
        ).fetchone()
        if opened is not None:
            return Run(id=int(opened[0]), night=night, previous_night=previous, resumed=True)
        self._conn.execute("DELETE FROM frontier")
        self._conn.execute("UPDATE run SET state = 'abandoned' WHERE state = 'open'")
        cursor = self._conn.execute("INSERT INTO run (night, state) VALUES (?, 'open')", (night,))
        self._conn.execute(
            "INSERT INTO night (night, at, home) VALUES (?, ?, ?) ON CONFLICT (night)"
            " DO UPDATE SET at = excluded.at, home = excluded.home",
            (night, at.isoformat(), home),
        )
        number = int(cursor.lastrowid or 0)
        return Run(id=number, night=night, previous_night=previous, resumed=False)

    def count(self, run: Run, fetched: int, not_modified: int) -> None:
        """Add requests to the run's counters."""
        self._conn.execute(
            "UPDATE run SET fetched = fetched + ?, not_modified = not_modified + ? WHERE id = ?",
            (fetched, not_modified, run.id),
        )

    def counters(self, run: Run) -> tuple[int, int]:
        """Return (requests, of those answered 304)."""
        found = self._conn.execute(
            "SELECT fetched, not_modified FROM run WHERE id = ?", (run.id,)
        ).fetchone()
        return int(found[0]), int(found[1])

    def memo(self, run: Run) -> dict[str, Any]:
        """Return what the run learnt about the site: robots rules, how it says "not found"."""
        found = self._conn.execute("SELECT memo FROM run WHERE id = ?", (run.id,)).fetchone()
        memo: dict[str, Any] = json.loads(found[0])
        return memo

    def set_memo(self, run: Run, memo: dict[str, Any]) -> None:
        """Remember what the run learnt, for the case that it is killed and taken up again."""
        text = json.dumps(memo, ensure_ascii=False, sort_keys=True)
        self._conn.execute("UPDATE run SET memo = ? WHERE id = ?", (text, run.id))

    def set_scope(self, run: Run, scope: tuple[str, ...]) -> None:
        """Remember which authorities belong to the site in this night."""
        self._conn.execute(
            "UPDATE night SET scope = ? WHERE night = ?", (json.dumps(sorted(scope)), run.night)
        )

    def set_weak_tls(self, run: Run, weak: dict[str, str]) -> None:
        """Store which hosts of the site could only be read over old or weak TLS."""
        self._conn.execute(
            "UPDATE night SET weak_tls = ? WHERE night = ?",
            (json.dumps(weak, sort_keys=True), run.night),
        )

    def set_figures(self, run: Run, summary: CrawlSummary, skipped: dict[str, int]) -> None:
        """Store the night's figures, and how many addresses were left out, by reason."""
        self._conn.execute(
            "UPDATE night SET reason = ?, pages = ?, fetched = ?, not_modified = ?, links = ?,"
            " dead = ?, new_observations = ?, seconds = ?, skipped = ? WHERE night = ?",
            (
                summary.reason,
                summary.pages,
                summary.fetched,
                summary.not_modified,
                summary.links,
                summary.dead,
                summary.new_observations,
                summary.seconds,
                json.dumps(skipped, sort_keys=True),
                run.night,
            ),
        )

    def pages_before(self, run: Run) -> int | None:
        """Return how many pages the last sound night before this one had."""
        found = self._conn.execute(
            "SELECT pages FROM night WHERE night < ? AND sound = 1 ORDER BY night DESC LIMIT 1",
            (run.night,),
        ).fetchone()
        return int(found[0]) if found else None

    def set_soundness(self, run: Run, soundness: Soundness) -> None:
        """Store whether the night is good enough to judge from."""
        self._conn.execute(
            "UPDATE night SET sound = ?, soundness_reason = ?, finished = ? WHERE night = ?",
            (soundness.sound, soundness.reason, soundness.finished, run.night),
        )

    def close(self, run: Run) -> None:
        """End the run: its frontier is no longer needed."""
        self._conn.execute("UPDATE run SET state = 'finished', memo = '{}' WHERE id = ?", (run.id,))
        self._conn.execute("DELETE FROM frontier WHERE run = ?", (run.id,))
