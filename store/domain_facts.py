"""FactStore: what the monitor found out about domains, changes-only.

A span says from when to when a fact was seen to be so. What was not known is a span as well,
and breaks nothing: a value seen again after it goes on from where it began.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from model.domain_fact import Fact, FactKind
from store.database import writing

_KINDS = {kind.value: kind for kind in FactKind}
_MOST_SHARED = 2000
"""Values remembered for sharing; addresses and titles of one name only are soon let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpan:
    """One fact of one name as it was seen from `since` to `fact.at`."""

    name: str
    fact: Fact

    @property
    def since(self) -> datetime:
        """When it was first seen to be so."""
        return self.fact.since or self.fact.at


class FactStore:
    """The machine-filled side of the inventory."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, found: Iterable[tuple[str, Fact]]) -> int:
        """Write facts of names; return how many differ from what stood. One transaction.

        A fact older than what is kept of its kind is left alone: an import from another line
        may come late.
        """
        changed = 0
        with writing(self._db):
            for name, fact in found:
                changed += self._put(name, fact)
        return changed

    def _put(self, name: str, fact: Fact) -> int:
        at, content = _moment(fact.at), _content(fact)
        key = [name, fact.kind.value, fact.vantage]
        row = self._db.execute(
            "SELECT from_at, to_at, content, why FROM domain_facts"
            " WHERE name = ? AND kind = ? AND vantage = ? ORDER BY from_at DESC LIMIT 1",
            key,
        ).fetchone()
        if row is not None:
            from_at, to_at, stood, why = row
            if at <= to_at:
                return 0
            if (stood, why) == (content, fact.why):
                self._db.execute(
                    "UPDATE domain_facts SET to_at = ?, resolver = ?"
                    " WHERE name = ? AND kind = ? AND vantage = ? AND from_at = ?",
                    [at, fact.resolver, *key, from_at],
                )
                return 0
        self._db.execute(
            "INSERT INTO domain_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [*key, at, at, content, fact.why, fact.resolver],
        )
        return 1

    def of(self, name: str, at: datetime, vantage: str = "") -> dict[FactKind, Fact]:
        """Return the newest facts of one name as of a moment, known or not."""
        return self.newest(at, vantage, only=name).get(name, {})

    def newest(
        self,
        at: datetime,
        vantage: str = "",
        *,
        only: str = "",
        kinds: Collection[FactKind] = tuple(FactKind),
    ) -> dict[str, dict[FactKind, Fact]]:
        """Return the newest fact of every name and kind as of a moment, known or not.

        `since` of a known fact reaches back over spans in which nothing was known. What is the
        same for many names (moments, values, reasons) is in memory once: there are 30 facts a
        name, and thousands of names.
        """
        until = _moment(at)
        rows = self._db.execute(
            "SELECT name, kind, from_at, to_at, content, why, resolver FROM domain_facts"
            " WHERE vantage = ?1 AND from_at <= ?2 AND (?3 = '' OR name = ?3)"
            " AND kind IN (SELECT value FROM json_each(?4))"
            " ORDER BY name, kind, from_at",
            [vantage, until, only, json.dumps([kind.value for kind in kinds])],
        )
        found: dict[str, dict[FactKind, Fact]] = {}
        shared = _Shared(vantage)
        last: tuple[str, str] | None = None
        stood: str | None = None  # the last known content of this name and kind, and its beginning
        began = name_before = ""
        of_name: dict[FactKind, Fact] = {}
        for name, kind, from_at, to_at, content, why, resolver in rows:
            if last != (name, kind):
                last, stood = (name, kind), None
            begins = from_at
            if content is not None:
                begins = began if stood == content else from_at
                stood, began = content, begins
            if name != name_before:
                name_before, of_name = name, found.setdefault(name, {})
            of_name[_KINDS[kind]] = shared.fact(
                kind, begins, min(to_at, until), content, why, resolver
            )
        return found

    def known_before(
        self, at: datetime, vantage: str = ""
    ) -> dict[tuple[str, FactKind], tuple[str, ...]]:
        """Return the last known values of every name and kind before a moment."""
        rows = self._db.execute(
            "SELECT name, kind, content, max(from_at) FROM domain_facts"
            " WHERE vantage = ? AND from_at < ? AND content IS NOT NULL GROUP BY name, kind",
            [vantage, _moment(at)],
        )
        return {
            (str(name), FactKind(kind)): tuple(json.loads(content))
            for name, kind, content, _ in rows
        }

    def history(self, name: str, vantage: str = "") -> tuple[FactSpan, ...]:
        """Return every span of one name, by kind and time."""
        rows = self._db.execute(
            "SELECT kind, from_at, to_at, content, why, resolver FROM domain_facts"
            " WHERE name = ? AND vantage = ? ORDER BY kind, from_at",
            [name, vantage],
        )
        shared = _Shared(vantage)
        return tuple(FactSpan(name=name, fact=shared.fact(*row)) for row in rows)

    def changed_between(
        self, since: datetime, until: datetime, vantage: str = ""
    ) -> tuple[FactSpan, ...]:
        """Return the spans that began in [since, until), by name, kind and time."""
        rows = self._db.execute(
            "SELECT name, kind, from_at, to_at, content, why, resolver FROM domain_facts"
            " WHERE vantage = ? AND from_at >= ? AND from_at < ? ORDER BY name, kind, from_at",
            [vantage, _moment(since), _moment(until)],
        )
        shared = _Shared(vantage)
        return tuple(FactSpan(name=str(name), fact=shared.fact(*rest)) for name, *rest in rows)


class _Shared:
    """Makes facts of rows; equal parts of them are one object."""

    def __init__(self, vantage: str) -> None:
        self._vantage = vantage
        self._moments: dict[str, datetime] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, str] = {}

    def fact(
        self, kind: str, from_at: str, to_at: str, content: str | None, why: str, resolver: str
    ) -> Fact:
        """Return the fact of one row."""
        return Fact(
            kind=_KINDS[kind],
            values=None if content is None else self._content(content),
            since=self._moment(from_at),
            at=self._moment(to_at),
            why=self._words.setdefault(why, why),
            resolver=self._words.setdefault(resolver, resolver),
            vantage=self._vantage,
        )

    def _moment(self, text: str) -> datetime:
        found = self._moments.get(text)
        if found is None:
            found = self._moments[text] = datetime.fromisoformat(text)
        return found

    def _content(self, text: str) -> tuple[str, ...]:
        found = self._values.get(text)
        if found is None:
            found = tuple(json.loads(text))
            if len(self._values) == _MOST_SHARED:
                self._values.clear()
            self._values[text] = found
        return found


def _content(fact: Fact) -> str | None:
    return None if fact.values is None else json.dumps(list(fact.values), ensure_ascii=False)


def _moment(at: datetime) -> str:
    """Return a moment as text that sorts by time; a naive one is a bug (ValueError)."""
    if at.tzinfo is None:
        raise ValueError("a naive moment has no place here")
    return at.astimezone(UTC).isoformat(timespec="seconds")
