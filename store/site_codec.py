"""PageFacts as compact JSON and back: only what differs from the defaults is written."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields
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
        listing["items"] = [_item(i) for i in facts.listing.items]
    out["listing"] = listing
    return json.dumps(out, ensure_ascii=False, separators=(",", ":"), default=dict)


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
