"""Let the daemon's own jobs run for simulated days, and print what its process holds after each.

    python benchmarks/serve_memory.py [--days 30] [--visits 20]

What `xunjian serve` is woken for is called in one process, with the clock passed in: every day
a night (its crawl is a process of its own, as always), a round over domains if there are any,
and `--visits` rounds of home page visits; the portal of the tests is served by another process.
Printed are the resident memory after each fifth day, in MB, and the growth a day from the
tenth day on: for a daemon that runs for months it must be nothing.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import sys
import tempfile
import threading
from datetime import date, timedelta
from datetime import time as clock_time
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.clock import FixedClock, at_china
from model.settings import Crawl, Probing, Settings, commented_settings
from model.site import Register, Site, Unit
from scheduler.daemon import NIGHT, last_due, run_due
from scheduler.watch import Watch
from scheduler.workspace import Workspace, open_workspace
from store.register import RegisterStore
from store.snapshots import night_figures
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server

BEGIN = date(2026, 3, 1)
WARM = 10
CODE = "9900000001"


def main() -> None:
    """Print a line every fifth day."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--visits", type=int, default=20, help="rounds of visits a day (20)")
    asked = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_served, args=(there,))
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            place = _workspace(Path(folder), here.recv())
            _days(place, asked.days, asked.visits)
    finally:
        here.send("stop")
        server.join(10)


def _days(place: Workspace, days: int, visits: int) -> None:
    process, held = psutil.Process(), []
    print(f"{'day':>4}{'MB':>8}{'threads':>9}{'open files':>12}{'pages read':>12}")
    for n in range(1, days + 1):
        on = BEGIN + timedelta(days=n)
        night = FixedClock(at_china(on, clock_time(3, 0)))
        run_due(place, night, NIGHT, last_due(place, NIGHT, night.now()))
        for visit in range(visits):
            at = at_china(on, clock_time(6, 0)) + timedelta(minutes=30 * visit)
            Watch(place, FixedClock(at)).round()
        gc.collect()
        held.append(process.memory_info().rss / 1e6)
        if n % 5 == 0 or n == 1:
            pages = night_figures(place.site_file(CODE), on).pages  # fails if the night did
            counts = f"{threading.active_count():9}{process.num_fds():12}{pages:12}"
            print(f"{n:4}{held[-1]:8.1f}{counts}")
    if days > WARM + 1:
        grown = (held[-1] - held[WARM]) / (days - WARM - 1)
        print(f"growth a day from day {WARM + 1} on: {grown * 1000:.0f} KB")


def _workspace(root: Path, url: str) -> Workspace:
    settings = Settings(
        crawl=Crawl(rate_per_s=0.0, external=False), probing=Probing(per_day=48, limit_s=2.0)
    )
    (root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    place = open_workspace(root)
    site = Site(code=CODE, name="测试", home_url=url, unit="区政府办", allow_private=True)
    db = place.open()
    register = Register(units=(Unit(name="区政府办"),), sites=(site,))
    RegisterStore(db).replace(register, at_china(BEGIN, clock_time(9, 0)))
    db.close()
    return place


def _served(pipe: Connection) -> None:
    with Server() as server:
        Portal().serve(server)
        pipe.send(server.url("/"))
        pipe.recv()


if __name__ == "__main__":
    main()
