"""Links of single pages: a page's own, as of any night, without menus and shared side columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.page import LinkPosition
from store.site_page_links import MOST_PAGES
from tests.store.site_nights import HOME, Nights, link, page

MENU = link("menu", LinkPosition.NAVIGATION)
SIDE = link("side", LinkPosition.LIST)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "site.db")


def test_own_links_are_told_from_what_surrounds_them(nights: Nights) -> None:
    many = {f"p{at}": page(f"p{at}", MENU, SIDE) for at in range(MOST_PAGES + 1)}
    own = (link("b", LinkPosition.ARTICLE), link("c", LinkPosition.OTHER), link("d.pdf"))
    nights.tell(0, {**many, "a": page("a", MENU, SIDE, *own)})
    links = nights.snapshot(0).page_links
    assert links[HOME + "a"] == (HOME + "side", HOME + "b", HOME + "c")  # its list is its own
    assert links[HOME + "p0"] == ()
    assert links.get(HOME + "gone", ()) == ()


def test_each_night_has_its_own_links(nights: Nights) -> None:
    nights.tell(0, {"a": page("a", link("b", LinkPosition.ARTICLE))})
    nights.tell(1, {"a": page("a", link("c", LinkPosition.ARTICLE))})
    assert nights.snapshot(0).page_links[HOME + "a"] == (HOME + "b",)
    assert nights.snapshot(1).page_links[HOME + "a"] == (HOME + "c",)
