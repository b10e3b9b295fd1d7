"""A process with all that it started: what they hold of memory, and their end.

A browser is a dozen processes in groups of their own; only their descent holds them together.
Read from /proc; where there is none, nothing is known and the tree is the process itself.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def family(root: int) -> list[int]:
    """Return a process and everything that descends from it, the youngest last."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir() if _PROC.is_dir() else ():
        if entry.name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                # The name stands in brackets and may hold anything; the rest is fields.
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def held_bytes(root: int) -> int:
    """Return the memory that a tree keeps for itself; pages shared with others do not count."""
    size = os.sysconf("SC_PAGE_SIZE")
    total = 0
    for pid in family(root):
        with suppress(OSError, ValueError, IndexError):
            fields = (_PROC / str(pid) / "statm").read_text("ascii").split()
            total += (int(fields[1]) - int(fields[2])) * size
    return total


def end_family(root: int) -> None:
    """Kill a tree, its root first, so that it starts nothing more."""
    for pid in family(root):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
