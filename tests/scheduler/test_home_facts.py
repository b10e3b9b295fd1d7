"""What a domain round found out about a site's host reaches the site's own night."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.domain_fact import Fact, FactKind
from model.finding import Verdict
from model.settings import commented_settings
from model.site import Register, Unit
from scheduler.stored import stored_snapshot
from scheduler.workspace import open_workspace
from store.domain_facts import FactStore
from store.register import RegisterStore
from tests.fakesite.answers import html, page
from tests.fakesite.child import crawl, job_for
from tests.fakesite.server import Server

NAME = "www.qinghe.test"


def test_ipv6_is_judged_by_the_newest_round_and_not_by_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    place = open_workspace(tmp_path)
    with Server() as server:
        server.routes["/"] = html(page("首页"))
        job = job_for(server, tmp_path)
        job = replace(job, site_file=str(place.site_file(job.site.code)))
        assert crawl(job, tmp_path).code == 0
    site = replace(job.site, home_url=f"http://{NAME}/")
    db = place.open()
    try:
        units = (Unit(name=site.unit),)
        RegisterStore(db).replace(Register(units=units, sites=(site,)), job.at)

        def verdict() -> Verdict:
            seen = stored_snapshot(place, db, site, job.night_on)
            seen = replace(seen, soundness=replace(seen.soundness, sound=True))
            runs = judge(seen, load_rulebook("check-2019")).runs
            [run] = [run for run in runs if run.check == "ipv6_missing"]
            return run.subjects[site.home_url]

        def saw(days: int, values: tuple[str, ...]) -> None:
            at = job.at + timedelta(days=days)
            FactStore(db).add([(NAME, Fact(kind=FactKind.AAAA, values=values, at=at))])

        assert verdict() is Verdict.NOT_JUDGED
        saw(-8, ())
        assert verdict() is Verdict.NOT_JUDGED  # too long ago
        saw(-1, ())
        assert verdict() is Verdict.FAIL
        saw(1, ("2001:db8::1",))  # after the night: it still reads as it did
        assert verdict() is Verdict.FAIL
    finally:
        db.close()
