"""Records: list markup that a content system hides from the browser until a script asks for it.

JCMS (大汉) answers its jpage with XML, `<record><![CDATA[<li>…]]></record>`, or keeps the same
records in a script element or a comment of the page; the markup inside is an ordinary list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RECORD = re.compile(r"<(record|li|tr)\b", re.IGNORECASE)
_MOST_CHARS = 3_000_000


def record_markup(text: str) -> str | None:
    """Return the list markup of a JCMS answer or of a script that holds one, else None."""
    opening = text[:_MOST_CHARS]
    if "<![CDATA[" not in opening or ("<record" not in opening and "<datastore" not in opening):
        return None
    records = [r.strip() for r in _CDATA.findall(opening)]
    records = [r for r in records if "<a" in r or "<li" in r or "<tr" in r]
    return _wrapped(records) if records else None


def commented_markup(comments: Iterable[str]) -> str | None:
    """Return the list markup of the largest comment that holds a list, else None."""
    best = max(
        (c for c in comments if c.count("href") >= 2 and _RECORD.search(c)), key=len, default=None
    )
    return _wrapped([best[:_MOST_CHARS]]) if best is not None else None


def _wrapped(records: list[str]) -> str:
    first = records[0].lstrip()[:6].lower()
    if first.startswith("<tr"):
        return "<table>" + "".join(records) + "</table>"
    if first.startswith("<li"):
        return "<ul>" + "".join(records) + "</ul>"
    return "<div>" + "".join(f"<div>{r}</div>" for r in records) + "</div>"
