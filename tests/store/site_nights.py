"""A hand-made site: nights are told page by page, without a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

from model.clock import at_china
from model.fetch import FetchOutcome
from model.page import (
    Link,
    LinkKind,
    LinkPosition,
    ListItem,
    ListReading,
    ListState,
    PageFacts,
    PageKind,
)
from model.site import Site
from model.snapshot import Snapshot, Soundness
from store.site_file import SiteFile
from store.site_records import Answered, AskKind, ReadPage, Row, Run, Stage
from store.snapshots import load_snapshot

HOME = "http://www.example.gov.cn/"
FIRST = date(2026, 3, 1)
SITE = Site(code="3301990001", name="示例网站", home_url=HOME, unit="示例单位")


def link(path: str, position: LinkPosition = LinkPosition.LIST, text: str = "链接") -> Link:
    kind = LinkKind.ATTACHMENT if path.endswith(".pdf") else LinkKind.PAGE
    return Link(HOME + path, text, kind, position)


def page(
    path: str, *links: Link, items: tuple[tuple[str, str | None], ...] = (), **listing: object
) -> Answered:
    """Return the answer of a page with these links and, if any, list items (path, date)."""
    entries = tuple(ListItem("标题" + to, HOME + to, on) for to, on in items)
    state = ListState.ITEMS if entries else ListState.NOT_A_LIST
    facts = PageFacts(
        url=HOME + path,
        kind=PageKind.LIST if entries else PageKind.OTHER,
        charset="utf-8",
        declared_charset="utf-8",
        listing=ListReading(state=state, items=entries, **listing),  # type: ignore[arg-type]
    )
    body = repr((facts, links)).encode()
    read = ReadPage(body=body, read_as="1||", facts=facts, links=links)
    return Answered(
        outcome=FetchOutcome.ALIVE, status=200, page=read, content_type="text/html", etag='"1"'
    )


def gone() -> Answered:
    return Answered(outcome=FetchOutcome.NOT_FOUND, status=404, tries=2)


def moved(path: str) -> Answered:
    return Answered(outcome=FetchOutcome.REDIRECTED, status=302, location=HOME + path)


@dataclass(slots=True)
class Nights:
    """Tells a site file what happened, night by night."""

    path: Path
    added: dict[date, int] = field(default_factory=dict)

    def tell(self, day: int, answers: dict[str, Answered]) -> None:
        """Store one whole night, `day` days after the first: path → answer."""
        night = FIRST + timedelta(days=day)
        site = SiteFile(self.path)
        run = site.begin(night, at_china(night, clock_time(2, 0)), HOME)
        site.set_scope(run, ("www.example.gov.cn",))
        rows = [self.row(site, run, path, seq) for seq, path in enumerate(answers)]
        site.plan(run, rows)
        for row, answer in zip(rows, answers.values(), strict=True):
            site.record(run, row, answer)
        summary = site.figures(run, reason="finished", seconds=1.0, complete=True)
        site.settle(run, Soundness(sound=True), close=True)
        site.close()
        self.added[night] = summary.new_observations

    def row(self, site: SiteFile, run: Run, path: str, seq: int) -> Row:
        return Row(
            address=site.address(HOME + path),
            url=HOME + path,
            kind=AskKind.PAGE,
            level=0,
            stage=Stage.REST,
            seq=seq,
            depth=0,
            hops=0,
        )

    def snapshot(self, day: int, **settings: int) -> Snapshot:
        """Read one night back."""
        night = FIRST + timedelta(days=day)
        return load_snapshot(self.path, site=SITE, night_on=night, **settings)  # type: ignore[arg-type]
