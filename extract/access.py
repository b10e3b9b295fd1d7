"""Accessibility 无障碍 of one page, as far as its elements and their own styles say.

Given are the language, pictures without an alternative text, fields without a name, and texts
whose colour stands out too little from a background given in the same style.
"""

from __future__ import annotations

from extract.elements import colours_of
from extract.outline import Outline
from model.page_field import PageField

LEAST_CONTRAST = 4.5
"""Ratio for usual text (WCAG 1.4.3, which GB/T 37668-2019 follows)."""

_NAMED = ("title", "aria-label", "aria-labelledby", "placeholder")
_TYPED = frozenset({"", "text", "search", "password", "email", "tel", "number", "url", "file"})


def access_fields(page: Outline) -> dict[str, str]:
    """Return the language, "" for none, and of the rest `lacking/all` as two numbers."""
    roots = page.find("html")
    images = [i for i in page.find("img") if not page.hidden[i]]
    inputs = [i for i in page.find("input", "select", "textarea") if _is_asked(page, i)]
    styled = [i for i, e in enumerate(page.elements) if e.attributes.get("style")]
    pairs = [pair for i in styled if page.text(i) and (pair := colours_of(page.get(i, "style")))]
    labelled = {page.get(i, "for") for i in page.find("label")}
    return {
        str(PageField.LANGUAGE): page.get(roots[0], "lang") if roots else "",
        str(PageField.BARE_IMAGES): _share([_is_bare(page, i) for i in images]),
        str(PageField.BARE_INPUTS): _share([not _is_named(page, i, labelled) for i in inputs]),
        str(PageField.LOW_CONTRAST): _share([contrast(*pair) < LEAST_CONTRAST for pair in pairs]),
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _share(lacking: list[bool]) -> str:
    return f"{sum(lacking)}/{len(lacking)}"


def _is_bare(page: Outline, index: int) -> bool:
    """Whether a picture says nothing to who cannot see it; an empty alt marks decoration."""
    attributes = page.elements[index].attributes
    if "alt" not in attributes:
        return not (attributes.get("title") or attributes.get("aria-label"))
    if page.get(index, "alt"):
        return False
    link = page.parents[index]
    alone = page.tags[link] == "a" and not page.text(link) and not page.get(link, "title")
    return alone and not page.get(index, "title") and not page.get(link, "aria-label")


def _is_asked(page: Outline, index: int) -> bool:
    kind = page.get(index, "type").lower() if page.tags[index] == "input" else ""
    return kind in _TYPED and not page.hidden[index]


def _is_named(page: Outline, index: int, labelled: set[str]) -> bool:
    if any(page.get(index, name) for name in _NAMED) or page.get(index, "id") in labelled - {""}:
        return True
    while index > 0:
        index = page.parents[index]
        if page.tags[index] == "label":
            return True
    return False
