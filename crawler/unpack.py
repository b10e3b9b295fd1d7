"""Unpacking of packed bodies, bounded: a bomb stops at the limit."""

from __future__ import annotations

import zlib

from crawler.packings import BodyTooLarge, Brotli, Zstandard

MOST_LAYERS = 3
"""Packings of one body within each other; nobody needs more."""

_GZIP = b"\x1f\x8b"
_MOST_MEMBERS = 1_000


def layers_of(encoding: str) -> tuple[str, ...]:
    """Return the known packings a Content-Encoding names, in the order they were put on."""
    words = (each.strip().lower() for each in encoding.split(","))
    return tuple(word for word in words if word in _BY_NAME)


class Unpacker:
    """Takes a body's chunks and keeps what they unpack to, at most `limit` bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        packed = layers_of(encoding)[:MOST_LAYERS]
        self._limit = limit
        self._layers = [_BY_NAME[name](limit) for name in reversed(packed)]
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> None:
        """Add a chunk; raises BodyTooLarge when the limit is passed."""
        data = chunk
        for layer in self._layers:
            data = layer.unpacked(data)
        self._size += len(data)
        if self._size > self._limit:
            raise BodyTooLarge
        self._parts.append(data)

    def body(self) -> bytes:
        """Return what was unpacked; a broken end loses only what could not be unpacked."""
        return b"".join(self._parts)

    @property
    def size(self) -> int:
        """Bytes unpacked so far."""
        return self._size


class _Layer:
    """One packing; what comes out of it is bounded as well."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._engine: zlib._Decompress | None = zlib.decompressobj(47)
        self._size = 0
        self._members = 0
        self._raw = False
        self._broken = False

    def unpacked(self, chunk: bytes) -> bytes:
        """Return what a chunk unpacks to; raises BodyTooLarge when the limit is passed."""
        engine = self._engine
        if engine is None:
            return chunk
        if self._broken or not chunk:
            return b""
        if engine.eof and chunk.startswith(_GZIP):
            engine = self._engine = zlib.decompressobj(47)
        data = b""
        while True:
            data += self._step(engine, chunk)
            rest = engine.unused_data if engine.eof else b""
            if self._engine is None or self._broken or not rest.startswith(_GZIP):
                break
            # A gzip body may be several files in a row (RFC 1952, 2.2).
            self._members += 1
            if self._members > _MOST_MEMBERS:
                raise BodyTooLarge
            engine, chunk = zlib.decompressobj(47), rest
            self._engine = engine
        return data

    def _step(self, engine: zlib._Decompress, chunk: bytes) -> bytes:
        if engine.eof:
            return b""
        room = max(self._limit - self._size, 0) + 1
        try:
            data = engine.decompress(chunk, room)
        except zlib.error:
            data = self._otherwise(chunk, room)
        self._size += len(data)
        left = self._engine is not None and not self._broken and self._engine.unconsumed_tail
        if self._size > self._limit or left:
            raise BodyTooLarge
        return data

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


_BY_NAME: dict[str, type[_Layer | Brotli | Zstandard]] = {
    "gzip": _Layer,
    "x-gzip": _Layer,
    "deflate": _Layer,
    "br": Brotli,
    "zstd": Zstandard,
}
