"""Waiting: how long an answer asks us to stay away, by its headers. Pure.

Retry-After (RFC 9110, 10.2.3), then the rate-limit headers servers and gateways send:
`RateLimit` (IETF draft, both of its spellings), `RateLimit-Reset`, `X-RateLimit-Reset`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.answer import Answer

_KINDS = ("ratelimit", "x-ratelimit", "x-rate-limit")
_EPOCH = 1_000_000_000
"""Larger figures are moments (seconds since 1970), smaller ones are waits."""

_LEFT = re.compile(r"(?:^|[;,\s])(?:remaining|r)\s*=\s*(\d{1,9})\b")
_RESET = re.compile(r"(?:^|[;,\s])(?:reset|t)\s*=\s*(\d{1,9})\b")


def asked_wait_s(answer: Answer) -> float | None:
    """Return the seconds a busy server asks us to wait; None if it does not say."""
    written = answer.header("retry-after")
    wait = _seconds(written, answer) if written else None
    return _reset_s(answer) if wait is None else wait


def used_up_s(answer: Answer) -> float | None:
    """Return the seconds until there is a quota again, if this answer used up the last of it."""
    left = [answer.header(f"{kind}-remaining") for kind in _KINDS]
    left += _LEFT.findall(answer.header("ratelimit"))
    return _reset_s(answer) if any(re.fullmatch("0+", text) for text in left) else None


def _reset_s(answer: Answer) -> float | None:
    for kind in _KINDS:
        written = answer.header(f"{kind}-reset")
        if written:
            return _seconds(written, answer)
    found = _RESET.search(answer.header("ratelimit"))
    return float(found[1]) if found else None


def _seconds(written: str, answer: Answer) -> float | None:
    """Read a wait, a moment or a date; moments count from the answer's own Date."""
    figure = re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", written)
    if figure and float(written) < _EPOCH:
        return float(written)
    since = _date(answer.header("date"))
    if since is None:
        return None
    if figure:
        return max(float(written) - since.timestamp(), 0.0)
    until = _date(written)
    return None if until is None else max((until - since).total_seconds(), 0.0)


def _date(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    # "-0000" gives a naive moment; it is UTC all the same.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
