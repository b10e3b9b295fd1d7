"""Bodies of a site file: kept once by content hash, packed with zstd."""

from __future__ import annotations

import hashlib
from sqlite3 import Connection

import zstandard

_LEVEL = 3
MAX_BODY_BYTES = 1_000_000_000


class Bodies:
    """Stores and gives back bodies."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._pack = zstandard.ZstdCompressor(level=_LEVEL)

    def find(self, body: bytes) -> int | None:
        """Return the number of a body that is stored already."""
        digest = hashlib.sha256(body).digest()
        found = self._conn.execute("SELECT id FROM body WHERE sha256 = ?", (digest,)).fetchone()
        return int(found[0]) if found else None

    def keep(self, body: bytes, *, whole: bool) -> int:
        """Store a body (only its hash and size when not `whole`) and return its number."""
        digest = hashlib.sha256(body).digest()
        packed = self._pack.compress(body) if whole else None
        self._conn.execute(
            "INSERT INTO body (sha256, size, packed) VALUES (?, ?, ?) ON CONFLICT (sha256)"
            " DO UPDATE SET packed = coalesce(packed, excluded.packed)",
            (digest, len(body), packed),
        )
        found = self._conn.execute("SELECT id FROM body WHERE sha256 = ?", (digest,)).fetchone()
        return int(found[0])

    def read(self, number: int) -> bytes | None:
        """Return a stored body, None when only its hash was kept."""
        found = self._conn.execute(
            "SELECT packed, size FROM body WHERE id = ?", (number,)
        ).fetchone()
        if found is None or found[0] is None:
            return None
        unpack = zstandard.ZstdDecompressor()
        return unpack.decompress(found[0], max_output_size=min(found[1] or 1, MAX_BODY_BYTES))
