"""Source columns whose news fill more than a page: how far their pagers are followed, and said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.finding import Verdict
from model.upstream import SourceColumn, SourceUse
from scheduler.sources import MOST_PAGES
from store.sources import KEPT, SourceStore
from tests.checks.snapshots import snapshot
from tests.fakesite.answers import html, page, status
from tests.fakesite.server import Server
from tests.scheduler.test_sources import NIGHT, office, run, source

PER_PAGE = 5


def trs(number: int) -> str:
    return "/zwyw/" if number == 1 else f"/zwyw/index_{number - 1}.html"


def words(number: int, last: int) -> str:
    """A pager with the last page before the next one."""
    links = [("首页", 1), ("尾页", last), ("上一页", max(1, number - 1))]
    links += [("下一页", number + 1)] if number < last else []
    return "".join(f"<a href='{trs(at)}'>{text}</a> " for text, at in links)


def serve(city: Server, last: int, newest: date) -> None:
    """One item a day, newest first; an old one is pinned to the top."""
    for number in range(1, last + 1):
        first = (number - 1) * PER_PAGE
        days = [newest - timedelta(days=first + at) for at in range(PER_PAGE)]
        rows = [(newest - timedelta(days=300), "关于深化改革若干问题的决定")] if number == 1 else []
        rows += [(day, f"全市重点工作推进会第{day:%m%d}次会议召开") for day in days]
        lines = "".join(
            f'<li><a href="/a/{day:%Y%m%d}.html">{title}</a><span>{day}</span></li>'
            for day, title in rows
        )
        body = f'<h1>政务要闻</h1><ul class="list">{lines}</ul><div class="page">'
        city.routes[trs(number)] = html(page("要闻", body + words(number, last) + "</div>"))


@pytest.fixture
def city() -> Iterator[Server]:
    with Server() as server:
        server.routes = {"/robots.txt": status("404 Not Found")}
        yield server


def asked(city: Server) -> list[str]:
    found = [seen.path for seen in city.log if seen.path != "/robots.txt"]
    city.log.clear()
    return found


def test_pages_are_followed_to_the_last_look_and_no_further(city: Server, tmp_path: Path) -> None:
    column = source(city, trs(1))
    place, register = office(tmp_path, column)
    serve(city, 40, NIGHT)
    store = run(place, register)
    pages = KEPT[SourceUse.REPOST].days // PER_PAGE + 1
    assert asked(city) == [trs(number) for number in range(1, pages + 1)]
    assert len(store.items((column,), NIGHT)) == KEPT[SourceUse.REPOST].days + 1
    assert store.seen((column,), NIGHT)[0].read_from == NIGHT - timedelta(days=PER_PAGE * pages - 2)
    later = NIGHT + timedelta(days=9)  # no night between
    serve(city, 40, later)
    store = run(place, register, later)
    assert asked(city) == [trs(number) for number in (1, 2, 3)]
    assert len(store.items((column,), later)) == KEPT[SourceUse.REPOST].days + 1
    assert store.seen((column,), later)[0].read_from == store.read_from(column.url, NIGHT)


def test_a_list_read_whole_leaves_nothing_open(city: Server, tmp_path: Path) -> None:
    column = source(city, "/zwyw/")
    place, register = office(tmp_path, column)
    serve(city, 3, NIGHT)
    store = run(place, register)
    assert len(asked(city)) == 3
    assert store.seen((column,), NIGHT)[0].read_from is None


def verdict_of(store: SourceStore, column: SourceColumn, night_on: date) -> Verdict | None:
    """What the check says of the source column itself."""
    seen = snapshot(
        night_on=night_on,
        upstream=store.items((column,), night_on),
        sources=store.seen((column,), night_on),
    )
    runs = judge(seen, load_rulebook("check-2019")).runs
    return next(r.subjects.get(column.url) for r in runs if r.check == "repost_late")


def test_what_lies_behind_the_bound_is_unknown_and_said(
    city: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    column = source(city, "/zwyw/")
    place, register = office(tmp_path, column)
    serve(city, 40, NIGHT)
    city.routes[trs(3)] = status("503 Service Unavailable")
    with caplog.at_level(logging.WARNING):
        store = run(place, register)
    assert "只读了前2页（第3页没有读出列表）" in caplog.text
    assert store.read_from(column.url, NIGHT) == NIGHT - timedelta(days=2 * PER_PAGE - 2)
    assert verdict_of(store, column, NIGHT) is Verdict.NOT_JUDGED
    asked(city)
    serve(city, 40, NIGHT)
    tomorrow = NIGHT + timedelta(days=1)
    store = run(place, register, tomorrow)
    assert len(asked(city)) == 7, "a month is read again where a part of it was missed"
    assert verdict_of(store, column, tomorrow) is not Verdict.NOT_JUDGED


def test_no_list_costs_more_than_its_bound(
    city: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    column = source(city, "/zwyw/", SourceUse.ADOPT)
    place, register = office(tmp_path, column)
    serve(city, 40, NIGHT)
    with caplog.at_level(logging.WARNING):
        store = run(place, register)
    assert len(asked(city)) == MOST_PAGES
    assert f"只读了前{MOST_PAGES}页（本夜最多读{MOST_PAGES}页）" in caplog.text
    assert store.read_from(column.url, NIGHT) == NIGHT - timedelta(days=PER_PAGE * MOST_PAGES - 2)
