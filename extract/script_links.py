"""Addresses that a click opens by a script written into the element itself. Pure.

Only whole addresses count; one that a script puts together is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOST_CHARS = 2_000
_OPENS = re.compile(
    r"(?:\bwindow\.open|\blocation\.(?:assign|replace))\(\s*(?:'([^']+)'|\"([^\"]+)\")\s*[,)]"
    r"|(?<![\w$-])location(?:\.href)?\s*=\s*(?:'([^']+)'|\"([^\"]+)\")\s*(?:[;}]|$)"
)


def opened_by(script: str) -> Iterator[str]:
    """Yield the addresses that a click leads to, as written."""
    if "open" not in script and "location" not in script:
        return
    for found in _OPENS.finditer(script[:_MOST_CHARS].strip()):
        yield next(written for written in found.groups() if written is not None)
