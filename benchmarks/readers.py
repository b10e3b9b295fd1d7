"""Measure reading beside htmldate and gne: fields right, and milliseconds a page.

    python benchmarks/readers.py PAGES --others PYTHON [--manifest manifest.jsonl]

PAGES holds a manifest (one JSON object a line: file, url, kind, expected) and its pages; only
articles are compared. PYTHON is the interpreter of an environment of its own in which both
libraries are installed: they are no part of this project. All three are given the decoded
page; ours also decodes it, and reads links, lists, marks and text, within its time. Processor
time, the median and the worst page, each page read once. A field is compared where the
manifest expects a value.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

UNKNOWN = "http://www.example.gov.cn/column/page"
FIELDS = ("title", "day", "minute", "source")
Fields = dict[str, str | None]


def main() -> None:
    """Print one line a reader."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path, metavar="PAGES")
    parser.add_argument("--others", metavar="PYTHON", help="has htmldate and gne installed")
    parser.add_argument("--manifest", default="manifest.jsonl")
    parser.add_argument("--only", choices=("htmldate", "gne"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    lines = (given.pages / given.manifest).read_text("utf-8").splitlines()
    entries = [e for e in map(json.loads, lines) if e["kind"] == "article"]
    if given.only:
        texts = json.loads(sys.stdin.read())
        print(json.dumps(_measured(_peer(given.only), texts)))
        return
    from extract.decode import decode

    bodies = [(given.pages / e["file"]).read_bytes() for e in entries]
    texts = [decode(body).text for body in bodies]
    ours = list(zip(bodies, (e["url"] or UNKNOWN for e in entries), strict=True))
    print(f"{len(entries)} articles")
    print(f"{'reader':10}" + "".join(f"{f:>12}" for f in FIELDS) + "   median ms    worst ms")
    _print("xunjian", entries, _measured(_own, ours))
    for name in ("htmldate", "gne") if given.others else ():
        command = [given.others, __file__, str(given.pages), "--manifest", given.manifest]
        answer = subprocess.run(
            [*command, "--only", name], input=json.dumps(texts), text=True, capture_output=True,
            check=True,
        )  # fmt: skip
        _print(name, entries, json.loads(answer.stdout.splitlines()[-1]))


def _measured(read: Callable[[Any], Fields], pages: list[Any]) -> list[tuple[Fields, float]]:
    """Read every page once: read again, a reader that remembers would look too quick."""
    read(pages[-1])  # loads what is loaded at the first page
    out = []
    for page in pages:
        started = process_time()
        found = read(page)
        out.append((found, (process_time() - started) * 1000))
    return out


def _own(page: tuple[bytes, str]) -> Fields:
    from extract.page import read_page

    facts = read_page(page[0], page[1]).facts
    return {"title": facts.title, "date": facts.published, "source": facts.source}


def _peer(name: str) -> Callable[[str], Fields]:
    if name == "htmldate":
        find = importlib.import_module("htmldate").find_date
        return lambda text: {"date": find(text, original_date=True)}
    extractor = importlib.import_module("gne").GeneralNewsExtractor()

    def read(text: str) -> Fields:
        try:
            found = extractor.extract(text)
        except Exception:  # noqa: BLE001 - whatever it raises is a page it cannot read
            return {}
        return {"title": found.get("title"), "date": found.get("publish_time")}

    return read


def _print(name: str, entries: list[Any], found: list[Any]) -> None:
    line = f"{name:10}"
    for field in FIELDS:
        wanted = [(_wanted(e["expected"], field), _given(f, field))
                  for e, (f, _) in zip(entries, found, strict=True)]  # fmt: skip
        asked = [(w, g) for w, g in wanted if w]
        right = sum(w == g for w, g in asked)
        reads = any(g for _, g in asked)
        line += f"{f'{right}/{len(asked)}' if reads else '—':>12}"
    times = [ms for _, ms in found]
    print(f"{line}{median(times):12.2f}{max(times):12.2f}")


def _wanted(expected: dict[str, Any], field: str) -> str:
    date = expected.get("pub_date") or ""
    if field == "day":
        return date[:10]
    if field == "minute":
        return date[:16] if len(date) >= 16 else ""
    return "".join((expected.get(field) or "").split())


def _given(found: Fields, field: str) -> str:
    date = (found.get("date") or "").replace("/", "-").replace("T", " ")
    if field == "day":
        return date[:10]
    if field == "minute":
        return date[:16] if len(date) >= 16 else ""
    return "".join((found.get(field) or "").split())


if __name__ == "__main__":
    main()
