"""Answers written together: under way until committed, committed soon, lost as one."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.gathering import LONGEST_S, SHARE, Gathering
from crawler.pace import Pace
from crawler.turns import Gate, Item, Step, Turns
from model.fetch import FetchOutcome
from store.site_file import SiteFile
from store.site_records import Answered, AskKind, Row, Run, Stage

LIMIT = 8
HOME = "http://www.example.gov.cn/"
GONE = Answered(outcome=FetchOutcome.NOT_FOUND, status=404)


def opened(folder: Path) -> tuple[SiteFile, Run, list[Row]]:
    site = SiteFile(folder / "site.db")
    at = datetime(2026, 3, 1, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    run = site.begin(date(2026, 3, 1), at, HOME)
    rows = [
        Row(
            address=site.address(f"{HOME}{seq}"),
            url=f"{HOME}{seq}",
            kind=AskKind.CHECK,
            level=0,
            stage=Stage.REST,
            seq=seq,
            depth=0,
            hops=0,
        )
        for seq in range(LIMIT)
    ]
    site.plan(run, rows)
    return site, run, rows


def under_way(rows: list[Row]) -> Turns:
    turns = Turns(lambda _: Pace(0.0))
    items = [Item(row=row, platform="a", step=Step.GET, url=row.url) for row in rows]
    turns.load(items, limit=LIMIT)
    while turns.take(0.0, lambda _: Gate.ASK) is not None:
        pass
    return turns


def committed(folder: Path) -> int:
    other = sqlite3.connect(folder / "site.db")
    try:
        return int(other.execute("SELECT count(*) FROM observation").fetchone()[0])
    finally:
        other.close()


async def _tell(folder: Path) -> None:
    site, run, rows = opened(folder)
    turns = under_way(rows)
    gathering = Gathering(site, turns)
    woken = asyncio.Event()
    gathering.wake = woken.set
    for row in rows[: LIMIT // SHARE - 1]:
        site.record(run, row, GONE)
        gathering.settled()
    assert (committed(folder), turns.in_flight) == (0, LIMIT)
    await asyncio.wait_for(woken.wait(), 100 * LONGEST_S)
    late = LIMIT // SHARE - 1
    assert (committed(folder), turns.in_flight) == (late, LIMIT - late)
    for row in rows[late : late + LIMIT // SHARE]:
        site.record(run, row, GONE)
        gathering.settled()
    late += LIMIT // SHARE
    assert (committed(folder), turns.in_flight) == (late, LIMIT - late)
    site.record(run, rows[late], GONE)
    gathering.end()
    assert committed(folder) == late + 1
    site.close()


def test_an_answer_is_under_way_until_it_is_committed(tmp_path: Path) -> None:
    asyncio.run(_tell(tmp_path))


def test_what_was_gathered_is_lost_as_one(tmp_path: Path) -> None:
    site, run, rows = opened(tmp_path)
    site.gather()
    site.record(run, rows[0], GONE)
    with pytest.raises(sqlite3.IntegrityError):  # an address that does not exist
        site.plan(run, [replace(rows[1], address=99_999)])
    assert not site.is_gathering
    site.end_gathering()
    assert committed(tmp_path) == 0
    assert len(site.frontier.next_turn(run)) == LIMIT
    site.close()
