"""One writer per site file: a lock that the system lets go when the process dies."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Locked(Exception):
    """Another process writes this site file."""


@contextmanager
def hold(site_file: Path) -> Iterator[None]:
    """Hold the lock beside a site file; raise Locked when another process has it."""
    site_file.parent.mkdir(parents=True, exist_ok=True)
    with site_file.with_name(site_file.name + ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            raise Locked from cause
        yield
