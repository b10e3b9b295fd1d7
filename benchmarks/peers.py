"""Crawl one generated site with xunjian and with link checkers, counted by the server's log.

    python benchmarks/peers.py SITE_FOLDER [--seconds 60] [--only NAME[,NAME]] [--json FILE]

SITE_FOLDER is served by nginx on loopback, one worker. A page is a 200 answer to a GET of a
folder or of *.html; the rate is pages over the time until the tool ended or was stopped.
xunjian does the whole audit (crawl, read, store, judge, report); the others follow links.
Programs that are not installed are said to be missing, never guessed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

CONF = """
worker_processes 1; daemon off; pid {work}/nginx.pid; error_log {work}/error.log warn;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html; text/css css; text/javascript js; image/png png; application/pdf pdf; }}
  default_type application/octet-stream;
  log_format seen '$status $request_method $body_bytes_sent $request_uri';
  access_log {work}/access.log seen;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  sendfile on; keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {root}; index index.html; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Result:
    """One tool's run."""

    name: str
    pages: int
    requests: int
    seconds: float
    pages_per_s: float
    cpu_s_per_1000: float
    rss_mb: float
    ended: bool  # by itself, within the time


def commands(url: str, out: Path) -> dict[str, list[str]]:
    """Return the command of every tool."""
    audit = [sys.executable, "-m", "scheduler.cli", "audit", url, "--allow-private"]
    return {
        "xunjian": [*audit, "--no-external", "--rate", "0", "--out", str(out)],
        "linkchecker": ["linkchecker", "--no-robots", "--no-status", "-t16", "-o", "none", url],
        "linkinator": ["linkinator", url, "--recurse", "--silent", "--concurrency", "64"],
        "wget": [
            *("wget", "--spider", "-r", "-l", "inf", "-nv", "-nd", "-nH"),
            *("-e", "robots=off", "-o", os.devnull, url),
        ],
    }


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def watch(command: list[str], limit_s: float) -> tuple[float, float, float, bool]:
    """Run a command; return its seconds, processor seconds, peak MB and whether it ended."""
    started = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    cpu: dict[int, float] = {}
    peak = 0.0
    ended = True
    while child.poll() is None:
        if time.perf_counter() - started > limit_s:
            ended = False
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            break
        memory = 0
        try:
            root = psutil.Process(child.pid)
            for process in (root, *root.children(recursive=True)):
                times = process.cpu_times()
                cpu[process.pid] = times.user + times.system
                memory += process.memory_info().rss
        except psutil.Error:
            pass
        peak = max(peak, memory / 1e6)
        time.sleep(0.05)
    return time.perf_counter() - started, sum(cpu.values()), peak, ended


def count(log: Path) -> tuple[int, int]:
    """Return pages and requests of an access log, and empty it."""
    pages: set[str] = set()
    requests = 0
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        status, method, _, uri = line.split(" ", 3)
        requests += 1
        path = uri.split("?", 1)[0]
        if status == "200" and method == "GET" and path.endswith(("/", ".html")):
            pages.add(path)
    log.write_bytes(b"")
    return len(pages), requests


def main() -> None:
    """Run every tool in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work, port = Path(folder), free_port()
        conf = work / "nginx.conf"
        conf.write_text(CONF.format(work=work, port=port, root=options.site.resolve()))
        server = subprocess.Popen(["nginx", "-c", str(conf)])
        time.sleep(0.5)
        results = []
        try:
            tools = commands(f"http://127.0.0.1:{port}/", work / "audit")
            for name in options.only.split(",") if options.only else tools:
                command = tools[name]
                if shutil.which(command[0]) is None:
                    print(f"{name}: not installed")
                    continue
                seconds, cpu, peak, ended = watch(command, options.seconds)
                time.sleep(0.3)
                pages, requests = count(work / "access.log")
                results.append(
                    Result(
                        name,
                        pages,
                        requests,
                        round(seconds, 1),
                        round(pages / seconds, 1),
                        round(1000 * cpu / max(pages, 1), 2),
                        round(peak),
                        ended,
                    )
                )
                print(results[-1], flush=True)
        finally:
            server.terminate()
            server.wait()
    print("| tool | pages/s | CPU s per 1000 | peak MB | pages | ended by itself |")
    print("|---|---|---|---|---|---|")
    for r in results:
        print(
            f"| {r.name} | {r.pages_per_s} | {r.cpu_s_per_1000} | {r.rss_mb:.0f} | {r.pages}"
            f" | {'yes' if r.ended else 'no'} |"
        )
    if options.json:
        options.json.write_text(json.dumps([asdict(r) for r in results], indent=1))


if __name__ == "__main__":
    main()
