"""The plan of a run: home and seeds first, then level by level, then the second pass.

A level is planned when the one before it is answered in full, from the stored answers, in
the order of the pages that led there. So the plan does not depend on which answer came
first, nor on whether the run was killed in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from urllib.parse import urljoin

from crawler.further_pages import FurtherPages
from crawler.met import Met
from crawler.outcome import WORTH_A_SECOND_PASS
from crawler.policy import MAX_REDIRECTS, READER_VERSION
from crawler.resolver import is_refused_literal
from crawler.scope import Scope
from crawler.soft404 import probe_paths
from crawler.traps import HELD, Traps, shape
from crawler.worth import worth_of
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.page import LinkKind
from model.url import absolute, origin
from store.site_file import SiteFile
from store.site_records import AskKind, Candidate, Row, Run, Skipped, Stage

_LET_GO = 2_000_000
"""What was held back comes after what the level itself leads to."""

AT_ONCE = 5_000
"""Candidates of a level that are held and queued at a time."""


class Plan:
    """Decides what a run asks next."""

    def __init__(self, job: CrawlJob, site: SiteFile, run: Run, scope: Scope) -> None:
        self._job = job
        self._site = site
        self._run = run
        self._scope = scope
        self._traps = Traps(max_depth=job.max_depth, max_per_template=job.max_per_template)
        self._met = Met()
        self._origins: set[str] = set()
        self.lists = FurtherPages(job, site, run)
        self._further_lists: set[str] = set()
        self.by_plan = (
            job.by_plan
            and not job.full
            and not job.max_pages
            and site.visits.is_good(run, READER_VERSION)
        )

    def open(self) -> None:
        """Begin, or take up what a killed run left."""
        self._widen()
        self._met = Met(self._site.frontier.known(self._run))
        fresh = True
        for url, kind, depth in self._site.frontier.level_urls(self._run):
            if kind == AskKind.PAGE:
                self._traps.count(url, depth)
            if self._scope.contains(url):
                self._origins.add(origin(url))
            fresh = False
        if fresh:
            self._first_level()
        else:
            self._further_lists.update(self.lists.next_pages())
            if self.by_plan:
                self._leave_standing()

    def next_turn(self) -> list[Row]:
        """Return the rows to ask next, in order; none when the run is through."""
        while True:
            rows = self._site.frontier.next_turn(self._run)
            if rows:
                return rows
            self._widen()
            level = self._site.frontier.top_level(self._run)
            if not self._further(level) and not self._second_pass(level):
                return []

    def _first_level(self) -> None:
        home = self._job.site.home_url
        candidates = [self._seed(home), *(self._seed(url) for url in self._seeds(home))]
        self._admit(candidates, 0)
        if self.by_plan:
            self._site.bring_forward(self._run, self._job.wanted)
            self._leave_standing()
            self._admit(self._site.visits.due(self._run), 0, known=True)

    def _leave_standing(self) -> None:
        """Count what is not asked tonight as met; what the run itself knows goes before."""
        for one in self._site.visits.standing(self._run):
            if one.address in self._met:
                continue
            is_page = LinkKind.PAGE in one.kinds
            self._met.add(one.address, AskKind.PAGE if is_page else AskKind.CHECK)
            if is_page:
                self._traps.count(one.url, one.depth)

    @property
    def entries(self) -> tuple[str, ...]:
        """Where reading begins: the home page and the seeds."""
        home = self._job.site.home_url
        return (home, *self._seeds(home))

    def _seeds(self, home: str) -> Iterable[str]:
        written = (absolute(home, url) for url in self._job.seeds)
        return dict.fromkeys(url for url in written if url and url != home)

    def _seed(self, url: str) -> Candidate:
        number = self._site.address(url)
        kinds = frozenset({LinkKind.PAGE})
        return Candidate(address=number, url=url, kinds=kinds, depth=0, hops=0)

    def _further(self, level: int) -> bool:
        """Plan what the answers of a level lead to; return whether anything is new."""
        following = self.lists.next_pages()
        self._further_lists.update(following)
        lists = [self._seed(url) for url in following]
        met = self._site.frontier.discover(
            self._run, level, self._met.is_settled, self._traps.is_crowded
        )
        found = self._admit(chain(lists, met), level + 1)
        return self._let_go(level + 1) or found

    def _let_go(self, level: int) -> bool:
        """Queue held addresses of shapes that proved worth asking; return whether there are any."""
        shapes = self._traps.to_weigh()
        if not shapes:
            return False
        worth = worth_of(self._site.shares, self._run, shapes, self._traps.refused(), shape)
        goes_on = {form for form in worth if self._traps.weigh(form, worth[form])}
        if not goes_on:
            return False
        rows: list[Row] = []
        for row in self._site.shares.held(self._run, HELD):
            form = shape(row.url)
            if form not in goes_on:
                continue  # most of what is held, every time
            if not self._traps.has_room(form):
                goes_on.discard(form)
                if not goes_on:
                    break
            elif self._traps.reason(row.url, row.depth) is None:
                self._met.add(row.address, row.kind)
                self._traps.count(row.url, row.depth)
                rows.append(replace(row, level=level, seq=_LET_GO + len(rows)))
        self._site.plan(self._run, rows)
        return bool(rows)

    def _admit(self, candidates: Iterable[Candidate], level: int, *, known: bool = False) -> bool:
        """Queue what is to be asked; a level may be larger than should be held at once."""
        admitted, manners = 0, 0
        # What is known comes after the home page and the seeds.
        numbered = enumerate(candidates, start=1_000_000 if known else 0)
        while part := list(islice(numbered, AT_ONCE)):
            rows: list[Row] = []
            skipped: list[Skipped] = []
            for seq, candidate in part:
                row = self._row(candidate, level, seq)
                if self._is_settled(row):
                    continue
                reason = self._reason(candidate, row, known=known)
                if reason is not None:
                    if row.address not in self._met:
                        self._met.add(row.address, row.kind, skipped=True)
                        skipped.append(Skipped(row=row, reason=reason))
                    continue
                self._met.add(row.address, row.kind)
                if row.kind is AskKind.PAGE:
                    self._traps.count(row.url, row.depth)
                rows.append(row)
            extra = self._manners(rows, level, manners)
            manners += len(extra)
            admitted += len(rows)
            self._site.plan(self._run, rows + extra, skipped)
        return admitted + manners > 0

    def _row(self, candidate: Candidate, level: int, seq: int) -> Row:
        inside = self._scope.contains(candidate.url)
        is_page = inside and LinkKind.PAGE in candidate.kinds
        home = self._scope.is_home(candidate.url)
        return Row(
            address=candidate.address,
            url=candidate.url,
            kind=AskKind.PAGE if is_page else AskKind.CHECK,
            level=level,
            stage=Stage.HOME if home else Stage.REST,
            seq=seq,
            depth=candidate.depth,
            hops=candidate.hops,
            via=candidate.via,
        )

    def _is_settled(self, row: Row) -> bool:
        """Whether the run knows this address already; a checked one may still become a page."""
        if row.address not in self._met:
            return False
        if row.url in self._further_lists and self._met.asked_as(row.address) is None:
            return False  # a page before named it, and it was left out then
        return row.kind is not AskKind.PAGE or self._met.is_settled(row.address)

    def _reason(self, candidate: Candidate, row: Row, *, known: bool) -> str | None:
        if candidate.hops > MAX_REDIRECTS:
            return "hops"
        if self._job.seeds_only and row.level and not candidate.hops:
            return None if row.url in self._further_lists else "depth"
        if not self._scope.contains(row.url):
            if self._job.check_external:
                return None
            refused = is_refused_literal(row.url, self._scope.may_be_private)
            return None if refused else "external"
        if known or row.kind is not AskKind.PAGE:
            return None
        return self._traps.reason(row.url, row.depth)

    def _manners(self, rows: list[Row], level: int, first_seq: int) -> list[Row]:
        """Return what is asked before anything else of an own origin: its robots.txt, a probe."""
        extra: list[Row] = []
        for row in rows:
            own = origin(row.url)
            if own in self._origins or not self._scope.contains(row.url):
                continue
            self._origins.add(own)
            paths = probe_paths(self._job.site.code)
            asks = [(AskKind.PROBE, Stage.PROBE, path) for path in paths]
            if self._job.seeds_only:  # no link is judged, so nothing is to be told apart
                asks = []
            if self._job.obey_robots:
                asks.insert(0, (AskKind.ROBOTS, Stage.ROBOTS, "/robots.txt"))
            for kind, stage, path in asks:
                url = urljoin(own + "/", path)
                number = self._site.address(url)
                if number not in self._met:
                    self._met.add(number, kind)
                    extra.append(
                        Row(
                            address=number, url=url, kind=kind, level=level, stage=stage,
                            seq=first_seq + len(extra), depth=0, hops=0,
                        )
                    )  # fmt: skip
        return extra

    def _second_pass(self, level: int) -> bool:
        """Plan to ask failing targets once more, slower; return whether there are any."""
        if not self._job.second_pass:
            return False
        view = self._site.view(self._run)
        failing = [
            number
            for number, seen in view.seen.items()
            if self._met.asked_as(number) in (AskKind.PAGE, AskKind.CHECK)
            # Some redirect only who asks for the head, or brings no cookie.
            if seen.outcome in WORTH_A_SECOND_PASS
            or (seen.outcome is FetchOutcome.REDIRECTED and view.end(number).outcome.is_failure)
        ]
        rows = self._site.frontier.rows(self._run, failing)
        again = sorted((row for row in rows if not row.second), key=lambda row: row.url)
        self._site.plan(
            self._run,
            [
                Row(
                    address=row.address, url=row.url, kind=row.kind, level=level + 1,
                    stage=Stage.REST, seq=seq, depth=row.depth, hops=row.hops, second=True,
                )
                for seq, row in enumerate(again)
            ],
        )  # fmt: skip
        return bool(again)

    def _widen(self) -> None:
        self._scope.widen(self._site.home_chain(self._run, self._job.site.home_url))
        self._site.set_scope(self._run, self._scope.authorities())
