"""Likeness 页面特征: a 64-bit SimHash of what a page shows, to tell one page from another.

Pages that differ in a few words differ in a few bits; unrelated ones in about half of them.
Figures count for nothing: times, counters and dates change with every visit.
"""

from __future__ import annotations

import re
from hashlib import blake2b

SHINGLE = 4
MOST_CHARS = 20_000
_LEFT_OUT = re.compile(r"[\d\W_]+")
_SPREAD = [sum((byte >> bit & 1) << (16 * bit) for bit in range(8)) for byte in range(256)]
"""For each byte its bits in lanes of 16: bits are counted by adding up numbers."""


def fingerprint(text: str) -> str:
    """Return the fingerprint of a visible text as 16 hex digits, "" for hardly any text."""
    letters = _LEFT_OUT.sub("", text)[:MOST_CHARS].lower()
    if len(letters) < SHINGLE:
        return ""
    shingles = {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}
    marks = b"".join(blake2b(each.encode(), digest_size=8).digest() for each in shingles)
    value = 0
    for column in range(8):
        counts = sum(map(_SPREAD.__getitem__, marks[column::8]))
        for bit in range(8):
            if 2 * (counts >> (16 * bit) & 0xFFFF) > len(shingles):
                value |= 1 << (8 * column + bit)
    return f"{value:016x}"


def distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
