"""Records: list markup that a content system hides from the browser until a script asks for it.

JCMS (大汉) answers its jpage with XML, `<record><![CDATA[<li>…]]></record>`, or keeps the same
records in a script element or a comment of the page; the markup inside is an ordinary list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RECORD = re.compile(r"<(record|li|tr)\b", re.IGNORECASE)
_HREF = re.compile(
    r"^<nextgroup[^<]{0,40}<!\[CDATA\[[^<]{0,40}<a\s[^>]{0,80}?href=[\"']([^\"'<>]{1,2000})"
)
_WORDLESS = re.compile(r"<a\s[^>]{0,2500}>\s{0,9}</a>$")
_GROUP_CHARS = 2_500
_MOST_CHARS = 3_000_000


def record_markup(text: str) -> str | None:
    """Return the list markup of a JCMS answer or of a script that holds one, else None."""
    opening = text[:_MOST_CHARS]
    if "<![CDATA[" not in opening or ("<record" not in opening and "<datastore" not in opening):
        return None
    records = [r.strip() for r in _CDATA.findall(opening)]
    # A link without words is no record: it says where a script asks for the next group.
    records = [
        r for r in records if ("<a" in r or "<li" in r or "<tr" in r) and not _WORDLESS.match(r)
    ]
    return _wrapped(records) if records else None


def next_group(text: str) -> str:
    """Return the address at which a JCMS answer or script says its next records are, "" if none."""
    start = text.find("<nextgroup")
    found = _HREF.search(text[start : start + _GROUP_CHARS]) if start >= 0 else None
    return found[1].replace("&amp;", "&") if found else ""


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
