"""The many places of a menu link that nobody asked stay in the file, and are all there."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from model.finding import Place
from model.page import LinkPosition
from store.site_places import MANY, StoredPlaces
from tests.store.site_nights import HOME, Nights, gone, link, page

PAGES = MANY + 5
MENU = link("partner", LinkPosition.NAVIGATION, "友情链接")
DEAD = link("lost", LinkPosition.NAVIGATION, "失效")


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """A site on each of whose pages stand the same menu and a link of its own."""
    nights = Nights(tmp_path_factory.mktemp("places") / "site.db")
    answers = {
        path: page(path, MENU, DEAD, link(f"file{path}.pdf", text="表"))
        for path in ("", *(f"p{number:05}" for number in range(PAGES - 1)))
    }
    nights.tell(0, answers | {"lost": gone()})
    return nights


def everywhere(text: str) -> tuple[Place, ...]:
    paths = ("", *(f"p{number:05}" for number in range(PAGES - 1)))
    return tuple(Place(HOME + path, text, "navigation") for path in paths)


def test_every_place_is_there_however_many(nights: Nights) -> None:
    places = nights.snapshot(0).targets[HOME + "partner"].places
    assert isinstance(places, StoredPlaces)
    assert tuple(places) == everywhere("友情链接") == places
    assert len(places) == PAGES
    assert bool(places)
    assert (places[0].page, places[-1]) == (HOME, everywhere("友情链接")[-1])


def test_places_of_what_failed_are_held_and_equal(nights: Nights) -> None:
    assert nights.snapshot(0).targets[HOME + "lost"].places == everywhere("失效")


def test_few_places_are_held(nights: Nights) -> None:
    places = nights.snapshot(0).targets[HOME + "filep00007.pdf"].places
    assert places == (Place(HOME + "p00007", "表", "list"),)


def test_a_menu_of_unasked_links_costs_no_memory(tmp_path: Path) -> None:
    def held(count: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir()
        nights = Nights(folder / "site.db")
        menu = [link(f"partner{number}", LinkPosition.NAVIGATION) for number in range(count)]
        paths = ("", *(f"p{number:05}" for number in range(PAGES - 1)))
        nights.tell(0, {path: page(path, *menu) for path in paths})
        tracemalloc.start()
        try:
            snapshot = nights.snapshot(0)
            assert len(snapshot.targets) == count
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    assert held(20) - held(5) < 15 * PAGES * 8, "not even a pointer for each place"
