"""Shared pace: the next allowed moment of each platform, kept for all crawls of this machine.

One sparse file of fixed slots, a slot locked while it is read and written. Two platforms
whose names fall into one slot (one chance in a million) merely share a pace. Moments are of
the machine's monotonic clock, which all its processes see alike.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

_SLOTS = 1 << 20
_MOMENT = struct.Struct("<d")
_FAR_S = 600.0
"""No pause is longer; a moment farther ahead was written before the machine was restarted."""


class SharedMoments:
    """The file of a pace folder."""

    def __init__(self, folder: Path) -> None:
        """Open the file, making the folder if need be; OSError if that cannot be done."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(folder / "moments", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def slot(self, key: str) -> Slot:
        """Return the slot of a platform."""
        number = int.from_bytes(sha256(key.encode()).digest()[:8], "big") % _SLOTS
        return Slot(self._file, number * _MOMENT.size)


class Slot:
    """The next allowed moment of one platform."""

    __slots__ = ("_at", "_file")

    def __init__(self, file: int, at: int) -> None:
        self._file = file
        self._at = at

    def claim(self, now: float, step_s: float, slack_s: float) -> tuple[bool, float]:
        """Take the moment if it has come; return whether, and when the next one comes."""
        with self._locked():
            due = self._read(now)
            if due > now:
                return False, due
            following = following_at(due, now, step_s, slack_s)
            self._write(following)
            return True, following

    def postpone(self, now: float, until: float) -> None:
        """Let nobody ask before `until`."""
        with self._locked():
            if self._read(now) < until:
                self._write(until)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Let go by the system if the process dies in between.
        fcntl.lockf(self._file, fcntl.LOCK_EX, _MOMENT.size, self._at)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _MOMENT.size, self._at)

    def _read(self, now: float) -> float:
        raw = os.pread(self._file, _MOMENT.size, self._at)
        if len(raw) < _MOMENT.size:
            return 0.0
        at = float(_MOMENT.unpack(raw)[0])
        return at if at <= now + _FAR_S else 0.0

    def _write(self, at: float) -> None:
        os.pwrite(self._file, _MOMENT.pack(at), self._at)


def following_at(due: float, now: float, step_s: float, slack_s: float) -> float:
    """Return the moment after one that is taken now.

    A timer that fires a little late does not slow the pace: the next moment counts from when
    this one was due. More than `slack_s` late is a pause, and a pause is not made up for.
    """
    return (due if now - due <= slack_s else now) + step_s
