"""FragmentTarget 页内锚点: a place within a page that links name by `#id`."""

from __future__ import annotations

from dataclasses import dataclass

from model.finding import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentTarget:
    """One place within a page of the site; `places` are the pages that link to it."""

    url: str  # with the fragment, as written
    there: bool  # the page as sent has such a place
    scripted: bool  # its scripts may add the place later
    places: tuple[Place, ...] = ()
