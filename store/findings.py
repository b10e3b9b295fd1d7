"""Findings 问题 over the nights: new, still there, gone, back. Changes-only.

A finding has one identity row and spans of nights in which it read the same. Recording a
night twice leaves the same rows; a night that could not be judged is not recorded, so last
night's knowledge stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from model.finding import Finding, Place, Standing, Verdict

_WORTH_KEEPING = frozenset({Verdict.FAIL, Verdict.SUSPECT})


@dataclass(frozen=True, slots=True, kw_only=True)
class NightChange:
    """How the findings of a night stand against the night recorded before it."""

    standings: Mapping[str, Standing]  # by fingerprint; findings of this night
    first_seen: Mapping[str, date]  # by fingerprint
    gone: tuple[Finding, ...]
    previous_night_on: date | None


class FindingStore:
    """The history of findings in watch.db."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(
        self,
        site_code: str,
        night_on: date,
        findings: Iterable[Finding],
        undecided: frozenset[str] = frozenset(),
    ) -> NightChange:
        """Write one judged night and say what changed.

        `undecided` are the fingerprints of what could not be judged tonight: a finding among
        them stands as last known, neither seen nor gone. A night older than the newest
        recorded one is only compared, never written.
        """
        kept = {f.fingerprint(site_code): f for f in findings if f.verdict in _WORTH_KEEPING}
        latest = self.last_recorded(site_code, None)
        if latest is None or night_on >= latest:
            with self._db.atomic():
                self._undo(site_code, night_on)
                self._write(site_code, night_on, kept, undecided)
        return self.compare(site_code, night_on, kept, undecided)

    def compare(
        self,
        site_code: str,
        night_on: date,
        kept: Mapping[str, Finding],
        undecided: frozenset[str] = frozenset(),
    ) -> NightChange:
        """Return how these findings stand, without writing."""
        previous = self.last_recorded(site_code, night_on)
        before = self.on(site_code, previous) if previous else {}
        first = self._first_seen(site_code)
        standings: dict[str, Standing] = {}
        for mark in kept:
            if mark in before:
                standings[mark] = Standing.STILL
            elif first.get(mark, night_on) < night_on:
                standings[mark] = Standing.BACK
            else:
                standings[mark] = Standing.NEW
        gone = [f for mark, f in before.items() if mark not in kept and mark not in undecided]
        return NightChange(
            standings=standings,
            first_seen={mark: first.get(mark, night_on) for mark in kept},
            gone=tuple(sorted(gone, key=lambda f: (f.check, f.subject))),
            previous_night_on=previous,
        )

    def on(self, site_code: str, night_on: date) -> dict[str, Finding]:
        """Return the findings recorded for one night, by fingerprint."""
        rows = self._db.query(
            "SELECT s.fingerprint, f.check_id, f.subject, s.content FROM finding_spans s"
            " JOIN findings f USING (site_code, fingerprint)"
            " WHERE s.site_code = ?1 AND s.from_on <= ?2 AND s.to_on >= ?2",
            [site_code, night_on.isoformat()],
        )
        return {
            str(row["fingerprint"]): _decoded(
                str(row["check_id"]), str(row["subject"]), str(row["content"])
            )
            for row in rows
        }

    def last_recorded(self, site_code: str, before: date | None = None) -> date | None:
        """Return the newest recorded night of a site, or the newest before a night."""
        rows = self._db.query(
            "SELECT max(night_on) AS night FROM recorded_nights"
            " WHERE site_code = ?1 AND (?2 IS NULL OR night_on < ?2)",
            [site_code, before.isoformat() if before else None],
        )
        night = next(iter(rows))["night"]
        return date.fromisoformat(str(night)) if night else None

    def _first_seen(self, site_code: str) -> dict[str, date]:
        rows = self._db.query(
            "SELECT fingerprint, first_seen_on FROM findings WHERE site_code = ?", [site_code]
        )
        return {
            str(row["fingerprint"]): date.fromisoformat(str(row["first_seen_on"])) for row in rows
        }

    def _undo(self, site_code: str, night_on: date) -> None:
        """Take back what an earlier recording of this same night wrote."""
        night = night_on.isoformat()
        previous = self.last_recorded(site_code, night_on)
        run = self._db.execute
        run("DELETE FROM finding_spans WHERE site_code = ? AND from_on = ?", [site_code, night])
        if previous is not None:
            run(
                "UPDATE finding_spans SET to_on = ?3 WHERE site_code = ?1 AND to_on = ?2",
                [site_code, night, previous.isoformat()],
            )
        run("DELETE FROM findings WHERE site_code = ? AND first_seen_on = ?", [site_code, night])
        run(
            "DELETE FROM recorded_nights WHERE site_code = ? AND night_on = ?",
            [site_code, night],
        )

    def _write(
        self,
        site_code: str,
        night_on: date,
        kept: Mapping[str, Finding],
        undecided: frozenset[str],
    ) -> None:
        night = night_on.isoformat()
        previous = self.last_recorded(site_code, night_on)
        run = self._db.execute
        open_spans: dict[str, tuple[int, str]] = {}
        if previous is not None:
            rows = run(
                "SELECT fingerprint, rowid, content FROM finding_spans"
                " WHERE site_code = ? AND to_on = ?",
                [site_code, previous.isoformat()],
            )
            open_spans = {mark: (at, content) for mark, at, content in rows}
        standing = {mark: text for mark, (_, text) in open_spans.items() if mark in undecided}
        tonight = {mark: _encoded(finding) for mark, finding in kept.items()}
        stay: list[int] = []
        for mark, content in sorted((standing | tonight).items()):
            at, stood = open_spans.get(mark, (0, None))
            if stood == content:
                stay.append(at)
                continue
            run(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [site_code, mark, kept[mark].check, kept[mark].subject, night],
            )
            run(
                "INSERT INTO finding_spans VALUES (?, ?, ?, ?, ?)",
                [site_code, mark, night, night, content],
            )
        # In the order of the file: tens of thousands in any other order pass its pages to and fro.
        run_many = self._db.conn.executemany
        run_many(
            "UPDATE finding_spans SET to_on = ? WHERE rowid = ?", ((night, n) for n in sorted(stay))
        )
        run("INSERT INTO recorded_nights VALUES (?, ?)", [site_code, night])


def _encoded(finding: Finding) -> str:
    return json.dumps(
        {
            "verdict": finding.verdict.value,
            "message": finding.message,
            "places": [[p.page, p.text, p.position] for p in finding.places],
            "evidence": dict(finding.evidence),
            "unit": finding.unit,
            "column": finding.column,
            "weight": finding.weight,
            "indicators": list(finding.indicators),
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _decoded(check: str, subject: str, content: str) -> Finding:
    raw = json.loads(content)
    return Finding(
        check=check,
        subject=subject,
        verdict=Verdict(raw["verdict"]),
        message=raw["message"],
        places=tuple(Place(*place) for place in raw["places"]),
        evidence=raw["evidence"],
        unit=raw["unit"],
        column=raw["column"],
        weight=raw["weight"],
        indicators=tuple(raw["indicators"]),
    )
