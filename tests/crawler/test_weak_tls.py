"""A site that speaks only old TLS is read, and the night says so; a usual one leaves no word."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.finding import Verdict
from tests.crawler.test_transport import certificate, context
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server

__all__ = ["certificate"]  # a fixture
LINKS = "".join(f'<a href="/{n}">第{n}页</a>' for n in range(6))
PAGE = f'<!doctype html><meta charset="utf-8"><title>首页</title>{LINKS}'.encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
OLD = pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated:DeprecationWarning")


@contextmanager
def served(
    tls: ssl.SSLContext, others: Mapping[str, ssl.SSLContext] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Serve one page for every address; yield the port and the protocol of every connection.

    `others`: further loopback addresses with the same port, each with its own TLS.
    """
    spoken: list[str] = []
    loop = asyncio.new_event_loop()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        spoken.append(writer.get_extra_info("ssl_object").version())
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(HEAD + str(len(PAGE)).encode() + b"\r\n\r\n" + PAGE)
            await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    server = loop.run_until_complete(asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls))
    port = server.sockets[0].getsockname()[1]
    further = [
        loop.run_until_complete(asyncio.start_server(handle, address, port, ssl=own))
        for address, own in (others or {}).items()
    ]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield port, spoken
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for each in (server, *further):
            each.close()
        loop.close()


def night(tmp_path: Path, tls: ssl.SSLContext) -> tuple[dict[str, str], Verdict, list[str], str]:
    """Crawl and judge; return hosts with weak TLS, the verdict, protocols and the own host."""
    with served(tls) as (port, spoken):
        job = job_for(Server(port=1), tmp_path)
        job = replace(job, site=replace(job.site, home_url=f"https://127.0.0.1:{port}/"))
        assert crawl(job, tmp_path).summary.pages == 7
    snapshot = snapshot_of(job)
    [run] = [r for r in judge(snapshot, load_rulebook("check-2019")).runs if r.check == "weak_tls"]
    verdict = run.subjects[job.site.home_url]
    return dict(snapshot.weak_tls), verdict, spoken, f"127.0.0.1:{port}"


@OLD
def test_a_site_of_old_tls_is_read_and_named_once(tmp_path: Path, certificate: Path) -> None:
    old = context(certificate, "ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1
    weak, verdict, spoken, host = night(tmp_path, old)
    assert set(weak) == {host}
    assert weak[host].startswith("TLSv1 ")
    assert verdict is Verdict.FAIL
    assert set(spoken) == {"TLSv1"}


def test_a_usual_site_is_not_named(tmp_path: Path, certificate: Path) -> None:
    weak, verdict, spoken, _ = night(tmp_path, context(certificate))
    assert weak == {}
    assert verdict is Verdict.OK
    assert set(spoken) <= {"TLSv1.2", "TLSv1.3"}
