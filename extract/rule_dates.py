"""Date patterns of reading rules: `%d/%m/%Y` as strptime writes them, found anywhere in a text."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.dates import on, year_in_url

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905  one line
_PARTS = {
    "Y": r"(?P<Y>(?:19|20)\d\d)",
    "y": r"(?P<y>\d\d)",
    "m": r"(?P<m>1[0-2]|0?[1-9])",
    "d": r"(?P<d>3[01]|[12]\d|0?[1-9])",
    "b": rf"(?P<b>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?",
    "H": r"(?P<H>2[0-3]|[01]?\d)",
    "M": r"(?P<M>[0-5]\d)",
    "S": r"(?P<S>[0-5]\d)",
}
_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
_LONGEST = 20_000
_MOST_DIRECTIVES = 8


def pattern_fault(pattern: str) -> str:
    """Say what is wrong with a date pattern, "" when it can be used."""
    names = _DIRECTIVE.findall(pattern)
    known = "、".join(f"%{name}" for name in _PARTS)
    for name in names:
        if name not in _PARTS:
            return f"日期格式“{pattern}”里的“%{name}”不认识，可用的有：{known}"
    if len(set(names)) != len(names) or len(names) > _MOST_DIRECTIVES:
        return f"日期格式“{pattern}”里每个部分只能写一次"
    if "d" not in names or not {"m", "b"} & set(names):
        return f"日期格式“{pattern}”至少要有月（%m）和日（%d），例如 %Y年%m月%d日"
    return ""


def date_by_pattern(text: str, pattern: str, url: str) -> str | None:
    """Return the date that a text shows in a pattern, None where it shows none.

    Without a year in the pattern it is the one that the item's address has.
    """
    found = _compiled(pattern).search(text[:_LONGEST])
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["Y"]) if parts.get("Y") else year_in_url(url)
    if parts.get("y"):
        year = 2000 + int(parts["y"])
    name = parts.get("b")
    month = _MONTHS.index(name.lower()[:3]) + 1 if name else int(parts["m"])
    day = on(year, month, int(parts["d"])) if year else None
    if day is None or not (parts.get("H") and parts.get("M")):
        return day
    seconds = f":{parts['S']}" if parts.get("S") else ""
    return f"{day} {int(parts['H']):02d}:{parts['M']}{seconds}"


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    out, at = "", 0
    for found in _DIRECTIVE.finditer(pattern):
        out += _literal(pattern[at : found.start()]) + _PARTS[found[1]]
        at = found.end()
    return re.compile(r"(?<!\d)" + out + _literal(pattern[at:]) + r"(?!\d)", re.IGNORECASE)


def _literal(text: str) -> str:
    """Match a text as written; any white space matches any, up to a few characters."""
    return "".join(r"\s{1,9}" if part.isspace() else re.escape(part)
                   for part in re.split(r"(\s+)", text))  # fmt: skip
