"""Visits to very many sites at once: how long one round takes, and what it costs.

    python benchmarks/probing.py [--sites 3000]

One small server on loopback answers for all of them, on one address each of 127.0.0.0/8 where
the system lets a process listen on all of it. Printed: seconds and processor seconds of a round
in which every site is visited, a day's cost at 24 visits, and peak memory. With visits spread
over the day, 3,000 sites are 50 a minute.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from model.clock import SystemClock  # noqa: E402
from model.settings import Probing, Settings  # noqa: E402
from model.site import Register, Site, Unit  # noqa: E402
from scheduler.probing import Prober  # noqa: E402
from store.migrations import open_watch  # noqa: E402

BODY = b"<html><title>ok</title></html>"


class Page(BaseHTTPRequestHandler):
    """A small home page."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Takes many connections at once."""

    request_queue_size = 1024


def serve(port: multiprocessing.Queue[int]) -> None:
    """Serve until the parent ends."""
    server = Server(("0.0.0.0", 0), Page)
    port.put(server.server_port)
    server.serve_forever()


def main() -> int:
    """Visit every site once, three times over, and print the best."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sites", type=int, default=3000)
    told = parser.parse_args()
    queue: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(queue,), daemon=True)
    server.start()
    port = queue.get()
    sites = tuple(
        Site(
            code=f"99{n:08d}",
            name=f"第{n}个网站",
            home_url=f"http://127.{1 + n // 65025}.{n // 255 % 255}.{1 + n % 255}:{port}/",
            unit="区政府办",
            allow_private=True,
        )
        for n in range(told.sites)
    )
    register = Register(units=(Unit(name="区政府办"),), sites=sites)
    with tempfile.TemporaryDirectory() as folder:
        db = open_watch(Path(folder) / "watch.db")
        prober = Prober(settings=Settings(probing=Probing()), clock=SystemClock())
        best, cpu = 1e9, 1e9
        for _ in range(3):
            began, used = time.monotonic(), time.process_time()
            visits = prober.visit(db, register, sites)
            best = min(best, time.monotonic() - began)
            cpu = min(cpu, time.process_time() - used)
            assert sum(v.probe.ok for v in visits) == told.sites, "a visit failed"
        db.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{told.sites} sites visited in {best:.1f} s, {cpu:.1f} s of processor time")
    print(f"{1000 * cpu / told.sites:.2f} ms a visit, {24 * cpu:.0f} s a day, peak {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
