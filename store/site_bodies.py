"""Bodies of a site file: kept once by content hash, packed with zstd."""

from __future__ import annotations

from sqlite3 import Connection

import zstandard

MAX_BODY_BYTES = 1_000_000_000


class Bodies:
    """Stores and gives back bodies."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def keep(self, digest: bytes, size: int, packed: bytes | None) -> int:
        """Store a body by its hash (`packed` None: nothing but that) and return its number."""
        rows = self._conn.execute(
            "INSERT INTO body (sha256, size, packed) VALUES (?, ?, ?) ON CONFLICT (sha256)"
            " DO UPDATE SET packed = coalesce(packed, excluded.packed) RETURNING id",
            (digest, size, packed),
        ).fetchall()
        return int(rows[0][0])

    def read(self, number: int) -> bytes | None:
        """Return a stored body, None when only its hash was kept."""
        found = self._conn.execute(
            "SELECT packed, size FROM body WHERE id = ?", (number,)
        ).fetchone()
        if found is None or found[0] is None:
            return None
        unpack = zstandard.ZstdDecompressor()
        return unpack.decompress(found[0], max_output_size=min(found[1] or 1, MAX_BODY_BYTES))
