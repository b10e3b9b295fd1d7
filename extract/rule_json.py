"""JSON in reading rules: which keys hold the array, the title, the address and the date.

    data:/api/list | $.data.rows | /info/{id}.html {bt} | {fbrq}

The items are a path of keys from the whole answer `$`; `$` alone is an answer that is an array.
Link and date are texts with keys of one record in braces, nested ones parted by dots; behind the
address, after a blank, stands the title. What a rule leaves out is found by the usual names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from extract.data_lists import DATES, TITLES, URLS, first_of
from extract.moments import told_exactly
from extract.outline import collapse

_PATH = re.compile(r"\$(?:\.[\w-]{1,60}|\[\d{1,4}\]){0,20}")
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]")
_HOLE = re.compile(r"\{([\w-]{1,60}(?:\.[\w-]{1,60}){0,9})\}")
_CALLED = re.compile(r"^\s{0,200}[\w$.]{1,60}\s?\(\s{0,20}(?=[\[{])")
_MARKUP = re.compile(r"<[^>]{0,200}>")
_MOST_CHARS = 5_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a rule reads it; `date` None where the rule names one and it has none."""

    href: str
    title: str
    date: str | None


def is_json_path(part: str) -> bool:
    """Whether the items of a rule are a path of keys into JSON."""
    return part.startswith("$")


def json_fault(items: str, link: str, date: str) -> str:
    """Say what is wrong with a rule for JSON, "" when it can be used."""
    if not _PATH.fullmatch(items):
        return f"“{items}”不是数据路径，应写成 $.data.list 的样子；答复本身就是数组时写 $"
    for name, part in (("链接", link), ("日期", date)):
        holes = _HOLE.findall(part)
        if part and (not holes or {"{", "}"} & set(_HOLE.sub("", part))):
            return f"{name}“{part}”没有写明取哪个键，应写成 {{url}} 或 /info/{{id}}.html 的样子"
    return ""


def read_json(text: str, items: str, link: str, date: str, most: int) -> list[Record]:
    """Return the records that a rule reads from a JSON answer; [] where it finds no array."""
    answer = _CALLED.sub("", text[:_MOST_CHARS], count=1).rstrip().rstrip(";").rstrip(")")
    try:
        value = json.loads(answer.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return []
    for key, number in _STEP.findall(items):
        value = _inside(value, number or key)
    records = value if isinstance(value, list) else ()
    address, _, title = link.partition(" ")
    found = (r for r in records if isinstance(r, dict))
    return list(_records(found, address, title.strip(), date, most))


def _records(
    found: Iterator[Mapping[str, Any]], address: str, title: str, date: str, most: int
) -> Iterator[Record]:
    for count, record in enumerate(found):
        if count >= most:
            return
        lower = {key.lower().replace("_", ""): _text(value) for key, value in record.items()}
        href = _filled(address, record) if address else first_of(lower, URLS)
        name = _filled(title, record) if title else first_of(lower, TITLES)
        told = _filled(date, record) if date else first_of(lower, DATES)
        shown = told_exactly(told[:60]) or told
        yield Record(unescape(href), collapse(unescape(_MARKUP.sub("", name))), shown or None)


def _inside(value: Any, key: str) -> Any:
    """Return what stands under a key or, in an array, at a number; None for nothing."""
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
        return value[int(key)]
    return None


def _filled(template: str, record: Mapping[str, Any]) -> str:
    """Return a template with the values of a record; "" where one of them is missing."""
    values = {}
    for hole in _HOLE.findall(template):
        value: Any = record
        for key in hole.split("."):
            value = _inside(value, key)
        values[hole] = _text(value)
        if not values[hole]:
            return ""
    return _HOLE.sub(lambda found: values[found[1]], template)


def _text(value: Any) -> str:
    """Return a text or a number as text, "" for anything else."""
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value).strip()[:2_000] if plain else ""
