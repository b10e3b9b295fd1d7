"""What scripts on a page add to its links: addresses that a click opens, classes they set. Pure.

Only whole addresses and names count; what a script puts together is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MOST_CHARS = 2_000
_MOST_SCRIPT_CHARS = 100_000
_NAMES = r"([\w\u0080-\uffff -]{1,100})"
_SETS = re.compile(
    rf"(?:\b(?:add|toggle)Class|\bclassList\.(?:add|toggle))\(\s{{0,4}}[\"']{_NAMES}[\"']"
    rf"|\.className\s{{0,4}}\+?=\s{{0,4}}[\"']{_NAMES}[\"']"
    rf"|\.setAttribute\(\s{{0,4}}[\"']class[\"']\s{{0,4}},\s{{0,4}}[\"']{_NAMES}[\"']"
    rf"|\bclass=\\?[\"']{_NAMES}\\?[\"']"
)
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


def classes_set_by(scripts: Iterable[str]) -> frozenset[str]:
    """Return the classes that scripts give to elements, as far as they are written whole."""
    found: set[str] = set()
    for script in scripts:
        if "lass" in script:
            for match in _SETS.finditer(script[:_MOST_SCRIPT_CHARS]):
                found.update(next(names for names in match.groups() if names).split())
    return frozenset(found)
