"""Brotli and Zstandard bodies: nobody asks for them, some servers send them all the same.

Bounded as `crawler/unpack.py` wants it: what comes out is measured before the next bytes go in.
"""

from __future__ import annotations

import re

import brotli
import zstandard

_ZSTD = b"\x28\xb5\x2f\xfd"
_PIECE = 256
"""Bytes at a time: even such a piece may unpack to some megabytes."""
_PLAIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", re.IGNORECASE)


class BodyTooLarge(ValueError):
    """The unpacked body is over the limit."""


class Brotli:
    """One packing with Brotli, or the plain lie that there is one."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._begun = False
        self._engine: brotli.Decompressor | None = brotli.Decompressor()

    def unpacked(self, chunk: bytes) -> bytes:
        """Return what a chunk unpacks to; raises BodyTooLarge when the limit is passed."""
        if not chunk:
            return b""
        if not self._begun and _PLAIN.match(chunk):
            self._engine = None
        first, self._begun = not self._begun, True
        engine = self._engine
        if engine is None:
            return chunk
        data = b""
        try:
            while not engine.is_finished():
                data += engine.process(chunk, output_buffer_limit=self._limit + 1)
                if self._size + len(data) > self._limit:
                    raise BodyTooLarge
                if engine.can_accept_more_data():
                    break
                chunk = b""
        except brotli.error:
            if first and not data:
                self._engine = None
                return chunk
        self._size += len(data)
        return data


class Zstandard:
    """One packing with Zstandard, or the plain lie that there is one."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._head = b""
        self._engine: zstandard.ZstdDecompressionObj | None = None
        self._plain = self._broken = False

    def unpacked(self, chunk: bytes) -> bytes:
        """Return what a chunk unpacks to; raises BodyTooLarge when the limit is passed."""
        if self._plain:
            return chunk
        if self._engine is None:
            self._head += chunk
            if len(self._head) < len(_ZSTD) and _ZSTD.startswith(self._head):
                return b""
            chunk, self._plain = self._head, not self._head.startswith(_ZSTD)
            if self._plain:
                return chunk
            self._engine = zstandard.ZstdDecompressor().decompressobj()
        data = b""
        for start in range(0, len(chunk), _PIECE):
            if self._broken or self._engine.eof:
                break
            try:
                data += self._engine.decompress(chunk[start : start + _PIECE])
            except zstandard.ZstdError:
                self._broken = True
            if self._size + len(data) > self._limit:
                raise BodyTooLarge
        self._size += len(data)
        return data
