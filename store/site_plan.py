"""The visit plan of a site file, read back: what is due, why, and how old the oldest look is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from store.site_records import AskKind
from store.site_schema import open_site


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """When one address is asked next, and why then."""

    url: str
    kind: str  # home, list, article, page, file, external
    reason: str  # nightly, suspect, new, spread, changed, unchanged
    looked_on: date
    interval_days: int
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """One site's plan as of a night; counts are addresses."""

    due: Mapping[tuple[str, str], int] = field(default_factory=dict)  # by kind and reason
    later: Mapping[date, int] = field(default_factory=dict)  # by the night they are due
    oldest_on: date | None = None  # the oldest look that stands


@dataclass(frozen=True, slots=True)
class Unasked:
    """Pages that stand in a night with an earlier look."""

    pages: int = 0
    oldest_on: date | None = None


def plan_of(path: Path, night_on: date) -> SitePlan | None:
    """Return what the plan asks in the night `night_on`; None when the site has no plan yet."""
    if not path.exists():
        return None
    db = open_site(path, create=False)
    try:
        conn: Connection = db.conn
        if not _is_planned(conn):
            return None
        night = night_on.isoformat()
        due: Counter[tuple[str, str]] = Counter()
        later: Counter[date] = Counter()
        for kind, reason, on, count in conn.execute(
            "SELECT kind, reason, due_on, count(*) FROM visit_plan GROUP BY kind, reason, due_on"
        ):
            if on <= night:
                due[kind, reason] += count
            else:
                later[date.fromisoformat(on)] += count
        oldest = conn.execute("SELECT min(looked_on) FROM visit_plan").fetchone()[0]
        return SitePlan(
            due=dict(sorted(due.items())),
            later=dict(sorted(later.items())),
            oldest_on=date.fromisoformat(oldest),
        )
    finally:
        db.close()


def visit_of(path: Path, url: str) -> PlannedVisit | None:
    """Return the plan of one address; None when it is not known, or not planned."""
    if not path.exists():
        return None
    db = open_site(path, create=False)
    try:
        row = db.conn.execute(
            "SELECT v.kind, v.reason, v.looked_on, v.interval_days, v.due_on"
            " FROM visit_plan v JOIN address a ON a.id = v.address WHERE a.url = ?",
            (url,),
        ).fetchone()
    finally:
        db.close()
    if row is None:
        return None
    kind, reason, looked, days, on = row
    return PlannedVisit(
        url=url,
        kind=kind,
        reason=reason,
        looked_on=date.fromisoformat(looked),
        interval_days=days,
        due_on=date.fromisoformat(on),
    )


def unasked_in(path: Path, night_on: date) -> Unasked:
    """Return the pages that stood in a night unasked; nothing for any but the newest night."""
    if not path.exists():
        return Unasked()
    db = open_site(path, create=False)
    try:
        night = night_on.isoformat()
        newest = db.conn.execute("SELECT max(night) FROM night").fetchone()[0]
        if newest != night:
            return Unasked()
        count, oldest = db.conn.execute(
            "SELECT count(*), min(looked_on) FROM visit_plan WHERE ask = ? AND looked_on < ?",
            (AskKind.PAGE.value, night),
        ).fetchone()
    finally:
        db.close()
    return Unasked(int(count), date.fromisoformat(oldest) if oldest else None)


def _is_planned(conn: Connection) -> bool:
    return conn.execute("SELECT 1 FROM visit_plan LIMIT 1").fetchone() is not None
