"""Fragments 页内锚点 of a stored night: read again from the kept bodies, only when asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from extract.fragments import enters, fragments_of
from model.finding import Place
from model.fragment import FragmentTarget
from model.snapshot import Snapshot
from store.night_bodies import night_bodies


def with_fragments(snapshot: Snapshot, site_file: Path) -> Snapshot:
    """Return the snapshot with the links to places within pages, read from the kept bodies."""
    found = fragment_targets(snapshot, site_file)
    return replace(snapshot, fragments=found)


def fragment_targets(snapshot: Snapshot, site_file: Path) -> dict[str, FragmentTarget]:
    """Return every link of the night to a place within a page of the site, by address.

    Pages whose body was not kept are left out on both sides: nothing is known of them.
    """
    pages: dict[str, tuple[frozenset[str], bool]] = {}
    wanted: dict[tuple[str, str], dict[str, Place]] = {}
    for url, body, content_type in night_bodies(site_file, snapshot.night_on):
        page = fragments_of(body, url, content_type)
        pages[url] = (page.names, page.scripted)
        for link in page.links:
            places = wanted.setdefault((link.url, link.fragment), {})
            places.setdefault(url, Place(url, link.text, ""))
    found: dict[str, FragmentTarget] = {}
    for (url, fragment), places in sorted(wanted.items()):
        page_there = snapshot.page_at(url)
        known = pages.get(page_there.url) if page_there is not None else None
        if known is not None:
            names, scripted = known
            target = FragmentTarget(
                url=f"{url}#{fragment}",
                there=enters(names, fragment),
                scripted=scripted,
                places=tuple(places.values()),
            )
            found[target.url] = target
    return found
