"""Changes 变化 between an existing register and a new proposal: columns new, moved, vanished."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.columns import place_of
from model.discovery import Changes
from model.site import Column, Register, Site, Unit
from model.url import authority, key


def changes_between(known: Iterable[Column], found: Iterable[Column]) -> Changes:
    """Compare by address, then by path: the same path at another address has moved.

    A column whose address is the same and whose path differs has moved in the tree.
    """
    before, after = list(known), list(found)
    by_url = {_place(c): c for c in before}
    moved: list[tuple[Column, Column]] = []
    left: list[Column] = []
    for column in after:
        old = by_url.pop(_place(column), None)
        if old is None:
            left.append(column)
        elif old.path != column.path:
            moved.append((old, column))
    by_path = {c.path: c for c in by_url.values()}
    new: list[Column] = []
    for column in left:
        old = by_path.pop(column.path, None)
        if old is None:
            new.append(column)
        else:
            moved.append((old, column))
            by_url.pop(_place(old), None)
    return Changes(new=tuple(new), moved=tuple(moved), vanished=tuple(by_url.values()))


def site_in(register: Register, site: Site) -> Site | None:
    """Return the registered site that a proposal is about: same code, else same host."""
    same = register.site(site.code)
    if same is not None:
        return same
    host = authority(site.home_url)
    return next((s for s in register.sites if authority(s.home_url) == host), None)


def grown(register: Register, site: Site, new: Iterable[Column], units: Iterable[Unit]) -> Register:
    """Return the office's register with new columns, and the units they need, at its end.

    Nothing the office wrote is changed: moved and vanished columns stay for it to settle.
    """
    added = tuple(replace(column, site_code=site.code) for column in new)
    known = {unit.name for unit in register.units}
    needed = {column.unit for column in added if column.unit}
    joined = tuple(u for u in units if u.name in needed and u.name not in known)
    return replace(register, units=register.units + joined, columns=register.columns + added)


def _place(column: Column) -> str:
    return key(place_of(column.url))
