"""Texts of attachments through the real crawl: read once, by the limits, night by night."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

import pytest

from crawler.soft404 import probe_paths
from model.attachment import FileState as S
from model.clock import at_china
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from store.site_dump import dump
from tests.extract.office_files import archive, docx_of, endless_pdf, pdf, xlsx_of
from tests.fakesite.answers import by_method, html, links, page, status
from tests.fakesite.child import NIGHT, crawl, job_for, snapshot_of, started
from tests.fakesite.server import Exchange, Handler, Server

PDF, LIST = pdf("某某区通知"), xlsx_of(("姓名", "证号"), ("张某", "110101199003070011"))
STREAM = "application/octet-stream"


def tagged(body: bytes, tag: str, kind: str = STREAM) -> Handler:
    """Answer with a file and its ETag, 304 where the asker has it."""

    async def handle(exchange: Exchange) -> None:
        if exchange.request.headers.get("if-none-match") == tag:
            await exchange.answer("304 Not Modified", headers=(("ETag", tag),))
        else:
            await exchange.answer("200 OK", body, kind=kind, headers=(("ETag", tag),))

    return handle


async def torn(exchange: Exchange) -> None:
    """Promise a whole file and break the connection within it."""
    if exchange.is_head:
        await exchange.answer("200 OK", PDF, kind=STREAM)
        return
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n")
    await exchange.raw(b"Content-Length: 9000\r\n\r\n%PDF-1.4")
    exchange.drop()


FILES: dict[str, tuple[Handler, S | None]] = {
    "/f/a.pdf": (tagged(PDF, '"1"'), S.READ),
    "/f/list.xlsx": (html(LIST, kind=STREAM), S.READ),
    "/f/download": (html(docx_of("第一段"), kind="application/msword"), S.READ),
    "/f/scan.pdf": (html(pdf(), kind="application/pdf"), S.NO_TEXT),
    "/f/broken.doc": (html(b"no such thing", kind=STREAM), S.BROKEN),
    "/f/large.pdf": (html(PDF + b" " * 300_000, kind=STREAM), S.TOO_LARGE),
    "/f/bomb.docx": (
        html(archive({"word/document.xml": b" " * 60_000_001}), kind=STREAM), S.TOO_LARGE
    ),
    "/f/torn.pdf": (torn, None),
    "/f/lies.pdf": (by_method(html(PDF, kind=STREAM), status("500 Error")), None),
    "/f/error.pdf": (html(page("请登录")), None),
    "/f/all.zip": (html(archive({"a": b"x"}), kind="application/zip"), None),
}  # fmt: skip

MAY_BE_PAGES = {"/f/download", "/f/error.pdf"}
"""Looked at as pages, the first by its name, the other by its type; not asked for as files."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.routes |= {path: handler for path, (handler, _) in FILES.items()}
        running.routes["/"] = html(page("示例网站", links([*FILES, "/f/gone.pdf"])))
        yield running


def night(server: Server, folder: Path, n: int, **changes: object) -> CrawlJob:
    on: date = NIGHT + timedelta(days=n)
    asked = {"attachments": 50, "max_attachment_bytes": 200_000, **changes}
    job = job_for(server, folder, **asked)
    return replace(job, night_on=on, at=at_china(on, clock_time(2, 0)))


def test_every_file_has_its_text_or_the_state_that_says_why(server: Server, tmp_path: Path) -> None:
    job = night(server, tmp_path, 0)
    crawl(job, tmp_path)
    seen = snapshot_of(job)
    found = {url.removeprefix(server.origin): a.state for url, a in seen.attachments.items()}
    assert found == {path: state for path, (_, state) in FILES.items() if state is not None}
    texts = {url.removeprefix(server.origin): text for url, text in seen.texts.items()}
    assert texts["/f/a.pdf"] == "某某区通知"
    assert texts["/f/list.xlsx"].endswith("110101199003070011")
    assert texts["/f/download"] == "第一段"
    assert [p.page for p in seen.attachments[server.url("/f/a.pdf")].places] == [server.url("/")]
    # What began to come is no dead link, whatever became of its text; what says yes to HEAD
    # alone is one.
    failed = {target.url: target.outcome for target in seen.targets.values()}
    assert {url: how for url, how in failed.items() if how.is_failure} == {
        server.url("/f/gone.pdf"): FetchOutcome.NOT_FOUND,
        server.url("/f/lies.pdf"): FetchOutcome.SERVER_ERROR,
    }
    asked = server.counts()
    assert (asked["HEAD", "/f/a.pdf"], asked["GET", "/f/a.pdf"]) == (0, 1)
    assert asked["GET", "/f/torn.pdf"] >= 2  # once whole, and by another method
    assert [seen.headers.get("range") for seen in server.asked("/f/all.zip")] == ["bytes=0-0"]
    assert {path for how, path in asked if how == "HEAD"} == {
        path for path in probe_paths(job.site.code) if path.endswith(".pdf")
    }


