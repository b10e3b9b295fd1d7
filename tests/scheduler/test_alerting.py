"""What is told of sites that go down and come back, by the daemon and on the command line."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from model.alarm import Alarm, seen, to_tell, told
from model.clock import FixedClock
from model.errors import SettingsError
from model.settings import commented_settings
from model.site import Register
from scheduler.alerting import follow_visits, sender, tell
from scheduler.cli import main
from scheduler.probing import TICK, moments
from scheduler.watch import Watch
from scheduler.workspace import open_workspace
from store.alarms import AlarmStore
from store.migrations import open_watch
from store.probes import NOT_WATCHED, ProbeStore
from store.register import RegisterStore
from tests.scheduler.probed_sites import DAY, NOON, UNITS, prober, served, site


@pytest.fixture
def db(tmp_path):
    opened = open_watch(tmp_path / "watch.db")
    yield opened
    opened.close()


def test_a_change_is_told_once_and_flapping_does_not_flood():
    quiet = timedelta(minutes=60)
    alarm: Alarm | None = None
    messages = []
    for minute in range(0, 240, 2):  # down and up again every two minutes
        at = NOON + minute * TICK
        for ok, again in ((False, False), (False, True)) if minute % 4 == 0 else ((True, False),):
            alarm = seen(alarm, "9900000001", at, ok=ok, again=again)
            if to_tell(alarm, at, quiet):
                messages.append((minute, alarm.down))
                alarm = told(alarm, at)
    assert len(messages) <= 4
    assert messages[0] == (0, True)
    fresh = seen(None, "9900000001", NOON, ok=True, again=False)
    assert not to_tell(fresh, NOON, quiet)  # a site that is simply up is no news
    once = seen(fresh, "9900000001", NOON, ok=False, again=False)
    assert not once.down  # one failure is not an outage yet
    assert seen(once, "9900000001", NOON, ok=False, again=True).down


def test_alerts_reach_a_real_receiver_and_a_failed_one_is_tried_again(db, tmp_path):
    got = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "alerts.txt").write_text(f"# 值班\njson://127.0.0.1:{server.server_port}/\n")
    register = Register(sites=(site("9900000001", "http://a.example/"),))
    AlarmStore(db).save(Alarm(site_code="9900000001", down=True, changed_at=NOON, changes=1))
    quiet = timedelta(minutes=60)
    assert tell(db, register, NOON, quiet, lambda _title, _body: False) == 0
    assert tell(db, register, NOON, quiet, sender(tmp_path / "alerts.txt")) == 1
    assert tell(db, register, NOON, quiet, sender(tmp_path / "alerts.txt")) == 0
    server.shutdown()
    server.server_close()
    [message] = got
    assert message["title"] == "巡检告警：1 个网站中断"
    assert "云湖区政府网（http://a.example/） 自03月02日12:00起无法访问" in message["message"]
    (tmp_path / "bad.txt").write_text("不是地址\n")
    with pytest.raises(SettingsError, match=r"bad\.txt 第 1 行"):
        sender(tmp_path / "bad.txt")
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(SettingsError, match="没有一个"):
        sender(tmp_path / "empty.txt")


def test_the_daemons_round_probes_and_follows(tmp_path):
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    place = open_workspace(tmp_path)
    with served("broken") as (_, url):
        opened = place.open()
        RegisterStore(opened).replace(Register(units=UNITS, sites=(site("9900000001", url),)), NOON)
        first = moments("9900000001", DAY, 24)[5]
        clock = FixedClock(first - timedelta(seconds=30))
        watch = Watch(place, clock)
        for _ in range(4):
            watch.round()
            clock.advance(TICK)
        alarm = AlarmStore(opened).get("9900000001")
        probes = ProbeStore(opened).of("9900000001", first - TICK, first + 9 * TICK)
        opened.close()
    assert alarm is not None
    assert alarm.down
    assert [p.again for p in probes] == [False, True]


def test_the_command_line_probes_lists_and_agrees(tmp_path, capsys):
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    place = open_workspace(tmp_path)
    where = ["-w", str(tmp_path)]
    with served() as (_, url):
        opened = place.open()
        RegisterStore(opened).replace(Register(units=UNITS, sites=(site("9900000001", url),)), NOON)
        opened.close()
        assert main(["probe", *where]) == 0
        assert "云湖区政府网　可以访问" in capsys.readouterr().out
    span = ["--from", "2026-03-01T22:00", "--until", "2026-03-02T06:00", "--reason", "升级"]
    assert main(["probe", "agree", "9900000001", *span, "--by", "王某", *where]) == 0
    assert main(["probe", "agree", "9900000001", *span, *where]) == 2
    assert main(["probe", "agree", "9900000009", *span, "--by", "王某", *where]) == 2
    capsys.readouterr()
    assert main(["probe", "windows", *where]) == 0
    assert "2026-03-01 22:00 至 2026-03-02 06:00　升级　王某同意" in capsys.readouterr().out
    assert main(["probe", "call-off", "1", "--by", "赵某", *where]) == 0
    assert main(["probe", "status", *where]) == 0
    said = capsys.readouterr().out
    assert "失败占比 没有记录" in said
    assert NOT_WATCHED in said
    file = str(tmp_path / "p.jsonl")
    assert main(["probe", "export", file, "--vantage", "电信", *where]) == 0
    assert main(["probe", "import", file, *where]) == 0
    assert "新增 1 次" in capsys.readouterr().out


def test_visits_to_a_guarded_site_change_no_alarm(db):
    with served("guarded") as (_, url):
        register = Register(sites=(site("9900000001", url),))
        follow_visits(db, prober(FixedClock(NOON)).visit(db, register, register.sites))
    assert AlarmStore(db).get("9900000001") is None
