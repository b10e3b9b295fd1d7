"""Stored nights of a site file: figures, soundness and scope of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection

from model.crawl import CrawlSummary
from model.errors import SnapshotMissing
from model.snapshot import Soundness
from store.site_schema import open_site

_COLUMNS = (
    "at, scope, reason, pages, fetched, not_modified, links, dead, new_observations, seconds,"
    " sound, soundness_reason, finished, skipped, weak_tls"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNight:
    """One row of the night table."""

    at: datetime
    scope: frozenset[str]  # authorities that belong to the site
    summary: CrawlSummary
    soundness: Soundness
    skipped: dict[str, int]  # addresses met and not asked, by the reason's word
    previous_on: date | None
    weak_tls: dict[str, str]  # what was agreed on, by host


def read_night(conn: Connection, night_on: date) -> StoredNight:
    """Return one night of an open site file; SnapshotMissing when there is none."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM night WHERE night = ?",  # noqa: S608
        (night_on.isoformat(),),
    ).fetchone()
    if row is None:
        raise SnapshotMissing(f"没有 {night_on.isoformat()} 的巡检数据，请先运行当夜的巡检")
    at, scope, *figures, sound, why, finished, skipped, weak_tls = row
    reason, pages, fetched, not_modified, links, dead, added, seconds = figures
    previous = conn.execute(
        "SELECT max(night) FROM night WHERE night < ?", (night_on.isoformat(),)
    ).fetchone()[0]
    return StoredNight(
        at=datetime.fromisoformat(at),
        scope=frozenset(json.loads(scope)),
        summary=CrawlSummary(
            reason=reason,
            pages=pages,
            fetched=fetched,
            not_modified=not_modified,
            links=links,
            dead=dead,
            new_observations=added,
            seconds=seconds,
        ),
        soundness=Soundness(sound=bool(sound), reason=why, finished=bool(finished)),
        weak_tls=json.loads(weak_tls),
        skipped=json.loads(skipped),
        previous_on=date.fromisoformat(previous) if previous else None,
    )


def stored_nights(path: Path) -> tuple[date, ...]:
    """Return every night of a site file, oldest first; none when there is no file."""
    if not path.exists():
        return ()
    db = open_site(path, create=False)
    try:
        rows = db.conn.execute("SELECT night FROM night ORDER BY night").fetchall()
    finally:
        db.close()
    return tuple(date.fromisoformat(night) for (night,) in rows)


def sound_nights(path: Path) -> tuple[date, ...]:
    """Return the nights of a site file that were sound enough to judge from, oldest first."""
    if not path.exists():
        return ()
    db = open_site(path, create=False)
    try:
        rows = db.conn.execute("SELECT night FROM night WHERE sound = 1 ORDER BY night").fetchall()
    finally:
        db.close()
    return tuple(date.fromisoformat(night) for (night,) in rows)
