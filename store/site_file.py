"""SiteFile: one writer's hold on one site file. An answer is stored whole or not at all.

Reads   jobs' addresses and answers, from the crawler
Gives   the frontier's next turn, what was known before, the night's figures
Never   asks the network or the clock
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from sqlite_utils import Database

from model.crawl import CrawlSummary
from model.drawing import DrawingFault
from model.inquiry import Inquiry
from model.snapshot import Soundness
from store.site_addresses import Addresses
from store.site_bodies import Bodies
from store.site_drawings import Drawings
from store.site_files import Files
from store.site_frontier import Frontier
from store.site_inquiries import Inquiries
from store.site_ledger import Ledger
from store.site_links import Links
from store.site_looks import Looks
from store.site_night import NightView, redirect_chain
from store.site_observations import Observations
from store.site_readings import Kept, Readings
from store.site_records import Answered, AskKind, ReadPage, Row, Run, Skipped, Visit
from store.site_runs import Runs
from store.site_schema import open_site
from store.site_shares import Shares
from store.site_visits import Visits


class SiteFile:
    """The repositories of one site file, wired together."""

    def __init__(self, path: Path, *, keep_bodies: bool = True) -> None:
        self._db: Database = open_site(path)
        self._keep_bodies = keep_bodies
        conn: Connection = self._db.conn
        self.addresses = Addresses(conn)
        self.frontier = Frontier(conn)
        self.shares = Shares(conn)
        self.runs = Runs(conn)
        self._links = Links(conn, self.addresses)
        self.readings = Readings(conn, Bodies(conn), self._links)
        self.drawings = Drawings(conn)
        self.files = Files(conn)
        self.inquiries = Inquiries(conn)
        self.looks = Looks(conn)
        self.visits = Visits(conn)
        self._observations = Observations(conn)
        self._ledger = Ledger(conn, self.addresses)
        self._conn = conn
        self._gathering = False

    def gather(self) -> None:
        """From now on keep what is written in one open transaction, until `commit`.

        The writer commits every few answers, and counts an answer as stored only then: a
        transaction for each costs as much as everything else that storing it takes.
        """
        self._gathering = True

    @property
    def is_gathering(self) -> bool:
        """Whether something was written that is not committed."""
        return self._gathering and self._conn.in_transaction

    def commit(self) -> None:
        """Commit what was gathered."""
        if not self._conn.in_transaction:
            return
        try:
            self._conn.execute("COMMIT")
        except BaseException:
            self._undo()
            raise

    def end_gathering(self) -> None:
        """Commit, and from now on commit each write by itself again."""
        self.commit()
        self._gathering = False

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in."""
        self._db.close()

    def begin(self, night_on: date, at: datetime, home: str) -> Run:
        """Take up the open run of this night, or begin a new one."""
        with self._atomic():
            return self.runs.begin(night_on, at, home)

    def plan(self, run: Run, rows: Iterable[Row], skipped: Iterable[Skipped] = ()) -> None:
        """Queue rows and remember those left out, in one transaction."""
        with self._atomic():
            self.frontier.add(run, rows)
            self.frontier.skip(run, skipped)

    def address(self, url: str) -> int:
        """Return the number of an address, entering it if it is new."""
        with self._atomic():
            return self.addresses.id(url)

    def record(self, run: Run, row: Row, answered: Answered) -> bool:
        """Store one answer and mark its row done; return whether an observation was added."""
        with self._atomic():
            added: bool | None = False
            if row.kind is not AskKind.PROBE:
                added = self._observe(run, row, answered)
            self.frontier.done(run, row.address, tries=answered.tries, added=added)
            self.runs.count(run, answered.requests, int(answered.not_modified))
        return bool(added)

    def keep_drawing(self, run: Run, address: int, page: ReadPage) -> None:
        """Store a reading of what a browser drew, and enter its items as seen in this night."""
        with self._atomic():
            kept = self.readings.keep(address, page, whole=self._keep_bodies)
            self.drawings.record(run, address, kept.reading)
            self._ledger.record(run, address, self.readings.listed(kept.reading))

    def keep_undrawn(self, run: Run, address: int, fault: DrawingFault) -> None:
        """Store why a browser could not draw a page in this night."""
        with self._atomic():
            self.drawings.record_fault(run, address, fault)

    def keep_inquiries(self, run: Run, inquiries: Iterable[Inquiry], requests: int) -> None:
        """Store what a night inquired besides, and count its requests."""
        with self._atomic():
            self.inquiries.keep(run, inquiries)
            self.runs.count(run, requests, 0)

    def body_tonight(self, run: Run, url: str) -> bytes | None:
        """Return the body of a page as it was read tonight, None where none was kept."""
        reading = self.inquiries.reading(run, url)
        return None if reading is None else self.readings.body(reading)

    def memo(self, run: Run) -> dict[str, Any]:
        """Return what the run learnt about the site so far."""
        return self.runs.memo(run)

    def set_memo(self, run: Run, memo: dict[str, Any]) -> None:
        """Remember what the run learnt about the site."""
        with self._atomic():
            self.runs.set_memo(run, memo)

    def home_chain(self, run: Run, home: str) -> list[str]:
        """Return the home address and what it is redirected to in this night, in order."""
        return redirect_chain(self._conn, run.night, home)

    def set_scope(self, run: Run, scope: tuple[str, ...]) -> None:
        """Remember which authorities belong to the site in this night."""
        with self._atomic():
            self.runs.set_scope(run, scope)

    def set_weak_tls(self, run: Run, weak: dict[str, str]) -> None:
        """Remember which hosts of the site could only be read over old or weak TLS."""
        with self._atomic():
            self.runs.set_weak_tls(run, weak)

    def figures(
        self,
        run: Run,
        *,
        reason: str,
        seconds: float,
        complete: bool,
        entries: tuple[str, ...] = (),
    ) -> CrawlSummary:
        """Settle the night's figures; a complete run also takes the night from what it left out.

        `entries`, of a night by plan, are where reading begins: what they lead to stands.
        """
        with self._atomic():
            if complete and entries:
                self.visits.carry(run, self.addresses.ids(entries))
                self._observations.strip(run, self.visits.dropped(run))
            elif complete:
                self._observations.strip_unreached(run)
            view = NightView(self._conn, run.night, fine=False)
            links, dead = 0, 0
            for address in view.each_linked():
                links += 1
                dead += address in view.seen and view.end(address).outcome.is_failure
            fetched, not_modified = self.runs.counters(run)
            added = self._conn.execute(
                "SELECT count(*) FROM frontier WHERE run = ? AND added = 1", (run.id,)
            ).fetchone()[0]
            summary = CrawlSummary(
                reason=reason,
                pages=view.count_pages(),
                fetched=fetched,
                not_modified=not_modified,
                links=links,
                dead=dead,
                new_observations=int(added),
                seconds=round(seconds, 1),
            )
            self.runs.set_figures(run, summary, self.frontier.skipped(run))
        return summary

    def bring_forward(self, run: Run, urls: Iterable[str]) -> None:
        """Let addresses be due in this night, whatever was planned for them."""
        with self._atomic():
            self.visits.bring_forward(run, urls)

    def plan_visits(self, run: Run, plan: Callable[[Visit], tuple[str, int, str, date]]) -> None:
        """Enter when each address that this run asked is asked next."""
        with self._atomic():
            self.visits.write(run, plan)

    def settle(self, run: Run, soundness: Soundness, *, close: bool) -> None:
        """Store the night's soundness and, when the run is over, drop its frontier."""
        with self._atomic():
            self.runs.set_soundness(run, soundness)
            if close:
                self.runs.close(run)

    def view(self, run: Run) -> NightView:
        """Return what the night's addresses answered so far; `seen` without the fine ones."""
        return NightView(self._conn, run.night, fine=False)

    def _observe(self, run: Run, row: Row, answered: Answered) -> bool | None:
        kept: Kept | None = None
        if answered.page is not None:
            kept = self.readings.keep(row.address, answered.page, whole=self._keep_bodies)
        location = None if answered.location is None else self.addresses.id(answered.location)
        reading = kept.reading if kept is not None else None
        file = None if answered.file is None else self.files.keep(answered.file)
        if answered.look is not None:
            self.looks.record(run, row.address, answered.look)
        added = self._observations.record(run, row.address, answered, location, reading, file)
        if added and kept is not None:
            listed = kept.listed if kept.is_new else self.readings.listed(kept.reading)
            self._ledger.record(run, row.address, listed)
        return added

    @contextmanager
    def _atomic(self) -> Iterator[None]:
        """Write all or nothing; what was gathered before a failure is lost with it."""
        try:
            if not self._gathering:
                with self._db.atomic():
                    yield
                return
            if not self._conn.in_transaction:
                self._conn.execute("BEGIN")
            yield
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        if self._conn.in_transaction:
            self._conn.execute("ROLLBACK")
        self.addresses.forget()  # numbers given out meanwhile are no longer true
        self._links.forget()
