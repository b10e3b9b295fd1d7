"""A crawl opens no port of its own: no remote control, no telnet console."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from crawler.settings import scrapy_settings
from tests.fakesite.child import job_for, started
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server

PROC = Path("/proc")
LISTENING = "0A"  # TCP state in /proc/net/tcp


def test_ports_are_off() -> None:
    settings = scrapy_settings(concurrency=4)
    assert settings["REMOTE_CONTROL_ENABLED"] is False
    assert settings["TELNETCONSOLE_ENABLED"] is False
    assert settings["EXTENSIONS_BASE"] == {}


def listening_inodes() -> set[str]:
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        if (PROC / "net" / table).exists()
        for line in (PROC / "net" / table).read_text().splitlines()[1:]
    ]
    return {fields[9] for fields in lines if fields[3] == LISTENING}


def socket_inodes(pid: int) -> set[str]:
    links = [os.readlink(entry) for entry in (PROC / str(pid) / "fd").iterdir()]
    return {link[8:-1] for link in links if link.startswith("socket:[")}


@pytest.mark.skipif(not (PROC / "net" / "tcp").exists(), reason="needs Linux's /proc")
def test_a_running_crawl_listens_nowhere(tmp_path: Path) -> None:
    with Server(latency_s=0.2) as server:
        Portal().serve(server)
        with started(job_for(server, tmp_path, concurrency=2), tmp_path) as child:
            limit = time.monotonic() + 120
            while len(server.log) < 5:
                assert child.poll() is None, (tmp_path / "stderr").read_text("utf-8")
                assert time.monotonic() < limit
                time.sleep(0.05)
            sockets = socket_inodes(child.pid)
            assert sockets, "the crawl holds connections by now"
            assert not sockets & listening_inodes()
