"""Pictures 截图 of a site file: PNG files kept among the bodies, each under its own hash.

Written after the crawl has let go of the file. A picture belongs to one finding and one night.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import zstandard
from sqlite_utils import Database

from model.picture import Picture
from store.site_bodies import Bodies
from store.site_drawings import Drawings
from store.site_night import redirect_chain
from store.site_schema import open_site


@dataclass(frozen=True, slots=True)
class Manners:
    """What a night's crawl learnt that whoever asks its pages again has to know."""

    robots: dict[str, Any]
    home_chain: tuple[str, ...]
    scripted: frozenset[str]  # pages whose list could not be read, since a script draws it


class Pictures:
    """Keeps, gives back and drops pictures."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._conn = db.conn

    def manners(self, night_on: date, home: str) -> Manners:
        """Return what the newest run of a night learnt."""
        night = night_on.isoformat()
        found = self._conn.execute(
            "SELECT json_extract(memo, '$.robots') FROM run WHERE night = ?"
            " ORDER BY id DESC LIMIT 1",
            (night,),
        ).fetchone()
        robots = json.loads(found[0]) if found and found[0] else {}
        waiting = Drawings(self._conn).waiting(night)
        return Manners(
            robots=robots,
            home_chain=tuple(redirect_chain(self._conn, night, home)),
            scripted=frozenset(page.url for page in waiting),
        )

    def keep(self, picture: Picture, png: bytes) -> None:
        """Store a picture; another one of the same finding and night gives way."""
        digest = hashlib.sha256(png).digest()
        if digest.hex() != picture.sha256 or len(png) != picture.size:
            raise ValueError("a picture is kept under its own hash")
        with self._db.atomic():
            packed = zstandard.ZstdCompressor().compress(png)
            body = Bodies(self._conn).keep(digest, len(png), packed)
            self._conn.execute(
                "INSERT OR REPLACE INTO picture (fingerprint, night, page, taken_at, body, width,"
                " height, marked) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    picture.fingerprint,
                    picture.night_on.isoformat(),
                    picture.page,
                    picture.taken_at.isoformat(),
                    body,
                    picture.width,
                    picture.height,
                    int(picture.marked),
                ),
            )

    def until(self, night_on: date) -> dict[str, Picture]:
        """Return by fingerprint the newest picture of each finding as of one night."""
        rows = self._conn.execute(
            "SELECT * FROM picture_file f WHERE night = (SELECT max(p.night) FROM picture p"
            " WHERE p.fingerprint = f.fingerprint AND p.night <= ?) ORDER BY fingerprint",
            (night_on.isoformat(),),
        )
        return {row[0]: _picture(row) for row in rows}

    def png(self, picture: Picture) -> bytes | None:
        """Return the file of a picture, None where it was dropped."""
        found = self._conn.execute(
            "SELECT body FROM picture WHERE fingerprint = ? AND night = ?",
            (picture.fingerprint, picture.night_on.isoformat()),
        ).fetchone()
        return Bodies(self._conn).read(int(found[0])) if found else None

    def drop(self, before: date, keep: Collection[str]) -> tuple[Picture, ...]:
        """Drop the pictures older than a night but for the findings in `keep`; return them."""
        rows = self._conn.execute(
            "SELECT * FROM picture_file WHERE night < ? ORDER BY fingerprint, night",
            (before.isoformat(),),
        )
        gone = tuple(p for p in map(_picture, rows.fetchall()) if p.fingerprint not in keep)
        with self._db.atomic():
            for picture in gone:
                self._conn.execute(
                    "DELETE FROM picture WHERE fingerprint = ? AND night = ?",
                    (picture.fingerprint, picture.night_on.isoformat()),
                )
                self._conn.execute(
                    "DELETE FROM body WHERE sha256 = ?1 AND NOT EXISTS"
                    " (SELECT 1 FROM picture p WHERE p.body = body.id)"
                    " AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.body = body.id)",
                    (bytes.fromhex(picture.sha256),),
                )
        return gone


@contextmanager
def pictures_in(path: Path) -> Iterator[Pictures]:
    """Open the pictures of a site file."""
    db = open_site(path, create=False)
    try:
        yield Pictures(db)
    finally:
        db.close()


def pictures_of(path: Path, night_on: date, marks: Collection[str]) -> dict[str, Picture]:
    """Return by fingerprint the newest pictures of these findings as of one night."""
    return {m: p for m, p in pictures_until(path, night_on).items() if m in marks}


def pictures_until(path: Path, night_on: date) -> dict[str, Picture]:
    """Return the newest picture of each finding as of one night; none where there is no file."""
    if not path.exists():
        return {}
    with pictures_in(path) as pictures:
        return pictures.until(night_on)


def _picture(row: tuple[Any, ...]) -> Picture:
    return Picture(
        fingerprint=row[0],
        night_on=date.fromisoformat(row[1]),
        page=row[2],
        taken_at=datetime.fromisoformat(row[3]),
        sha256=bytes(row[4]).hex(),
        size=row[5],
        width=row[6],
        height=row[7],
        marked=bool(row[8]),
    )
