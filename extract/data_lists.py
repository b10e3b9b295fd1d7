"""Data lists: records of title, address and date in a script or a JSON answer, made list markup.

The markup is an ordinary list, so whatever reads lists reads these too. Only records with all
three count: menus and banners are data as well, and have no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape, unescape

from extract.script_data import Value, arrays_of_objects
from model.clock import CHINA

TITLES = ("title", "doctitle", "articletitle", "infotitle", "bt", "topic", "subject", "name")
URLS = ("url", "docpuburl", "puburl", "linkurl", "infourl", "articleurl", "docurl", "href", "link")
DATES = (
    "pubdate", "publishdate", "publishtime", "pubtime", "releasetime", "releasedate",
    "docreltime", "docpubtime", "displaydate", "date", "time", "fbsj", "fbrq", "rq",
    "infodate", "infotime", "newsdate", "newstime", "articledate", "docdate", "issuedate",
    "issuetime", "showtime", "ptime", "pdate", "createtime", "createdate", "crtime", "addtime",
    "inputtime",
)  # fmt: skip
_SIGN = re.compile(r"[\"']?(?:url|link|href|\w{2,8}url)[\"']?\s*:", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]{0,200}>")
_TOTAL = re.compile(
    r"[\"'](?:total|total_?count|total_?records?|rowcount|record_?count)[\"']\s*:\s*[\"']?(\d{1,8})",
    re.I,
)
_FEWEST = 2
_MOST_RECORDS = 2_000


def data_markup(scripts: Iterable[str], *, fewest: int = _FEWEST) -> str | None:
    """Return list markup of the longest dated list in these scripts, None where there is none."""
    best: list[tuple[str, str, str]] = []
    for script in scripts:
        if not _SIGN.search(script):
            continue
        for objects in arrays_of_objects(script):
            found = [r for o in objects[:_MOST_RECORDS] if (r := _record(o)) is not None]
            if len(found) > len(best):
                best = found
    if len(best) < fewest:
        return None
    lines = (
        f'<li><a href="{escape(url)}">{escape(title)}</a><span>{escape(day)}</span></li>'
        for title, url, day in best
    )
    return "<ul>" + "".join(lines) + "</ul>"


def is_data(text: str) -> bool:
    """Whether an answer is data and no page: JSON, or JSON handed to a function."""
    return bool(re.match(r"\s{0,200}(?:[\w$.]{1,60}\s?\(\s{0,20})?[\[{]", text))


def total_in_data(text: str) -> int | None:
    """Return the number of items that a JSON answer says there are, None if it does not."""
    found = _TOTAL.search(text[:200_000]) or _TOTAL.search(text[-20_000:])
    return int(found[1]) if found else None


def _record(values: Mapping[str, Value]) -> tuple[str, str, str] | None:
    lower = {key.lower().replace("_", ""): value for key, value in values.items()}
    title, url, day = first_of(lower, TITLES), first_of(lower, URLS), _day(lower)
    title = " ".join(unescape(_MARKUP.sub("", title)).split())
    if not title or not url or not day or url.lower().startswith("javascript:"):
        return None
    return title, unescape(url), day


def first_of(values: Mapping[str, Value], names: Iterable[str]) -> str:
    """Return the first of these keys that holds words, "" where none does."""
    for name in names:
        value = values.get(name)
        if isinstance(value, str) and value.strip() and value not in {"null", "undefined"}:
            return value.strip()
    return ""


def _day(values: Mapping[str, Value]) -> str:
    shown = first_of(values, DATES)
    parts = [first_of(values, (name,)) for name in ("year", "month", "day")]
    if not shown and all(part.isdecimal() for part in parts):
        return "-".join(parts)
    if shown.isdecimal() and len(shown) in {10, 13}:
        moment = datetime.fromtimestamp(int(shown[:10]), CHINA)
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    return shown.replace("T", " ").split(".0")[0] if shown[:4].isdecimal() else shown
