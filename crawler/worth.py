"""What the pages of one shape were worth: whether they said something new, or led to it.

Shapes are told apart in `crawler.traps`. An archive goes on as long as its pages are new; an
address without end shows the same again and again, or the same with other figures in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from crawler.policy import LEAST_WORTH, MOST_PLAIN_ARGUMENTS
from store.site_records import Run
from store.site_shares import KnownPage, Shares

_FIGURES = re.compile(r"\d+")
_SAMPLE = 1_000
"""Texts of one shape, the last ones, that are compared without their figures."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Pages of one shape, and how many of them were worth asking."""

    pages: int = 0
    new: int = 0
    deep_pages: int = 0  # of these it was looked whether more than the figures differs
    deep_new: int = 0

    @property
    def is_archive(self) -> bool:
        """Whether more of the shape may be asked; pages that nothing is known of say nothing."""
        return _are_enough(self.new, self.pages)

    @property
    def is_deep_archive(self) -> bool:
        """Whether pages that lie deeper and deeper may be asked too: a calendar counts on."""
        return self.deep_pages > 0 and _are_enough(self.deep_new, self.deep_pages)


def worth_of(
    shares: Shares,
    run: Run,
    shapes: Mapping[str, bool],
    refused: Collection[str],
    shape_of: Callable[[str], str],
) -> dict[str, Worth]:
    """Return what the known pages of these shapes were worth; True asks for the deep look too.

    A page is worth asking that says what none of its shape said before it, or was the first to
    name an address that is worth asking: not one of a shape that was `refused`, or that shows
    the same again and again, nor its own under further filters.
    """
    pages: dict[str, list[KnownPage]] = {form: [] for form in shapes}
    for page in shares.pages(run):
        if (mine := pages.get(shape_of(page.url))) is not None:
            mine.append(page)
    says = {form: _says_new(shares, form, mine) for form, mine in pages.items()}
    worthless = {*refused, *(f for f, new in says.items() if not _are_enough(sum(new), len(new)))}
    led_on = set()
    for source, target in shares.led_on(run):
        leads_to = shape_of(target)
        if leads_to not in worthless and _path(shape_of(source)) != _path(leads_to):
            led_on.add(source)
    found = {}
    for form, mine in pages.items():
        new = sum(
            is_new or page.url in led_on for page, is_new in zip(mine, says[form], strict=True)
        )
        deep = _beyond_figures(shares, mine) if shapes[form] else (0, 0)
        found[form] = Worth(len(mine), new, *deep)
    return found


def _are_enough(new: int, pages: int) -> bool:
    return new >= LEAST_WORTH * pages


def _path(form: str) -> str:
    return form.rsplit("?", 1)[0]


def _says_new(shares: Shares, form: str, pages: list[KnownPage]) -> list[bool]:
    """Return of each page whether none before it said the same, or led to the same place.

    Of a page without text, such as one of pictures, its title is compared.
    """
    is_plain = form.rsplit("?", 1)[1].count("&") < MOST_PLAIN_ARGUMENTS
    lists = frozenset() if is_plain else shares.lists(page.reading for page in pages)
    met: set[tuple[int | None, int | None, str | None]] = set()
    says = []
    for page in pages:
        said = (page.text, page.location, page.title)
        says.append(said not in met and page.reading not in lists)
        met.add(said)
    return says


def _beyond_figures(shares: Shares, pages: list[KnownPage]) -> tuple[int, int]:
    """Return how many texts were compared without their figures, and how many differ."""
    texts = [page.text for page in pages if page.text is not None][-_SAMPLE:]
    return len(texts), len({_FIGURES.sub("0", text) for text in shares.texts(texts)})
