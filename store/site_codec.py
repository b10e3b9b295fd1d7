"""PageFacts as compact JSON and back: only what differs from the defaults is written."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, cast

from model.hidden import HiddenLink, Veil
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

_KINDS = {kind.value: kind for kind in PageKind}
_SOURCES = {source.value: source for source in FactSource}
_STATES = {state.value: state for state in ListState}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dict)
_NO_DEFAULT = object()
_APART = frozenset({"dates", "site", "marks", "listing"})  # written in ways of their own
_ITEMS = frozenset({"items"})


def encode_facts(facts: PageFacts) -> str:
    """Return the facts as one line of JSON with keys in a fixed order."""
    out = _own(facts, skip=_APART)
    if facts.dates:
        out["dates"] = {str(place): value for place, value in sorted(facts.dates.items())}
    for name, part in (("site", facts.site), ("marks", facts.marks)):
        written = _own(part)
        if written:
            out[name] = written
    listing = _own(facts.listing, skip=_ITEMS)
    if facts.listing.items:
        listing["items"] = [_item(i) for i in facts.listing.items]
    out["listing"] = listing
    return _ENCODER.encode(out)


def _item(item: ListItem) -> list[str | None]:
    shown = [item.title, item.url, item.date]
    return [*shown, item.words] if item.words else shown


class FactsReader:
    """Reads what `encode_facts` wrote; equal parts of different pages become one object.

    Most of a site's pages carry the same marks, tags and breadcrumbs: sharing them halves the
    memory of a night's pages.
    """

    def __init__(self) -> None:
        self._met: dict[Any, Any] = {}

    def read(self, text: str) -> PageFacts:
        """Return the facts of one page."""
        raw: dict[str, Any] = json.loads(text)
        share = self.share
        for name, value in raw.items():
            if type(value) is str:
                raw[name] = share(value)
        raw["kind"] = _KINDS[raw["kind"]]
        for name in ("title_from", "published_from"):
            if raw.get(name) is not None:
                raw[name] = _SOURCES[raw[name]]
        raw["dates"] = {
            _SOURCES[place]: share(value) for place, value in raw.get("dates", {}).items()
        }
        raw["tags"] = {
            share(name): share(value) if type(value) is str else value
            for name, value in raw.get("tags", {}).items()
        }
        raw["breadcrumb"] = share(tuple(map(share, raw.get("breadcrumb", ()))))
        raw["site"] = share(SiteTags(**raw.get("site", {})))
        raw["marks"] = share(Marks(**raw.get("marks", {})))
        raw["hidden_links"] = tuple(
            HiddenLink(share(url), share(text), Veil(veil))
            for url, text, veil in raw.get("hidden_links", ())
        )
        raw["listing"] = self._listing(raw.get("listing", {"state": ListState.NOT_A_LIST}))
        return PageFacts(**raw)

    def share(self, value: Any) -> Any:
        """Return the first value met that equals this one."""
        return self._met.setdefault(value, value)

    def _listing(self, raw: dict[str, Any]) -> ListReading:
        share = self.share
        raw["state"] = _STATES[raw["state"]]
        raw["items"] = tuple(ListItem(*map(share, item)) for item in raw.get("items", ()))
        raw["pager"] = tuple(map(share, raw.get("pager", ())))
        if "reason" in raw:
            raw["reason"] = share(raw["reason"])
        reading = ListReading(**raw)
        return reading if reading.items else cast("ListReading", share(reading))


def decode_facts(text: str) -> PageFacts:
    """Read what `encode_facts` wrote, one page alone."""
    return FactsReader().read(text)


def _own(record: Any, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, default in _defaults(cast("Hashable", type(record)), skip):
        value = getattr(record, name)
        if value is not default and value != default:
            out[name] = value
    return out


@cache
def _defaults(kind: Hashable, skip: frozenset[str]) -> tuple[tuple[str, object], ...]:
    """Return names and defaults of a record's fields, but for those to skip."""
    return tuple((f.name, _default(f)) for f in fields(cast("Any", kind)) if f.name not in skip)


def _default(entry: Field[Any]) -> object:
    if entry.default_factory is not MISSING:
        return entry.default_factory()
    return _NO_DEFAULT if entry.default is MISSING else entry.default
