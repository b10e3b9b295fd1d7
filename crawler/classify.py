"""From an HTTP answer to FetchOutcome: what a status means for a reader who clicks a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.answer import Answer
from crawler.shields import is_shield
from model.fetch import FetchOutcome
from model.url import absolute

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_LOGIN = frozenset({401, 407, 511})
_GONE = frozenset({404, 410})

# The codes that HTTP defines (RFC 9110 and the IANA register) and that speak of the request.
# 403, 405, 412, 418, 425, 429, 451 are left out: shields answer so to whom they do not know
# (405 阿里云, 412 瑞数, 418 华为云).
_REJECTED = frozenset(
    {400, 402, 406, 408, 409, 411, *range(413, 418), *range(421, 425), 426, 428, 431}
)
# Besides those of HTTP, the ones by which Cloudflare says that it cannot reach the site
# (521 is left out: 加速乐 asks browsers so to run a script), and 509, over its traffic.
_BROKEN = frozenset({*range(500, 509), 509, 510, 520, *range(522, 528), 530})

_LOGIN_PATH = re.compile(
    r"(?:^|/)(?:(?:user|to|go)?login|signin|sign-in|logon|passport|sso|cas|oauth2?|uaa)(?:[/._-]|$)",
    re.IGNORECASE,
)

_RETURN = re.compile(r"(?:^|&)(?:return|service|redirect|target|back|goto|next)", re.IGNORECASE)

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_LIST_DATA = frozenset(
    {"text/xml", "application/xml", "application/json", "text/json", "text/javascript",
     "application/javascript", "application/x-javascript", "application/rss+xml",
     "application/atom+xml", "application/feed+json"}
)  # fmt: skip
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(media_type: str, start: bytes = b"") -> bool:
    """Whether a body is an HTML document: by its type, or by its start when it has none."""
    if media_type in _HTML:
        return True
    return not media_type and bool(_HTML_START.match(start[:2048]))


def is_list_data(media_type: str) -> bool:
    """Whether a body may hold list data that a registered column is drawn from."""
    return media_type in _LIST_DATA


def outcome_of(answer: Answer) -> FetchOutcome:
    """Return the outcome of an answer by itself; redirects are REDIRECTED, wherever they lead."""
    if answer.failure is not None:
        return answer.failure
    status = answer.status or 0
    if answer.too_large:
        return FetchOutcome.TOO_LARGE
    if status in REDIRECTS and not answer.header("location"):
        # Browsers show the page that comes with a redirect to nowhere.
        return FetchOutcome.ALIVE if answer.body.strip() else FetchOutcome.SERVER_ERROR
    if status in REDIRECTS:
        return FetchOutcome.REDIRECTED
    if status in _LOGIN:
        return FetchOutcome.NEEDS_LOGIN
    if is_shield(answer.body):
        return FetchOutcome.BLOCKED
    if status < 200:
        return FetchOutcome.NOT_HTTP
    if status < 400:
        return FetchOutcome.ALIVE
    return _failure_of(status)


def _failure_of(status: int) -> FetchOutcome:
    """Return what a status of 400 or more says; one that nobody defines is a shield's own."""
    if status == 408:
        return FetchOutcome.TIMEOUT_FIRST_BYTE
    if status in _GONE:
        return FetchOutcome.NOT_FOUND
    if status in _REJECTED:
        return FetchOutcome.REJECTED
    return FetchOutcome.SERVER_ERROR if status in _BROKEN else FetchOutcome.BLOCKED


def location_of(url: str, answer: Answer) -> str | None:
    """Return the absolute address a redirect leads to; None when it leads out of the web."""
    if answer.status not in REDIRECTS:
        return None
    return absolute(url, answer.header("location"))


def leads_to_login(url: str, location: str) -> bool:
    """Whether a redirect sends a reader to a login page instead of what was asked for.

    Between two login pages it does so only if the second is told where to lead back to.
    """
    target = urlsplit(location)
    if not _LOGIN_PATH.search(target.path):
        return False
    return not _LOGIN_PATH.search(urlsplit(url).path) or bool(_RETURN.search(target.query))
