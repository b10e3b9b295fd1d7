"""Probes 探测 in watch.db: every visit, when the monitor watched, and what does not count.

Nothing is ever deleted: a maintenance window that was called off stays, with who did it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from model.errors import CaseError
from model.fetch import FetchOutcome
from model.probe import Gap, Probe, ProbeLog
from store.database import writing

NOT_WATCHED = "监测程序未运行"
A_VISIT_SHOWS = timedelta(days=1) / 20
"""Before and after a visit: the rule asks for 20 a day, spread out; one fills no day-long gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """An agreed outage of one site, from `since` up to, not including, `until`."""

    site_code: str
    since: datetime
    until: datetime
    reason: str
    agreed_by: str
    cancelled_by: str = ""  # who called it off
    id: int = 0


class ProbeStore:
    """The probes of every site; moments are written in UTC, so that they sort as text."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, site_code: str, probes: Iterable[Probe]) -> int:
        """Add probes; one that is there already (same site, moment, vantage) is left alone."""
        added = 0
        with self._db.atomic():
            for probe in probes:
                cursor = self._db.execute(
                    "INSERT INTO probes VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [
                        site_code,
                        _text(probe.at),
                        probe.vantage,
                        int(probe.ok),
                        round(probe.seconds, 3),
                        probe.cause.value,
                        probe.detail,
                        int(probe.again),
                    ],
                )
                added += cursor.rowcount
        return added

    def of(self, site_code: str, since: datetime, until: datetime) -> tuple[Probe, ...]:
        """Return the probes of a site in [since, until), by time."""
        rows = self._db.query(
            "SELECT * FROM probes WHERE site_code = ? AND at >= ? AND at < ? ORDER BY at, vantage",
            [site_code, _text(since), _text(until)],
        )
        return tuple(
            Probe(
                at=datetime.fromisoformat(str(row["at"])),
                ok=bool(row["ok"]),
                seconds=float(str(row["seconds"])),
                cause=FetchOutcome(str(row["cause"])),
                vantage=str(row["vantage"]),
                detail=str(row["detail"]),
                again=bool(row["again"]),
            )
            for row in rows
        )

    def log(self, site_code: str, since: datetime, until: datetime) -> ProbeLog:
        """Return a site's probes in [since, until) with everything that does not count there.

        A stretch in which this machine did not watch is a gap, but for what another line saw.
        """
        probes = self.of(site_code, since, until)
        agreed = [
            Gap(since=m.since, until=m.until, reason=f"已报备：{m.reason}", agreed=True)
            for m in self.maintenance(site_code)
            if not m.cancelled_by and m.since < until and since < m.until
        ]
        unseen = [
            left
            for gap in (*self.unwatched(since, until), *self.own_outages(since, until))
            for left in _unseen(gap, probes)
        ]
        gaps = sorted((*agreed, *unseen), key=lambda gap: (gap.since, gap.until))
        return ProbeLog(probes=probes, gaps=tuple(gaps))

    def beat(self, at: datetime, every: timedelta, vantage: str = "") -> None:
        """Note that the monitor watches now; a hole of three beats begins a new span."""
        rows = self._db.query(
            "SELECT since, until FROM watch_spans WHERE vantage = ? ORDER BY since DESC LIMIT 1",
            [vantage],
        )
        last = next(iter(rows), None)
        if last is not None:
            until = datetime.fromisoformat(str(last["until"]))
            if until <= at <= until + 3 * every:
                self._db.execute(
                    "UPDATE watch_spans SET until = ? WHERE vantage = ? AND since = ?",
                    [_text(at), vantage, last["since"]],
                )
                return
            if at < until:  # the clock was set back: what was watched stays watched
                return
        self._db.execute(
            "INSERT INTO watch_spans VALUES (?, ?, ?)", [vantage, _text(at), _text(at)]
        )

    def unwatched(self, since: datetime, until: datetime, vantage: str = "") -> tuple[Gap, ...]:
        """Return the stretches of [since, until) in which the monitor did not watch."""
        rows = self._db.query(
            "SELECT since, until FROM watch_spans WHERE vantage = ? AND until > ? AND since < ?"
            " ORDER BY since",
            [vantage, _text(since), _text(until)],
        )
        gaps, reached = [], since
        for row in rows:
            begins = datetime.fromisoformat(str(row["since"]))
            if begins > reached:
                gaps.append(Gap(since=reached, until=begins, reason=NOT_WATCHED))
            reached = max(reached, datetime.fromisoformat(str(row["until"])))
        if reached < until:
            gaps.append(Gap(since=reached, until=until, reason=NOT_WATCHED))
        return tuple(gaps)

    def note_outage(self, since: datetime, until: datetime, reason: str, vantage: str = "") -> None:
        """Note that the monitor itself had no way out; grows the outage that reaches here."""
        with writing(self._db):
            grown = self._db.execute(
                "UPDATE own_outages SET until = max(until, ?)"
                " WHERE vantage = ? AND until >= ? AND since <= ?",
                [_text(until), vantage, _text(since), _text(until)],
            )
            if not grown.rowcount:
                self._db.execute(
                    "INSERT INTO own_outages VALUES (?, ?, ?, ?)",
                    [vantage, _text(since), _text(until), reason],
                )

    def own_outages(self, since: datetime, until: datetime, vantage: str = "") -> tuple[Gap, ...]:
        """Return the stretches in which the monitor had no way out."""
        rows = self._db.query(
            "SELECT * FROM own_outages WHERE vantage = ? AND until > ? AND since < ?"
            " ORDER BY since",
            [vantage, _text(since), _text(until)],
        )
        return tuple(
            Gap(
                since=datetime.fromisoformat(str(row["since"])),
                until=datetime.fromisoformat(str(row["until"])),
                reason=str(row["reason"]),
            )
            for row in rows
        )

    def agree(self, window: Maintenance) -> Maintenance:
        """Keep an agreed outage; CaseError when it ends before it begins."""
        if window.until <= window.since:
            raise CaseError("停机维护的结束时间应晚于开始时间，请改正")
        self._db.execute(
            "INSERT INTO maintenance (site_code, since, until, reason, agreed_by)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                window.site_code,
                _text(window.since),
                _text(window.until),
                window.reason,
                window.agreed_by,
            ],
        )
        return self.maintenance(window.site_code)[-1]

    def call_off(self, number: int, who: str) -> Maintenance:
        """Take an agreed outage back; it stays in the record. CaseError if there is none."""
        found = next((m for m in self.maintenance() if m.id == number), None)
        if found is None or found.cancelled_by:
            raise CaseError(f"没有编号为 {number} 的有效停机维护，用 xunjian probe windows 查看")
        self._db.execute("UPDATE maintenance SET cancelled_by = ? WHERE id = ?", [who, number])
        return next(m for m in self.maintenance() if m.id == number)

    def maintenance(self, site_code: str = "") -> tuple[Maintenance, ...]:
        """Return the agreed outages, called-off ones too, in the order they were entered."""
        rows = self._db.query(
            "SELECT * FROM maintenance WHERE ?1 = '' OR site_code = ?1 ORDER BY id", [site_code]
        )
        return tuple(
            Maintenance(
                id=int(str(row["id"])),
                site_code=str(row["site_code"]),
                since=datetime.fromisoformat(str(row["since"])),
                until=datetime.fromisoformat(str(row["until"])),
                reason=str(row["reason"]),
                agreed_by=str(row["agreed_by"]),
                cancelled_by=str(row["cancelled_by"]),
            )
            for row in rows
        )


def _unseen(gap: Gap, probes: Iterable[Probe]) -> Iterator[Gap]:
    """Give what is left of a gap beside the visits in it, which are sorted by time."""
    reached = gap.since
    for probe in probes:
        if gap.since <= probe.at < gap.until:
            if probe.at - A_VISIT_SHOWS > reached:
                yield replace(gap, since=reached, until=probe.at - A_VISIT_SHOWS)
            reached = probe.at + A_VISIT_SHOWS
    if reached < gap.until:
        yield replace(gap, since=reached)


def _text(moment: datetime) -> str:
    """Return a moment as text that sorts by time; a naive one is a bug (ValueError)."""
    if moment.tzinfo is None:
        raise ValueError("a naive moment has no place here")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
