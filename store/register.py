"""RegisterStore: the register 名录 in watch.db, replaced as a whole and read as a whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from model.clock import china_time
from model.errors import StoreError
from model.media import MediaAccount
from model.site import (
    Column,
    ColumnKind,
    ColumnLevel,
    Exemption,
    Register,
    Site,
    SiteKind,
    Unit,
)
from model.span import Span, span_from_table
from model.upstream import SourceColumn, SourceLevel, SourceUse

TABLES = ("units", "sites", "columns", "exemptions", "sources", "accounts")


class RegisterStore:
    """The register of one workspace; all or nothing."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def replace(self, register: Register, at: datetime) -> bool:
        """Put this register in the place of the stored one; return whether anything changed.

        `at` is the aware moment of the import. Raises StoreError, with nothing changed, for
        a register that contradicts itself (a double key, a unit or site it does not hold).
        """
        china_time(at)  # refuses a naive moment
        if register == self.load():
            return False
        try:
            with self.db.atomic():
                self.db.execute("PRAGMA defer_foreign_keys=ON")
                for table in reversed(TABLES):
                    self.db.table(table).delete_where()
                for table in TABLES:
                    self.db.table(table).insert_all(_rows(getattr(register, table)))
                counts = {table: len(getattr(register, table)) for table in TABLES}
                self.db.table("register_changes").insert({"at": at.isoformat(), **counts})
        except sqlite3.IntegrityError as cause:
            raise StoreError(
                f"名录自相矛盾，未存入任何内容（{cause}），请先用 xunjian register check 核对"
            ) from cause
        return True

    def load(self) -> Register:
        """Return the stored register in its own order; an empty one before the first import."""
        return Register(
            units=tuple(Unit(**row) for row in self._read("units")),
            sites=tuple(_site(row) for row in self._read("sites")),
            columns=tuple(_column(row) for row in self._read("columns")),
            exemptions=tuple(_exemption(row) for row in self._read("exemptions")),
            sources=tuple(_source(row) for row in self._read("sources")),
            accounts=tuple(_account(row) for row in self._read("accounts")),
        )

    def changed_at(self) -> datetime | None:
        """Return the moment of the latest import that changed anything, None before the first."""
        for row in self.db.table("register_changes").rows_where(order_by="id desc", limit=1):
            return datetime.fromisoformat(row["at"])
        return None

    def _read(self, table: str) -> Iterable[dict[str, Any]]:
        for row in self.db.table(table).rows_where(order_by="position"):
            del row["position"]
            yield row


def _rows(records: Iterable[Any]) -> Iterable[dict[str, object]]:
    for position, record in enumerate(records, start=1):
        row = asdict(record)
        if isinstance(record, Column):
            row["unit"] = record.unit or None
            row["interval"] = _interval(record.interval)
        days = {name: day.isoformat() for name, day in row.items() if isinstance(day, date)}
        yield {"position": position, **row, **days}


def _interval(span: Span | None) -> str | None:
    """Write a span as a small table, so that every span comes back exactly."""
    if span is None:
        return None
    return json.dumps({name: n for name, n in asdict(span).items() if n})


def _site(row: Mapping[str, Any]) -> Site:
    return Site(
        **{**row, "kind": SiteKind(row["kind"]), "allow_private": bool(row["allow_private"])}
    )


def _column(row: Mapping[str, Any]) -> Column:
    interval = row["interval"]
    return Column(
        **{
            **row,
            "kind": ColumnKind(row["kind"]),
            "level": ColumnLevel(row["level"]),
            "unit": row["unit"] or "",
            "interval": span_from_table(json.loads(interval)) if interval else None,
            "inferred": bool(row["inferred"]),
        }
    )


def _exemption(row: Mapping[str, Any]) -> Exemption:
    return Exemption(**{**row, "until_on": date.fromisoformat(row["until_on"])})


def _source(row: Mapping[str, Any]) -> SourceColumn:
    return SourceColumn(
        **{
            **row,
            "level": SourceLevel(row["level"]),
            "use": SourceUse(row["use"]),
            "allow_private": bool(row["allow_private"]),
        }
    )


def _account(row: Mapping[str, Any]) -> MediaAccount:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("last_post_on", "reported_on", "closed_on")
    }
    return MediaAccount(**{**row, **days, "gone": bool(row["gone"])})
