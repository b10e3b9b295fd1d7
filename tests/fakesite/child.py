"""Run the crawler as the night does: a child process, told by a job file, measured from outside."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from model.clock import at_china
from model.crawl import CrawlJob, CrawlSummary
from model.site import Site
from model.snapshot import Snapshot
from store.snapshots import load_snapshot
from tests.fakesite.server import Server

ROOT = Path(__file__).resolve().parents[2]
NAMES = Path(__file__).parent / "names"  # names of a test's own, see sitecustomize.py there
NIGHT = date(2026, 11, 24)
CODE = "3301990001"
LIMIT_S = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """How one child process ended; `peak_bytes` is its largest resident memory."""

    code: int
    lines: tuple[str, ...]
    errors: str
    peak_bytes: int
    elapsed_s: float

    @property
    def summary(self) -> CrawlSummary:
        """The crawl in figures, as the child's last line says."""
        assert self.code == 0, self.errors[-4000:]
        return CrawlSummary.from_json(self.lines[-1])

    @property
    def events(self) -> list[dict[str, Any]]:
        """All lines of stdout, each of which must be JSON."""
        return [json.loads(line) for line in self.lines]


def job_for(server: Server, folder: Path, *, home: str = "/", **changes: Any) -> CrawlJob:
    """Return a job for a fake site: no pace, short limits, the site's own address allowed."""
    site = Site(
        code=CODE, name="示例网站", home_url=server.url(home), unit="示例单位", allow_private=True
    )
    job = CrawlJob(
        site=site,
        night_on=NIGHT,
        at=at_china(NIGHT, clock_time(2, 0)),
        site_file=str(folder / f"{CODE}.db"),
        rate_per_s=0,
        allow_private=True,
        check_external=False,
        user_agent="xunjian-test/1.0 (+office@example.invalid)",
        connect_timeout_s=2.0,
        first_byte_timeout_s=1.5,
        total_timeout_s=4.0,
        max_body_bytes=2_000_000,
    )
    return replace(job, **changes)


@contextmanager
def started(job: CrawlJob, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the crawl in a child process; whatever still runs at the end is killed."""
    path = folder / "job.json"
    path.write_text(job.to_json(), encoding="utf-8")
    python_path = os.pathsep.join((str(ROOT), str(NAMES)))
    env = {**os.environ, "PYTHONPATH": python_path, "PYTHONIOENCODING": "utf-8"}
    with (folder / "stdout").open("w+") as out, (folder / "stderr").open("w+") as err:
        command = [sys.executable, "-m", "crawler.run", str(path)]
        child = subprocess.Popen(command, stdout=out, stderr=err, text=True, cwd=folder, env=env)
        try:
            yield child
        finally:
            if child.returncode is None:
                child.kill()
                child.wait()


def crawl(job: CrawlJob, folder: Path, *, limit_s: float = LIMIT_S) -> Run:
    """Run one crawl to its end; a crawl that does not end within `limit_s` fails the test."""
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with started(job, folder) as child:
        peak = 0
        while True:
            peak = max(peak, _peak_bytes(child.pid))
            pid, waited, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            assert time.monotonic() - begun < limit_s, f"no end after {limit_s} s\n{_tail(folder)}"
            time.sleep(0.02)
        child.returncode = os.waitstatus_to_exitcode(waited)
    unit = 1 if sys.platform == "darwin" else 1024
    # What the kernel counts at the end includes the process that started it, up to the start.
    peak = peak or usage.ru_maxrss * unit
    return Run(
        code=child.returncode,
        lines=tuple((folder / "stdout").read_text("utf-8").splitlines()),
        errors=(folder / "stderr").read_text("utf-8", errors="replace"),
        peak_bytes=peak,
        elapsed_s=time.monotonic() - begun,
    )


def snapshot_of(job: CrawlJob, **changes: Any) -> Snapshot:
    """Read back what the store knows of the job's night."""
    wanted: dict[str, Any] = {
        "site": job.site,
        "night_on": job.night_on,
        "columns": (),
        "exemptions": (),
        "infer": None,
        "confirm_nights": 1,
        "confirm_tries": 1,
    }
    return load_snapshot(Path(job.site_file), **{**wanted, **changes})


def _tail(folder: Path) -> str:
    return (folder / "stderr").read_text("utf-8", errors="replace")[-4000:]


def _peak_bytes(pid: int) -> int:
    """Return the largest resident memory of a running process so far; 0 where it is not told."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
