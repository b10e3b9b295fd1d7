"""Availability 站点可用性: who is visited when, and whose failure a failed visit was.

The moments are a function of site and day, so a restarted daemon goes on where it was: at least
20 visits a day, evenly spread, each at a moment of its own within its stretch of the day.
Missed ones are not made up: the time in which nothing was watched is a gap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from crawler.probing import Visit, visit_all
from model.clock import Clock, at_china, china_day
from model.fetch import FetchOutcome
from model.probe import TURNED_AWAY
from model.settings import Settings
from model.site import Register, Site
from model.url import host
from scheduler.crawl_job import user_agent
from store.database import Database
from store.probes import ProbeStore

TICK = timedelta(minutes=1)
SECOND_LOOK = timedelta(minutes=1)
_DAY = timedelta(days=1)
_SPREAD = 0.8
"""Part of a stretch within which its visit may lie: two never follow at once."""
MOST_CONTROLS = 3
NO_WAY_OUT = "监测机自身网络不通"
NO_CONTROL = "没有可对照的网站，不能确认监测机自身网络是否正常"
_SILENCE = frozenset(
    {
        FetchOutcome.NO_SUCH_HOST,
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.CONNECTION_LOST,
        FetchOutcome.TIMEOUT_BODY,
    }
)
"""Failures in which not a word came back: they may be our own line's."""


def moments(code: str, day: date, per_day: int) -> tuple[datetime, ...]:
    """Return the moments of one China day at which a site is visited, in order."""
    return tuple(_moment(code, day, at, per_day) for at in range(per_day))


def due(sites: Iterable[Site], since: datetime, until: datetime, per_day: int) -> tuple[Site, ...]:
    """Return the sites with a moment in (since, until]."""
    days = sorted({china_day(since), china_day(until)})
    stretches = [
        (day, at)
        for day in days
        for at in range(per_day)
        if _start(day, at, per_day) <= until and since < _start(day, at + 1, per_day)
    ]  # of all the day's stretches only these few can hold such a moment
    return tuple(
        site
        for site in sites
        if any(since < _moment(site.code, day, at, per_day) <= until for day, at in stretches)
    )


def _start(day: date, at: int, per_day: int) -> datetime:
    return at_china(day, time()) + _DAY / per_day * at


def _moment(code: str, day: date, at: int, per_day: int) -> datetime:
    within = _SPREAD * _chance(f"{code}|{day}|{at}")
    return at_china(day, time()) + _DAY / per_day * (at + within)


@dataclass(slots=True, kw_only=True)
class Prober:
    """Makes the visits that are due; holds the second looks until their minute has passed."""

    settings: Settings
    clock: Clock
    second_looks: dict[str, datetime] = field(default_factory=dict)  # by site code
    last_at: datetime | None = None

    def tick(self, db: Database, register: Register) -> list[Visit]:
        """Make what came due since the last tick; return the visits that were recorded."""
        now = self.clock.now()
        last = self.last_at
        if last is None or not last <= now <= last + 3 * TICK:
            last = now - TICK  # a fresh start, a sleep or a set clock: nothing is made up
        self.last_at = now
        store = ProbeStore(db)
        store.beat(now, TICK)
        again = [c for c, at in self.second_looks.items() if at <= now]
        for code in again:
            del self.second_looks[code]
        wanted = due(register.sites, last, now, self.settings.probing.per_day)
        seconds = [site for code in again if (site := register.site(code)) is not None]
        recorded = self.visit(db, register, wanted)
        recorded += self.visit(db, register, seconds, again=True)
        return recorded

    def visit(
        self, db: Database, register: Register, sites: Sequence[Site], *, again: bool = False
    ) -> list[Visit]:
        """Visit sites now, record what may be held against them, and return that."""
        if not sites:
            return []
        visits = self._visits(sites, again=again)
        silent = [v for v in visits if not v.probe.ok and v.probe.cause in _SILENCE]
        trouble = self._own_trouble(visits, silent, register) if silent else ""
        store = ProbeStore(db)
        if trouble:
            since = min(v.probe.at for v in silent)
            store.note_outage(since, max(self.clock.now(), since + TICK), trouble)
            visits = [v for v in visits if v not in silent]
        for visit in visits:
            store.add(visit.site.code, [visit.probe])
            if not (visit.probe.ok or again or visit.probe.cause in TURNED_AWAY):
                self.second_looks[visit.site.code] = visit.probe.at + SECOND_LOOK
        return visits

    def _visits(self, sites: Sequence[Site], *, again: bool = False) -> list[Visit]:
        return visit_all(
            sites,
            clock=self.clock,
            user_agent=user_agent(self.settings),
            limit_s=self.settings.probing.limit_s,
            again=again,
        )

    def _own_trouble(
        self, visits: Sequence[Visit], silent: Sequence[Visit], register: Register
    ) -> str:
        """Say why silence may be our own line's, "" when somebody else answered meanwhile."""
        if len(silent) < len(visits):
            return ""
        controls = self._controls(register, {host(v.site.home_url) for v in silent})
        if not controls:
            return NO_CONTROL
        answers = self._visits(controls)
        if any(v.probe.ok or v.probe.cause not in _SILENCE for v in answers):
            return ""
        return NO_WAY_OUT

    def _controls(self, register: Register, asked: set[str]) -> tuple[Site, ...]:
        """Return a few other sites, those of the settings first, each on a host of its own."""
        named = tuple(
            Site(code=f"control-{at}", name=url, home_url=url, unit="", allow_private=True)
            for at, url in enumerate(self.settings.probing.control_urls)
        )
        chosen: dict[str, Site] = {}
        for site in (*named, *register.sites):
            name = host(site.home_url)
            if name not in asked:
                chosen.setdefault(name, site)
        return tuple(chosen.values())[:MOST_CONTROLS]


def _chance(text: str) -> float:
    """Return a number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big") / 2**56
