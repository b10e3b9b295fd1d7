"""Masking 脱敏: long numbers of a text covered, whatever they turn out to be."""

from __future__ import annotations

import re

LONG_NUMBER = re.compile(r"[0-9][0-9 \-]{8,21}[0-9Xx]")
FEWEST_DIGITS = 11  # of a number that may be anybody's


def mask_all(text: str) -> str:
    """Return a text, as long as before, with every number of eleven or more digits masked."""

    def cover(found: re.Match[str]) -> str:
        written = found[0]
        places = [k for k, char in enumerate(written) if char not in " -"]
        if len(places) < FEWEST_DIGITS:
            return written
        head, tail = (2, 3) if len(places) == 18 else (3 if len(places) == 11 else 4, 4)
        hidden = set(places[head:-tail])
        return "".join("*" if k in hidden else char for k, char in enumerate(written))

    return LONG_NUMBER.sub(cover, text)
