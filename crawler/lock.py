"""One writer per site file: a lock that the system lets go when the process dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

PATIENCE_S = 4.0


class Locked(Exception):
    """Another process writes this site file."""


@contextmanager
def hold(site_file: Path) -> Iterator[None]:
    """Hold the lock beside a site file; raise Locked when another process keeps it.

    A crawl whose parent was killed needs a moment to notice and to stop, so the lock is
    asked for again for a few seconds.
    """
    site_file.parent.mkdir(parents=True, exist_ok=True)
    limit = monotonic() + PATIENCE_S
    with site_file.with_name(site_file.name + ".lock").open("w") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as cause:
                if monotonic() > limit:
                    raise Locked from cause
                sleep(0.1)
        yield
