"""Alerts at real receivers on loopback: 企业微信 and 钉钉 as they ask, a broken one beside."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.wecombot import NotifyWeComBot

from model.alarm import Alarm
from model.site import Register
from scheduler.alerting import sender, tell
from store.alarms import AlarmStore
from store.database import Database
from store.migrations import open_watch
from tests.scheduler.probed_sites import NOON, site

QUIET = timedelta(minutes=60)
Got = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_watch(tmp_path / "watch.db")
    yield opened
    opened.close()


@pytest.fixture
def got(monkeypatch: pytest.MonkeyPatch) -> Iterator[Got]:
    """What receivers on loopback got, by path; the services' own addresses lead there."""
    found: Got = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.append((self.path, json.loads(body)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"errcode": 0}')

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(NotifyWeComBot, "notify_url", here + "/wecom?key={key}")
    monkeypatch.setattr(NotifyDingTalk, "notify_url", here + "/ding?access_token={token}")
    yield found
    server.shutdown()
    server.server_close()


def down(db: Database, count: int) -> Register:
    sites = tuple(site(f"99{n:08}", f"http://s{n}.example/") for n in range(count))
    for each in sites:
        AlarmStore(db).save(Alarm(site_code=each.code, down=True, changed_at=NOON, changes=1))
    return Register(sites=sites)


def test_a_whole_platform_down_is_one_message_that_every_receiver_takes(
    db: Database, got: Got, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "alerts.txt"
    file.write_text("wecombot://abcdef\njson://127.0.0.1:1/secret\ndingtalk://abcdef\n")
    register = down(db, 60)
    with caplog.at_level(logging.WARNING, "xunjian.alerts"):
        assert tell(db, register, NOON, QUIET, sender(file)) == 60
    assert [
        record.getMessage() for record in caplog.records if record.name == "xunjian.alerts"
    ] == ["an alert could not be delivered to the address in line 2"]
    assert tell(db, register, NOON, QUIET, sender(file)) == 0, "a broken address makes no flood"
    texts = {path.split("?")[0]: body["text"]["content"] for path, body in got}
    assert sorted(texts) == ["/ding", "/wecom"]
    assert len(got) == 2
    for text in texts.values():
        assert "巡检告警：60 个网站中断" in text
        assert "http://s0.example/" in text
        assert len(text.encode()) <= 2048
        listed = text.count("起无法访问")
        assert 5 < listed < 60
        assert text.rstrip().endswith(f"……另有 {60 - listed} 个网站，用 xunjian probe status 查看")


def test_one_that_reached_nobody_is_told_again(db: Database, tmp_path: Path) -> None:
    file = tmp_path / "alerts.txt"
    file.write_text("json://127.0.0.1:1/\n")
    register = down(db, 2)
    said: list[str] = []
    assert tell(db, register, NOON, QUIET, sender(file)) == 0

    def takes(_title: str, body: str) -> bool:
        said.append(body)
        return True

    assert tell(db, register, NOON, QUIET, takes) == 2
    assert len(said[0].splitlines()) == 2, "both are named"
