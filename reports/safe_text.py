"""Safe text: crawled text is hostile; here it loses what no document may carry.

Escaping is the business of each format (Jinja2, openpyxl, docxtpl). This file takes out what
escaping does not cover: control characters, lone surrogates, marks that turn the direction of
reading, and addresses that are not plain http(s).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# C0 and C1 controls but tab and line feed; bidirectional marks (a title could show the rest of
# the line backwards); lone surrogates and non-characters, which XML and UTF-8 refuse.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_SPACE = re.compile(r"\s")
CELL_LIMIT = 32_767  # characters a spreadsheet cell holds
LINK_LIMIT = 2_000  # longer addresses make spreadsheet programs repair the file


def clean(text: str) -> str:
    """Return the text without characters that break or falsify a document."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return the cleaned text on one line: breaks and tabs become one space."""
    return clean(_BREAKS.sub(" ", text)).strip()


def shortened(text: str, limit: int) -> str:
    """Return at most `limit` characters, the last one an ellipsis where something is missing."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def web_address(text: str) -> str | None:
    """Return the address if it may stand in a link (http or https with a host), else None."""
    if _FORBIDDEN.search(text) or _SPACE.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and host else None
