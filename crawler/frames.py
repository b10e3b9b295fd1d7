"""Frames between a crawl and its helper processes: 4 bytes of length, then the data."""

from __future__ import annotations

from typing import BinaryIO

LENGTH_BYTES = 4


def framed(data: bytes) -> bytes:
    """Return data with its length before it."""
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def next_frame(source: BinaryIO) -> bytes | None:
    """Return the next frame of a stream, None at its end or where it breaks off."""
    head = source.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    frame = source.read(length)
    return frame if len(frame) == length else None
