"""A read-only connection that is opened at the first question and kept for the ones after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection, connect
from threading import Lock
from weakref import finalize


class KeptConnection:
    """Opens a file read-only when it is first asked for, and closes it with this object.

    Opening costs ten times what a small question does. One asks at a time, from any thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._conn: Connection | None = None
        self._turn = Lock()

    @contextmanager
    def asked(self) -> Iterator[Connection]:
        """Give the connection; nobody else is given it until the block is left."""
        with self._turn:
            yield self._conn or self._open()

    def _open(self) -> Connection:
        self._conn = connect(read_only(self._path), uri=True, check_same_thread=False)
        finalize(self, self._conn.close)
        return self._conn


def read_only(path: Path) -> str:
    """Return the address under which SQLite opens a file for reading only."""
    return f"{path.absolute().as_uri()}?mode=ro"
