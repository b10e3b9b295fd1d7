"""Alerting 告警: state changes of sites to the addresses in the office's alerts file.

One message a round for everything that changed, short enough for every receiver. A message that
reached nobody is not taken for told: the next round tries again. One that reached some is: a
broken address must not make the others hear the same every round.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import apprise

from crawler.probing import Visit
from model.alarm import Alarm, seen, to_tell, told
from model.clock import china_time
from model.errors import SettingsError
from model.probe import TURNED_AWAY
from model.site import Register
from store.alarms import AlarmStore
from store.database import Database

Send = Callable[[str, str], bool]
MOST_BYTES = 1800
"""Of a message in UTF-8: 企业微信 takes texts of 2,048 bytes and answers 200 to longer ones."""
log = logging.getLogger("xunjian.alerts")


def follow_visits(db: Database, visits: Iterable[Visit]) -> None:
    """Bring the sites' states up to date with visits, in the order in which they were made."""
    store = AlarmStore(db)
    for visit in sorted(visits, key=lambda v: v.probe.at):
        probe = visit.probe
        if probe.cause in TURNED_AWAY:
            continue
        before = store.get(visit.site.code)
        after = seen(before, visit.site.code, probe.at, ok=probe.ok, again=probe.again)
        if after != before:
            store.save(after)


def tell(db: Database, register: Register, now: datetime, quiet: timedelta, send: Send) -> int:
    """Tell what changed, as one message; return how many sites it told of, 0 if none or failed."""
    store = AlarmStore(db)
    changed = [alarm for alarm in store.all() if to_tell(alarm, now, quiet)]
    if not changed:
        return 0
    down = sum(alarm.down for alarm in changed)
    parts = [f"{down} 个网站中断"] if down else []
    if len(changed) > down:
        parts.append(f"{len(changed) - down} 个网站恢复")
    title = "巡检告警：" + "，".join(parts)
    outages_first = sorted(changed, key=lambda alarm: not alarm.down)
    lines = [_line(alarm, register) for alarm in outages_first]
    if not send(title, _fitting(lines, MOST_BYTES - len(title.encode()))):
        return 0
    for alarm in changed:
        store.save(told(alarm, now))
    return len(changed)


def sender(path: Path) -> Send:
    """Return what sends a message to every address of the file, one Apprise address a line.

    SettingsError when the file cannot be read or an address is none; addresses hold secrets, so
    only the number of a line is ever named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as cause:
        raise SettingsError(f"读不到 [probing] alerts_file 所指的文件 {path}") from cause
    receivers: dict[int, apprise.Apprise] = {}
    for number, line in enumerate(lines, start=1):
        address = line.strip()
        if not address or address.startswith("#"):
            continue
        receivers[number] = apprise.Apprise()
        if not receivers[number].add(address):
            raise SettingsError(f"{path.name} 第 {number} 行不是有效的告警接收地址，请改正")
    if not receivers:
        raise SettingsError(f"{path.name} 里没有一个告警接收地址，请补上或清空 alerts_file")

    def send(title: str, body: str) -> bool:
        done = {n: bool(each.notify(title=title, body=body)) for n, each in receivers.items()}
        for number in (n for n, reached in done.items() if not reached):
            log.warning("an alert could not be delivered to the address in line %d", number)
        return any(done.values())

    return send


def _fitting(lines: Sequence[str], most: int) -> str:
    """Return as many lines as fit, and how many more there are; at least the first, cut."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        more = f"……另有 {len(lines) - at} 个网站，用 xunjian probe status 查看"
        room = most - len("\n".join([*kept, ""]).encode())
        last = at + 1 == len(lines)
        if len(line.encode()) + (0 if last else len(more.encode()) + 1) > room:
            if not kept:
                return line.encode()[:room].decode(errors="ignore")
            return "\n".join([*kept, more])
        kept.append(line)
    return "\n".join(kept)


def _line(alarm: Alarm, register: Register) -> str:
    site = register.site(alarm.site_code)
    name = f"{site.name}（{site.home_url}）" if site else alarm.site_code
    since = f"{china_time(alarm.changed_at):%m月%d日%H:%M}"
    often = f"，其间变化 {alarm.changes} 次" if alarm.changes > 1 else ""
    if alarm.down:
        return f"{name} 自{since}起无法访问，一分钟后复查仍不能访问{often}"
    return f"{name} 已于{since}恢复访问{often}"
