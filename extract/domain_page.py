"""What the page under a domain says of itself: title, footer marks, newest date, likeness, signs.

Reads   the body of one page
Gives   DomainPage; a field is "" where the page has none
Never   decides: signs of a sold name go to a person
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from extract.decode import decode
from extract.likeness import fingerprint
from extract.lures import lures_of_page
from extract.outside_look import look_at
from extract.page import read_page
from model.page import PageFacts

MOST_TITLE = 200
EMPTY_BELOW = 8
"""Letters of text below which a page without links, frames and scripts shows nothing."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainPage:
    """One page under a domain."""

    title: str
    icp: str
    police: str
    code: str  # 网站标识码
    organizer: str
    marks_unreadable: bool  # drawn by script: an empty mark is not known to be missing
    newest: str  # YYYY-MM-DD, "" for none
    list_unreadable: bool  # likewise for the list
    fingerprint: str  # "" for hardly any text
    looks: tuple[str, ...]


def read_domain_page(body: bytes, url: str, content_type: str, today: date) -> DomainPage:
    """Return what a page says; dates after `today` are no updates."""
    facts = read_page(body, url, content_type=content_type, is_home=True).facts
    tree = LexborHTMLParser(decode(body, content_type).text)
    title = _title(tree)
    busy = tree.css_first("a[href], frame, iframe, script, img, object, embed") is not None
    shown = _shown(tree)
    marks = facts.marks
    return DomainPage(
        title=title,
        icp=marks.icp or "",
        police=marks.police or "",
        code=marks.code or facts.site.code or "",
        organizer=marks.organizer or "",
        marks_unreadable=marks.unreadable,
        newest=_newest(facts, today),
        list_unreadable=facts.listing.state.value in ("scripted", "rule_broken"),
        fingerprint=fingerprint(shown),
        looks=_looks(body, content_type, title, shown, empty=not busy),
    )


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    return _SPACE.sub(" ", node.text()).strip()[:MOST_TITLE] if node is not None else ""


def _shown(tree: LexborHTMLParser) -> str:
    for node in tree.css("script, style, noscript, template"):
        node.decompose()
    return _SPACE.sub(" ", tree.body.text(separator=" ")).strip() if tree.body is not None else ""


def _newest(facts: PageFacts, today: date) -> str:
    latest = today.isoformat()
    days = (item.date[:10] for item in facts.listing.items if item.date)
    return max((day for day in days if day <= latest), default="")


def _looks(
    body: bytes, content_type: str, title: str, shown: str, *, empty: bool
) -> tuple[str, ...]:
    look = look_at(body, content_type)
    signs = [sign.value for sign in look.signs] if look else []
    if empty and len(shown) < EMPTY_BELOW:
        signs.append("empty")
    return (*signs, *(f"lure:{word}" for word in lures_of_page(title, shown)))
