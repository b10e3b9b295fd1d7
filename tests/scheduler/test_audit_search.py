"""The one search that an audit makes of a site: asked after the crawl, judged, and forgone."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from model.clock import FixedClock, at_china
from model.finding import Verdict
from scheduler.audit import AuditOptions, AuditResult, run_audit
from scheduler.progress import ProgressBoard
from tests.crawler.test_inquiries import TITLES, index, site
from tests.fakesite.child import NIGHT
from tests.fakesite.server import Server


def audited(server: Server, out: Path, *, search: bool = True) -> AuditResult:
    options = AuditOptions(
        url=server.url("/"),
        out=out,
        rate_per_s=0.0,
        allow_private=True,
        external=False,
        search=search,
    )
    at = at_china(NIGHT, time(9))
    board = ProgressBoard(quiet=True)
    return run_audit(options, night_on=NIGHT, at=at, clock=FixedClock(at), board=board)


def asked_for(server: Server) -> list[str]:
    """The words that the site's search was asked for, in order."""
    asked = server.asked("/search/index.jsp")
    return [parse_qs(urlsplit(one.path).query)["keyword"][0] for one in asked]


def verdicts(result: AuditResult) -> list[Verdict]:
    found = result.facts.judgement.findings
    return [one.verdict for one in found if one.check == "search_fails"]


@pytest.mark.parametrize("known", [True, False])
def test_an_audit_searches_for_a_title_of_the_site_after_the_crawl(
    known: bool, tmp_path: Path
) -> None:
    with Server() as server:
        site(server, search=index(TITLES if known else ()))
        result = audited(server, tmp_path)
        words = [title[:20] for title in (TITLES[1:2] if known else TITLES[1:3])]
        assert asked_for(server) == words  # another title only where the first is not found
        paths = [one.path for one in server.log]
        last_page = max(at for at, path in enumerate(paths) if path.startswith("/yw/"))
        assert next(at for at, p in enumerate(paths) if "keyword=" in p) > last_page
        assert [one.hit for one in result.searches] == [known] * len(words)
        assert verdicts(result) == ([] if known else [Verdict.FAIL])
        assert (tmp_path / "report.html").exists()
        printed = (tmp_path / "findings.jsonl").read_text("utf-8")
        assert ("search_fails" in printed) is not known


def test_an_audit_that_may_not_search_asks_nothing_and_blames_nobody(tmp_path: Path) -> None:
    with Server() as server:
        site(server, search=index(()))
        result = audited(server, tmp_path, search=False)
        assert asked_for(server) == []
        assert result.searches == ()
        assert verdicts(result) == [Verdict.NOT_JUDGED]
