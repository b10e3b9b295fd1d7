"""Ask a thousand hosts, each every two seconds, from one crawl; counted by the server's log.

    python benchmarks/many_hosts.py [--hosts 1000] [--delay 2] [--seconds 30]

Every host is a loopback address of its own (127.x.y.z), all served by one nginx; a home page
links to addresses of all of them, and the real child process checks these at the pace of one
request a host and DELAY seconds. Printed: the share of the allowed requests that were made
while it ran, processor milliseconds a request, peak memory, and how long a SIGTERM took.
The only part that is not the real one: loopback addresses are let through.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import time as clock_time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import crawler.crawl  # noqa: E402
from benchmarks.crawl_site import FIRST_NIGHT  # noqa: E402
from crawler.run import main as run_crawl  # noqa: E402
from crawler.scope import Scope  # noqa: E402
from model.clock import at_china  # noqa: E402
from model.crawl import CrawlJob  # noqa: E402
from model.site import Site  # noqa: E402

CONF = """
worker_processes 1; daemon off; pid {work}/nginx.pid; error_log {work}/error.log warn;
events {{ worker_connections 8192; }}
http {{
  types {{ text/html html; }}
  log_format seen '$msec $server_addr'; access_log {work}/access.log seen;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{ {listen} root {work}/site; location /a/ {{ return 200 "ok"; }} }}
}}
"""
SETTLING_S = 5.0


class OpenScope(Scope):
    """A scope that lets a crawl ask loopback addresses."""

    def may_be_private(self, host_and_port: str) -> bool:
        """Let every address through."""
        return True


def main() -> int:
    """Run the crawl for a while, stop it, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--hosts", type=int, default=1000)
    parser.add_argument("--delay", type=float, default=2.0)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.child:
        crawler.crawl.Scope = OpenScope  # type: ignore[misc]
        return run_crawl([str(told.child)])
    with tempfile.TemporaryDirectory() as temporary:
        work, port = Path(temporary), _free_port()
        server = _serve(work, port, told)
        try:
            _measure(work, port, told)
        finally:
            server.terminate()
            server.wait()
    return 0


def _serve(work: Path, port: int, told: argparse.Namespace) -> subprocess.Popen[bytes]:
    each = int((told.seconds + 4 * SETTLING_S) / told.delay) + 10
    addresses = [_address(number) for number in range(told.hosts)]
    links = (f"http://{a}:{port}/a/{n}" for n in range(each) for a in addresses)
    (work / "site").mkdir()
    page = "".join(f'<a href="{url}">{n}</a>' for n, url in enumerate(links))
    (work / "site/index.html").write_text(f"<!doctype html><title>t</title><body>{page}")
    listen = " ".join(f"listen {a}:{port} backlog=64;" for a in ("127.0.0.1", *addresses))
    conf = work / "nginx.conf"
    conf.write_text("user root;\n" * (os.getuid() == 0) + CONF.format(work=work, listen=listen))
    server = subprocess.Popen(["nginx", "-c", str(conf)])
    time.sleep(1)
    return server


def _measure(work: Path, port: int, told: argparse.Namespace) -> None:
    home = f"http://127.0.0.1:{port}/"
    site = Site(code="3301990001", name="基准网站", home_url=home, unit="基准单位")
    job = CrawlJob(
        site=site,
        night_on=FIRST_NIGHT,
        at=at_china(FIRST_NIGHT, clock_time(2, 0)),
        site_file=str(work / "site.db"),
        rate_per_s=1 / told.delay,
        allow_private=True,
        obey_robots=False,
        concurrency=64,
    )
    (work / "job.json").write_text(job.to_json(), encoding="utf-8")
    command = [sys.executable, __file__, "--child", str(work / "job.json")]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    process, peak = psutil.Process(child.pid), 0
    while len(_seen(work)) < told.hosts:
        time.sleep(0.2)
    time.sleep(SETTLING_S)
    begin, before = time.time(), process.cpu_times()
    while time.time() < begin + told.seconds:
        peak = max(peak, process.memory_info().rss)
        time.sleep(0.2)
    end, after = time.time(), process.cpu_times()
    child.send_signal(signal.SIGTERM)
    child.wait()
    stopped = time.time() - end
    made = sum(begin <= moment < end for moment in _seen(work))
    allowed = told.hosts / told.delay * (end - begin)
    cpu = after.user + after.system - before.user - before.system
    print("hosts  delay s  allowed/s  made/s  share  cpu ms/request  peak MB  stop s")
    print(
        f"{told.hosts:5d} {told.delay:8.1f} {told.hosts / told.delay:10.0f}"
        f" {made / (end - begin):7.1f} {made / allowed:6.1%} {1000 * cpu / max(made, 1):15.2f}"
        f" {peak / 1e6:8.0f} {stopped:7.2f}"
    )


def _seen(work: Path) -> list[float]:
    lines = (work / "access.log").read_text().splitlines()
    return [float(line.split(" ", 1)[0]) for line in lines if not line.endswith(" 127.0.0.1")]


def _address(number: int) -> str:
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
