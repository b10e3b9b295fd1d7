"""Unpacking of gzip and deflate bodies, bounded: a bomb stops at the limit."""

from __future__ import annotations

import zlib

PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class BodyTooLarge(ValueError):
    """The unpacked body is over the limit."""


class Unpacker:
    """Takes a body's chunks and keeps what they unpack to, at most `limit` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._encoding = encoding
        self._engine = zlib.decompressobj(47) if encoding in PACKED else None
        self._parts: list[bytes] = []
        self._size = 0
        self._raw = False
        self._broken = False

    def feed(self, chunk: bytes) -> None:
        """Add a chunk; raises BodyTooLarge when the limit is passed."""
        data = self._unpacked(chunk) if self._engine is not None else chunk
        self._size += len(data)
        over = self._engine is not None and not self._broken and self._engine.unconsumed_tail
        if self._size > self._limit or over:
            raise BodyTooLarge
        self._parts.append(data)

    def body(self) -> bytes:
        """Return what was unpacked; a broken end loses only what could not be unpacked."""
        return b"".join(self._parts)

    @property
    def size(self) -> int:
        """Bytes unpacked so far."""
        return self._size

    def _unpacked(self, chunk: bytes) -> bytes:
        engine = self._engine
        if engine is None or engine.eof or self._broken:
            return b""
        room = max(self._limit - self._size, 0) + 1
        try:
            return engine.decompress(chunk, room)
        except zlib.error:
            return self._otherwise(chunk, room)

    def _otherwise(self, chunk: bytes, room: int) -> bytes:
        if self._size or self._raw:
            self._broken = True
            return b""
        # "deflate" is often sent without its zlib header, and "gzip" is often a plain lie.
        self._raw = True
        self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._engine.decompress(chunk, room)
        except zlib.error:
            self._engine = None
            return chunk
