"""OutsideLook 站外所见: what a page of another site shows, and how it stands to our first sight.

Filled by the crawl, at most once a week for an address; judged by `checks/availability`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.finding import Place


class OutsideSign(StrEnum):
    """What a page of another site shows that no office would link to on purpose."""

    FOR_SALE = "for_sale"  # 域名出售
    PARKED = "parked"  # 域名停放
    DEFAULT = "default"  # 服务器默认页面: nobody has put a site there yet, or any more


OUTSIDE_SIGN_NAMES: dict[OutsideSign, str] = {
    OutsideSign.FOR_SALE: "域名出售页面",
    OutsideSign.PARKED: "域名停放页面",
    OutsideSign.DEFAULT: "服务器默认页面",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideLook:
    """What one page of another site showed; `chinese` is None where it hardly has any words."""

    title: str
    words: str  # its description and keywords, shortened
    chinese: bool | None
    signs: tuple[OutsideSign, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideTarget:
    """A link of the night to another site, with what it shows and what it showed at first.

    `before` and `ended_before` are None where the first sight is the present one.
    """

    url: str
    ends: str  # the address where its redirects end
    now: OutsideLook
    seen_on: date  # when that was looked at
    before: OutsideLook | None = None
    ended_before: str | None = None  # where it ended at first, if under another holder's name
    first_on: date | None = None
    places: tuple[Place, ...] = ()  # the first ones; `pages` counts all that link to it
    pages: int = 0
