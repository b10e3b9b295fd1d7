"""A daemon whose minute lasts a second: `python -m tests.scheduler.fast_daemon FOLDER START`.

The clock starts at START (ISO) and runs sixty times as fast as the machine's, so that rounds,
visits and gaps can be watched in seconds; everything else is the real daemon.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import scheduler.daemon as daemon
from scheduler.workspace import open_workspace

SPEED = 60


class FastClock:
    """Sixty times as fast as the machine's clock, from a moment on."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, time.monotonic()

    def now(self) -> datetime:
        """Return the present moment of this clock."""
        return self._start + timedelta(seconds=SPEED * (time.monotonic() - self._began))


def main(folder: str, start: str) -> None:
    """Serve until stopped."""
    daemon.TICK = timedelta(seconds=1)  # how often it wakes, by the machine's clock
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    clock = FastClock(datetime.fromisoformat(start))
    daemon.serve_forever(open_workspace(Path(folder)), clock, stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
