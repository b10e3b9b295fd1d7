"""The second reader reads as the crawl itself does, and its end is never a page's fault."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from crawler.second_reader import ReaderDied, SecondReader, may_help
from extract.page import read_page
from store.site_dump import dump
from store.site_pages import make_ready
from tests.fakesite.answers import page
from tests.fakesite.child import crawl, job_for, started
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server

URL = "http://www.example.gov.cn/"
KIND = "text/html; charset=utf-8"

pytestmark = pytest.mark.skipif(not may_help(0), reason="one core: there is no second reader")


def bodies() -> list[bytes]:
    portal = Portal()
    odd = [b"", b"\xff\xfe\x00", b"<title>", page("无") * 3, Random(7).randbytes(20_000)]
    return [*list(portal.pages.values())[:60], *odd]


async def _read_all(reader: SecondReader) -> list[object]:
    try:
        return list(
            await asyncio.gather(
                *(reader.read(body, URL, KIND, "", is_home=False, whole=True) for body in bodies())
            )
        )
    finally:
        await reader.close()


def test_reads_as_the_crawl_does_and_in_order() -> None:
    expected: list[object] = []
    for body in bodies():
        here = read_page(body, URL, content_type=KIND)
        expected.append(make_ready(body, here.facts, here.links, whole=True, text=here.text))
    assert asyncio.run(_read_all(SecondReader())) == expected


async def _trickled(reader: SecondReader, count: int) -> list[bytes]:
    """Hand pages over one by one while the process starts and after; return what came back."""
    pages = [page(f"第{number}页") for number in range(count)]
    asked = []
    try:
        for body in pages:
            asked.append(reader.read(body, URL, KIND, "", is_home=False, whole=True))
            await asyncio.sleep(0)
        first = [ready.digest for ready in await asyncio.gather(*asked)]
    finally:
        await reader.close()
    return first


def test_pages_that_come_while_it_starts_keep_their_order() -> None:
    count = 3_000
    expected = [sha256(page(f"第{number}页")).digest() for number in range(count)]
    assert asyncio.run(_trickled(SecondReader(), count)) == expected


async def _killed() -> None:
    reader = SecondReader()
    try:
        await reader.read(page("一"), URL, KIND, "", is_home=False, whole=True)
        assert reader._process is not None
        reader._process.kill()
        for _ in range(2):  # what waits, and what comes later
            with pytest.raises(ReaderDied):
                await reader.read(page("二"), URL, KIND, "", is_home=False, whole=True)
    finally:
        await reader.close()


def test_a_killed_reader_is_an_error_not_a_wait() -> None:
    asyncio.run(asyncio.wait_for(_killed(), 20))


@pytest.mark.parametrize("rate", [2.0, 19.0])
def test_a_polite_crawl_has_none(rate: float) -> None:
    assert not may_help(rate)


def _readers_of(pid: int) -> list[int]:
    """Return the second readers of a crawl; it may have other children for a moment."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if b"crawler.reading_process" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
@pytest.mark.parametrize("whole_crawl", [False, True])
def test_when_either_dies_nothing_is_left_and_the_crawl_goes_on(
    tmp_path: Path, *, whole_crawl: bool
) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    killed.mkdir()
    with Server(latency_s=0.01) as server:
        Portal().serve(server)
        undisturbed = job_for(server, calm)
        crawl(undisturbed, calm)
        job = job_for(server, killed)
        limit = time.monotonic() + 120
        with started(job, killed) as child:
            while not (readers := _readers_of(child.pid)):
                assert child.poll() is None, "the crawl ended without a second reader"
                assert time.monotonic() < limit
                time.sleep(0.005)
            os.kill(child.pid if whole_crawl else readers[0], signal.SIGKILL)
            code = child.wait(timeout=30)
        assert code == (-signal.SIGKILL if whole_crawl else 3)
        said = (killed / "stderr").read_text("utf-8")
        assert ("读取网页的辅助进程意外终止" in said) is not whole_crawl
        while Path(f"/proc/{readers[0]}").exists() and time.monotonic() < limit:
            time.sleep(0.01)
        assert not Path(f"/proc/{readers[0]}").exists()
        assert crawl(job, killed).summary.reason == "finished"
    assert dump(Path(job.site_file)) == dump(Path(undisturbed.site_file))
