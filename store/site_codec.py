"""PageFacts as compact JSON and back: only what differs from the defaults is written."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields
from typing import Any

from model.page import (
    FactSource,
    ListItem,
    ListReading,
    ListState,
    Marks,
    PageFacts,
    PageKind,
    SiteTags,
)


def encode_facts(facts: PageFacts) -> str:
    """Return the facts as one line of JSON with keys in a fixed order."""
    out = _own(facts, skip={"dates", "site", "marks", "listing"})
    if facts.dates:
        out["dates"] = {str(place): value for place, value in sorted(facts.dates.items())}
    for name, part in (("site", facts.site), ("marks", facts.marks)):
        written = _own(part)
        if written:
            out[name] = written
    listing = _own(facts.listing, skip={"items"})
    if facts.listing.items:
        listing["items"] = [[i.title, i.url, i.date] for i in facts.listing.items]
    out["listing"] = listing
    return json.dumps(out, ensure_ascii=False, separators=(",", ":"), default=dict)


def decode_facts(text: str) -> PageFacts:
    """Read what `encode_facts` wrote."""
    raw: dict[str, Any] = json.loads(text)
    raw["kind"] = PageKind(raw["kind"])
    for name in ("title_from", "published_from"):
        if raw.get(name) is not None:
            raw[name] = FactSource(raw[name])
    raw["dates"] = {FactSource(place): value for place, value in raw.get("dates", {}).items()}
    raw["breadcrumb"] = tuple(raw.get("breadcrumb", ()))
    raw["site"] = SiteTags(**raw.get("site", {}))
    raw["marks"] = Marks(**raw.get("marks", {}))
    raw["listing"] = _listing(raw.get("listing", {"state": ListState.NOT_A_LIST}))
    return PageFacts(**raw)


def _listing(raw: dict[str, Any]) -> ListReading:
    raw["state"] = ListState(raw["state"])
    raw["items"] = tuple(ListItem(*item) for item in raw.get("items", ()))
    raw["pager"] = tuple(raw.get("pager", ()))
    return ListReading(**raw)


def _own(record: Any, skip: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for entry in fields(record):
        if entry.name in skip:
            continue
        value = getattr(record, entry.name)
        if not _is_default(entry, value):
            out[entry.name] = value
    return out


def _is_default(entry: Field[Any], value: object) -> bool:
    if entry.default is not MISSING:
        return bool(value == entry.default)
    if entry.default_factory is not MISSING:
        return bool(value == entry.default_factory())
    return False
