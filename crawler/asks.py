"""Which request an item makes, and whether its answer calls for another method.

Pages are asked with GET, conditionally when their reading is known. Other targets are asked for
their first byte, which costs as little as HEAD and lies as little as GET, then with a GET that
is cut at the headers. HEAD is left for pages of other sites, between two looks at them, and
for hosts that send whole files instead of a byte. An attachment whose text is to be read
(`crawler/files.py`) is asked for whole at once; what comes of that without being clear is left
to the other methods.
"""

from __future__ import annotations

from crawler.answer import Answer, Ask, Want
from crawler.classify import REDIRECTS, is_html
from crawler.outcome import WORTH_ANOTHER_METHOD
from crawler.policy import SMALL_BODY_BYTES
from crawler.turns import Item, Step
from model.fetch import FetchOutcome
from model.url import authority, extension, origin
from store.site_records import AskKind, Known, KnownFile, Row

_PAGE_ENDINGS = frozenset(
    {"", "html", "htm", "shtml", "xhtml", "jhtml", "jsp", "asp", "aspx", "php", "do", "action"}
)
_CLEAR = frozenset({404, 410, 401, 407, 416, 429, 503})
"""Answers to a ranged GET that a plain GET would only repeat."""


def first_step(row: Row, *, look: bool = False, head: bool = False) -> Step:
    """Return the method an address is asked by first.

    `look`: its page is looked at as well; `head`: HEAD is good enough.
    """
    if row.kind is AskKind.PROBE:
        return Step.GET if may_be_page(row.url) else Step.HEAD
    if row.kind is not AskKind.CHECK or row.second or look:
        return Step.GET
    return Step.HEAD if head else Step.RANGE


def may_be_page(url: str) -> bool:
    """Whether an address does not end like a file that is no page."""
    return extension(url) in _PAGE_ENDINGS


def ask_of(
    item: Item, known: Known | KnownFile | None, *, is_seed: bool, home_url: str = ""
) -> Ask:
    """Return the request of an item; `known` makes it a conditional one.

    In the second pass it says where the link stands, as a browser does: some servers give
    their pictures to nobody else (防盗链), and call them missing.
    """
    headers: list[tuple[str, str]] = []
    if item.row.second and home_url:
        headers += _referer(home_url, item.url)
    if item.cookie:
        headers.append(("Cookie", item.cookie))
    if item.step is Step.RANGE:
        # Packed on the way, a file has no ranges on many servers.
        headers += [("Range", "bytes=0-0"), ("Accept-Encoding", "identity")]
    if known is not None and known.etag:
        headers.append(("If-None-Match", known.etag))
    if known is not None and known.last_modified:
        headers.append(("If-Modified-Since", known.last_modified))
    return Ask(
        method="HEAD" if item.step is Step.HEAD else "GET",
        url=item.url,
        want=_want(item, is_seed=is_seed),
        headers=tuple(headers),
        known=known if isinstance(known, KnownFile) else None,
    )


def _referer(home_url: str, url: str) -> list[tuple[str, str]]:
    """Return what a browser tells of the page around a link: its whole address only at home."""
    if authority(home_url) == authority(url):
        return [("Referer", home_url)]
    if home_url.startswith("https:") and not url.startswith("https:"):
        return []
    return [("Referer", f"{origin(home_url)}/")]


def other_method(item: Item, answer: Answer, *, inside: bool) -> Step | None:
    """Return the method to try next on a checked target, None when the answer stands.

    `inside`: the target is the site's own; a stranger is asked no more than needed.
    """
    if item.step is Step.WHOLE:
        return None if is_clear(answer) else Step.RANGE
    if item.row.kind is not AskKind.CHECK or item.step is Step.GET:
        return None
    if answer.failure is not None:
        worth = answer.failure in WORTH_ANOTHER_METHOD and item.step is Step.HEAD
        return Step.RANGE if worth else None
    status = answer.status or 0
    if status in REDIRECTS and answer.header("location"):
        return Step.RANGE if inside and item.step is Step.HEAD else None
    if 200 <= status < 300 and status != 202:
        # A page in place of a file: what it says decides.
        page = inside and is_html(answer.media_type) and not may_be_page(item.url)
        return Step.GET if page and (item.step is Step.HEAD or status == 206) else None
    if item.step is Step.HEAD:
        return Step.RANGE
    return None if status in _CLEAR and status != 416 else Step.GET


def wastes_ranges(item: Item, answer: Answer) -> bool:
    """Whether a host began to send a large file where its first byte was asked for."""
    if item.step is not Step.RANGE or answer.status != 200 or is_html(answer.media_type):
        return False
    length = answer.header("content-length")
    return not length.isdecimal() or int(length) > SMALL_BODY_BYTES


def is_clear(answer: Answer) -> bool:
    """Whether the answer for a whole attachment says what became of its address."""
    if answer.failure is not None:
        return answer.failure is FetchOutcome.TIMEOUT_BODY  # it began to come
    status = answer.status or 0
    if status == 200 and is_html(answer.media_type):
        return False
    return status in REDIRECTS or status in (200, 304, 404, 410)


def _want(item: Item, *, is_seed: bool) -> Want:
    if item.step is Step.WHOLE:
        return Want.FILE
    if item.row.kind is AskKind.CHECK:
        return Want.NOTHING if item.step is Step.HEAD else Want.SNIFF
    if item.row.kind is AskKind.ROBOTS:
        return Want.TEXT
    return Want.READABLE if is_seed else Want.HTML
