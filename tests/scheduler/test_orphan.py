"""kill -9 of the program itself: its crawl stops by itself, and the next start goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakesite.portal import Portal
from tests.fakesite.server import Server

ROOT = Path(__file__).resolve().parents[2]


def audit(server, out, rate):
    return [
        *(sys.executable, "-m", "scheduler.cli", "audit", server.url("/"), "--allow-private"),
        *("--no-external", "--rate", str(rate), "--out", str(out), "--json"),
    ]


@pytest.mark.slow
def test_a_killed_program_leaves_no_crawl_behind(tmp_path):
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with Server() as server:
        Portal().serve(server)
        program = subprocess.Popen(audit(server, tmp_path, 20), **quiet)
        limit = time.monotonic() + 120
        while len(server.log) < 20 and time.monotonic() < limit:
            time.sleep(0.05)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        first = len(server.log)
        time.sleep(3)
        silent = len(server.log)
        time.sleep(1)
        assert len(server.log) == silent
        assert silent < first + 60
        again = subprocess.run(audit(server, tmp_path, 0), **quiet, timeout=60, check=False)
        assert again.returncode == 0
        repeated = sum(count - 1 for count in server.counts().values() if count > 1)
        assert repeated <= 16 + 4  # requests in flight at the kill; robots.txt and the probe
