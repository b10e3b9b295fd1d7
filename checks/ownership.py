"""Whose page is it? From page to column and responsible unit 责任单位.

A page belongs to the column that lists it (the deepest, if several do), else to the one
column whose folder it lies in, else to the site's own unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from checks.columns import ColumnEvidence, Owner
from model.site import Site

_PLAIN = frozenset({"http", "https"})


class Ownership:
    """The owners of one site's pages."""

    def __init__(self, site: Site, columns: Iterable[ColumnEvidence]) -> None:
        self._nobody = Owner(site.unit)
        self._listed: dict[str, Owner] = {}
        self._folders: dict[str, Owner] = {}
        ambiguous: set[str] = set()
        deepest_first = sorted(columns, key=lambda c: -c.column.path.count(">"))
        for column in deepest_first:
            owner = column.owner
            for url in (column.column.url, *column.pages):
                self._listed[url] = owner
        for column in deepest_first:
            owner = column.owner
            for url in column.item_urls:
                self._listed.setdefault(url, owner)
            folder = _folder(column.column.url)
            if folder and folder in self._folders and self._folders[folder] != owner:
                ambiguous.add(folder)
            elif folder:
                self._folders[folder] = owner
        for folder in ambiguous:
            del self._folders[folder]

    def of(self, url: str) -> Owner:
        """Return the owner of one page."""
        owner = self._listed.get(url)
        if owner is not None:
            return owner
        folder = _folder(url)
        while folder:
            owner = self._folders.get(folder)
            if owner is not None:
                return owner
            folder = _parent(folder)
        return self._nobody

    def common(self, urls: Iterable[str]) -> Owner:
        """Return the owner all pages share; the shared unit; else the site's own unit."""
        owners = {self.of(url) for url in urls}
        if len(owners) == 1:
            return owners.pop()
        units = {owner.unit for owner in owners}
        return Owner(units.pop()) if len(units) == 1 else self._nobody


def _folder(url: str) -> str:
    """Return host and path up to the last slash, "" for the root and for addresses by query."""
    scheme, apart, rest = url.partition("://")
    if apart and scheme in _PLAIN and "?" not in rest and "#" not in rest:
        name, _, path = rest.partition("/")  # one of very many pages: no need to parse it
        folder = f"/{path}".rpartition("/")[0]
        return f"{name}{folder}/" if folder else ""
    parts = urlsplit(url)
    if parts.query:
        return ""
    folder = parts.path.rpartition("/")[0]
    return f"{parts.netloc}{folder}/" if folder else ""


def _parent(folder: str) -> str:
    above = folder[:-1].rpartition("/")[0]
    return f"{above}/" if "/" in above else ""
