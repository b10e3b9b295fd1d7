"""Moments that a page writes for programs: with an offset from UTC, as seconds, or RFC 5322.

Turned into China time, which is what the reader of the page sees: an article of 02:30 there is one
of the day before in UTC. What carries no offset is taken as written.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from extract.dates import on, read_date
from model.clock import CHINA

_OFFSET = re.compile(
    r"^((?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?(Z|[+-]\d\d:?\d\d)$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"^(?:[A-Za-z]{3},\s{0,3})?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d\d:\d\d")
_COUNT = re.compile(r"^(1\d{9})(?:\d{3})?$")  # seconds or milliseconds, 2001 to 2033
_SPLIT = re.compile(
    r"^\W{0,3}((?:19|20)\d\d)\s?[-/.年]?\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])\s?日?"
    r"(?!\d)(?:\s{0,3}([01]?\d|2[0-3])\s?[:：]\s?([0-5]\d)(?:\s?[:：]\s?([0-5]\d))?)?"
)


def moment_of(written: str) -> str | None:
    """Return what a machine-readable date says as `YYYY-MM-DD[ HH:MM[:SS]]` in China time."""
    text = written.strip()[:60]
    return told_exactly(text) or read_date(text)


def told_exactly(text: str) -> str | None:
    """Return a count of seconds, a moment with an offset or one of RFC 5322; None for all else."""
    offset = _OFFSET.match(text)
    count = _COUNT.match(text)
    try:
        if offset is not None:
            sign = offset[2].upper().replace("Z", "+00:00")
            at = datetime.fromisoformat(offset[1] + sign).astimezone(CHINA)
            return at.strftime("%Y-%m-%d %H:%M:%S" if len(offset[1]) > 16 else "%Y-%m-%d %H:%M")
        if count is not None:
            at = datetime.fromtimestamp(int(count[1]), UTC).astimezone(CHINA)
            return at.strftime("%Y-%m-%d %H:%M:%S")
        if _MAIL.match(text):
            at = parsedate_to_datetime(text)
            return (at.astimezone(CHINA) if at.tzinfo else at).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None


def split_date(parts: str) -> str | None:
    """Return the date of a block whose year, month and day stand in elements of their own."""
    found = _SPLIT.match(parts)
    day = on(int(found[1]), int(found[2]), int(found[3])) if found else None
    if found is None or day is None or not found[4]:
        return day
    return f"{day} {int(found[4]):02d}:{found[5]}" + (f":{found[6]}" if found[6] else "")
