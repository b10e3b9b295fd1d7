"""Changes 变化 between an existing register and a new proposal: columns new, moved, vanished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from extract.columns import place_of
from model.discovery import Changes
from model.fetch import FetchOutcome
from model.site import Column, Register, Site, Unit
from model.snapshot import Snapshot
from model.url import authority, key

_GONE = frozenset({FetchOutcome.NOT_FOUND, FetchOutcome.SOFT_404})


def changes_between(
    known: Iterable[Column], found: Iterable[Column], leads_to: Mapping[str, str] | None = None
) -> Changes:
    """Compare by address, then by path, then by name: what is the same in one of them has moved.

    A column whose address is the same and whose path differs has moved in the tree. `leads_to`
    says where registered addresses are redirected; a name counts where it stands once.
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
    gone = list(by_url.values())
    leads_to = leads_to or {}
    for same in (lambda c: key(place_of(leads_to.get(c.url, c.url))), _path, _name):
        pairs = _pairs(gone, left, same)
        moved.extend(pairs)
        gone = [c for c in gone if all(c is not old for old, _ in pairs)]
        left = [c for c in left if all(c is not new for _, new in pairs)]
    return Changes(new=tuple(left), moved=tuple(moved), vanished=tuple(gone))


def told_apart(changes: Changes, snapshot: Snapshot) -> Changes:
    """Return the changes, with vanished only what answers that it is gone; unknown is not gone."""
    vanished: list[Column] = []
    unseen: list[tuple[Column, str]] = []
    for column in changes.vanished:
        target = snapshot.targets.get(column.url)
        if target is not None and target.outcome in _GONE:
            vanished.append(column)
        elif snapshot.page_at(column.url) is not None:
            unseen.append((column, "网址仍能打开，但没有认出是哪个栏目"))
        elif target is not None:
            unseen.append((column, f"栏目页没有读到：{target.outcome.sentence}"))
        else:
            unseen.append((column, FetchOutcome.NOT_FETCHED.sentence))
    return replace(changes, vanished=tuple(vanished), unseen=tuple(unseen))


def _pairs(
    gone: Iterable[Column], left: Iterable[Column], same: Callable[[Column], str]
) -> list[tuple[Column, Column]]:
    """Pair what is the same on both sides, where it stands once on each."""
    old, new = list(gone), list(left)
    before, after = Counter(map(same, old)), Counter(map(same, new))
    by_new = {same(c): c for c in new}
    return [(c, by_new[which]) for c in old if before[which := same(c)] == 1 and after[which] == 1]


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


def _path(column: Column) -> str:
    return column.path


def _name(column: Column) -> str:
    return column.path.rpartition(" > ")[2]


def _place(column: Column) -> str:
    return key(place_of(column.url))