def test_an_unchanged_file_costs_no_body_and_no_row(server: Server, tmp_path: Path) -> None:
    crawl(night(server, tmp_path, 0), tmp_path)
    first = dump(Path(night(server, tmp_path, 0).site_file))
    server.log.clear()
    server.sent.clear()
    crawl(night(server, tmp_path, 1), tmp_path)
    asked = server.counts()
    for path in ("/f/a.pdf", "/f/list.xlsx", "/f/broken.doc", "/f/bomb.docx", "/f/download"):
        assert (asked["HEAD", path], asked["GET", path]) == (0, 1), path
    assert server.sent["/f/a.pdf"] < 200  # 304, by its ETag
    second = dump(Path(night(server, tmp_path, 1).site_file))
    assert second["files"] == first["files"]
    assert len(second["observations"]) == len(first["observations"])
    assert dict(snapshot_of(night(server, tmp_path, 1)).texts) == dict(
        snapshot_of(night(server, tmp_path, 0)).texts
    )


def test_a_changed_file_is_read_again_and_each_night_keeps_its_own(
    server: Server, tmp_path: Path
) -> None:
    crawl(night(server, tmp_path, 0), tmp_path)
    server.routes["/f/a.pdf"] = tagged(pdf("某某区公告"), '"2"')
    crawl(night(server, tmp_path, 1), tmp_path)
    url = server.url("/f/a.pdf")
    assert snapshot_of(night(server, tmp_path, 0)).texts[url] == "某某区通知"
    assert snapshot_of(night(server, tmp_path, 1)).texts[url] == "某某区公告"


def test_a_full_night_asks_for_every_file_again(server: Server, tmp_path: Path) -> None:
    crawl(night(server, tmp_path, 0), tmp_path)
    server.log.clear()
    crawl(night(server, tmp_path, 1, full=True), tmp_path)
    assert server.counts()["GET", "/f/a.pdf"] == 1


def test_no_more_files_than_the_night_allows(server: Server, tmp_path: Path) -> None:
    crawl(night(server, tmp_path, 0, attachments=2), tmp_path)
    whole = {one.path for one in server.log if one.method == "GET" and "range" not in one.headers}
    assert len((whole & set(FILES)) - MAY_BE_PAGES - {"/f/lies.pdf"}) == 2
    server.log.clear()
    crawl(night(server, tmp_path, 1, attachments=0), tmp_path)
    whole = {one.path for one in server.log if one.method == "GET" and "range" not in one.headers}
    assert whole & set(FILES) == {"/f/download", "/f/lies.pdf"}  # a page; what fails


def test_what_a_night_by_plan_does_not_ask_keeps_its_text(server: Server, tmp_path: Path) -> None:
    crawl(night(server, tmp_path, 0, by_plan=True), tmp_path)
    server.log.clear()
    crawl(night(server, tmp_path, 1, by_plan=True), tmp_path)
    assert len({one.path for one in server.log if "/f/" in one.path}) < len(FILES)
    seen = snapshot_of(night(server, tmp_path, 1))
    assert seen.attachments.keys() == snapshot_of(night(server, tmp_path, 0)).attachments.keys()
    assert seen.texts[server.url("/f/a.pdf")] == "某某区通知"


@pytest.mark.slow
def test_a_file_without_end_costs_its_limit_and_the_crawl_goes_on(tmp_path: Path) -> None:
    with Server() as server:
        server.routes["/"] = html(page("示例网站", links(["/endless.pdf", "/good.pdf"])))
        server.routes["/endless.pdf"] = html(endless_pdf(), kind=STREAM)
        server.routes["/good.pdf"] = html(PDF, kind=STREAM)
        job = night(server, tmp_path, 0)
        run = crawl(job, tmp_path)
        assert run.code == 0
        states = [a.state for a in snapshot_of(job).attachments.values()]
    assert states[0] in (S.TIMEOUT, S.GAVE_UP)
    assert states[1] is S.READ


def test_a_killed_crawl_goes_on_and_reads_every_file_once_more_at_most(tmp_path: Path) -> None:
    with Server(latency_s=0.05) as server:
        files = {f"/f/{n}.docx": docx_of(f"第{n}份名单") for n in range(12)}
        server.routes["/"] = html(page("示例网站", links(files)))
        server.routes |= {path: html(body, kind=STREAM) for path, body in files.items()}
        job = night(server, tmp_path, 0)
        with started(job, tmp_path) as child:
            limit = time.monotonic() + 120
            while sum(path in files for _, path in server.counts()) < 5:
                assert child.poll() is None
                assert time.monotonic() < limit
                time.sleep(0.005)
            child.kill()
            child.wait()
        assert crawl(job, tmp_path).code == 0
        asked = {path: server.counts()["GET", path] for path in files}
        seen = snapshot_of(job)
    texts = {url.removeprefix(server.origin): text for url, text in seen.texts.items()}
    assert {path: texts[path] for path in files} == {
        path: f"第{n}份名单" for n, path in enumerate(files)
    }
    assert set(asked.values()) <= {1, 2}
    assert sum(asked.values()) <= len(files) + 4
