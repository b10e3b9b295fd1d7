"""The hostile site: one home page that links to every misbehaviour, and one crawl of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.snapshot import Snapshot
from tests.fakesite import codes, lies, moves, notices, pages, shields, size, wire
from tests.fakesite.answers import html, links, page, redirect
from tests.fakesite.case import Case
from tests.fakesite.child import Run, crawl, job_for, snapshot_of
from tests.fakesite.server import Server

CASES: tuple[Case, ...] = (
    *codes.CASES,
    *moves.CASES,
    *size.CASES,
    *wire.CASES,
    *shields.CASES,
    *lies.CASES,
    *notices.CASES,
)
ROBOTS = b"User-agent: *\nDisallow: /robots-says-no/\n"
TEMPLATE_CAP = 30
CALENDAR = "/cal/2026/11"
MAZE = "/maze?n=0"
SESSIONS = "/sessions?jsessionid=0"
NOWHERE = "http://nosuch.invalid/page"


@dataclass(frozen=True, slots=True, repr=False)
class Hostile:
    """The one crawl of the hostile site that many tests look at."""

    server: Server
    neighbour: Server  # another server on loopback: it must never be asked
    job: CrawlJob
    run: Run
    snapshot: Snapshot

    def outcome(self, path: str) -> FetchOutcome | None:
        """Return how a path of the site ended; None if the store does not know it."""
        url = self.server.url(path)
        target = self.snapshot.targets.get(url)
        if target is not None:
            return target.outcome
        if url in self.snapshot.redirects:
            return FetchOutcome.REDIRECTED
        return FetchOutcome.ALIVE if self.was_asked(path) else None

    def was_asked(self, path: str) -> bool:
        """Whether the server was asked for this path."""
        return any(seen.path == path for seen in self.server.log)


def private_links(neighbour: Server) -> tuple[str, ...]:
    """Return addresses that may not be fetched, in the forms an attacker tries."""
    port = neighbour.port
    return (
        "http://169.254.169.254/latest/meta-data/",
        f"http://127.0.0.1:{port}/secret",
        f"http://localhost:{port}/secret",
        f"http://127.1:{port}/secret",
        f"http://2130706433:{port}/secret",
        f"http://0x7f000001:{port}/secret",
        f"http://0.0.0.0:{port}/secret",
        f"http://[::1]:{port}/secret",
        f"http://[::ffff:127.0.0.1]:{port}/secret",
        "http://10.0.0.1/",
        "http://192.168.1.1/admin.pdf",
        "http://100.64.0.1/",
    )


def build(server: Server, neighbour: Server) -> None:
    """Give the server its pages; both servers must be listening already."""
    for one in CASES:
        server.routes[one.path] = one.handler
    server.routes |= moves.BEHIND | lies.BEHIND | notices.BEHIND
    server.routes |= pages.HOSTILE
    server.routes |= {
        "/plain/*": pages.plain,
        "/cal/*": pages.calendar,
        "/maze": pages.maze,
        "/sessions": pages.sessions,
        "/moves/neighbour": redirect(neighbour.url("/secret")),
        "/robots.txt": html(ROBOTS, kind="text/plain"),
        "/private": html(page("内网地址", links(private_links(neighbour)))),
    }
    upper = server.url("/pages/odd-links").replace("http://", "HTTP://")
    targets = (
        *(one.path for one in CASES),
        *pages.HOSTILE,
        *moves.BEHIND,
        "/plain/one",
        "/moves/neighbour",
        "/private",
        CALENDAR,
        MAZE,
        SESSIONS,
        NOWHERE,
        upper,
    )
    server.routes["/"] = html(page("敌意网站", links(targets)))


def crawl_hostile(server: Server, neighbour: Server, folder: Path) -> Hostile:
    """Crawl the site once, external links included, and read the result back."""
    build(server, neighbour)
    job = job_for(server, folder, check_external=True, max_per_template=TEMPLATE_CAP, max_depth=200)
    run = crawl(job, folder)
    return Hostile(server, neighbour, job, run, snapshot_of(job))
