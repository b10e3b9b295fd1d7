"""From an HTTP answer to FetchOutcome: what a status means for a reader who clicks a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.answer import Answer
from model.fetch import FetchOutcome
from model.url import absolute

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_LOGIN = frozenset({401, 407, 511})

# 403, 429: refused to us; 405, 412: what 阿里云 and 瑞数 shields answer to a plain GET;
# 418, 444, 493, 498, 499, 521, 999: shields' own numbers. None says that the page is gone.
_BLOCKED = frozenset({403, 405, 412, 418, 425, 429, 444, 451, 493, 498, 499, 521, 999})

_CHALLENGE = (
    b"__jsl_clearance", b"__jsluid", b"acw_sc__v2", b"_$_ts", b"_cf_chl_opt",
    b"cf-browser-verification", b"yunsuo_session", b"/_guard/", b"safeline", b"waf_captcha",
    b"WZWS-RAY", b"wzwschallenge",
)  # fmt: skip
"""Looked for one by one: as one pattern they cost twice as much, for every page."""

_RIVER = re.compile(rb"\$_ts\s*=")
_COOKIE_RELOAD = re.compile(
    rb"document\.cookie\s*=.{0,600}?location(?:\.href|\.reload|\.replace|\s*=)", re.DOTALL
)
_CHALLENGE_MAX_BYTES = 20_000
_RELOAD_MAX_BYTES = 4_096

_LOGIN_PATH = re.compile(
    r"(?:^|/)(?:login|signin|sign-in|logon|passport|sso|cas|oauth2?|uaa)(?:[/._-]|$)", re.IGNORECASE
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
    if status in REDIRECTS:
        return FetchOutcome.REDIRECTED if answer.header("location") else FetchOutcome.SERVER_ERROR
    if status in _LOGIN:
        return FetchOutcome.NEEDS_LOGIN
    if status in _BLOCKED or status >= 600:
        return FetchOutcome.BLOCKED
    if is_challenge(answer):
        return FetchOutcome.BLOCKED
    if status < 200:
        return FetchOutcome.NOT_HTTP
    if status < 400:
        return FetchOutcome.ALIVE
    if status == 408:
        return FetchOutcome.TIMEOUT_FIRST_BYTE
    return FetchOutcome.NOT_FOUND if status < 500 else FetchOutcome.SERVER_ERROR


def location_of(url: str, answer: Answer) -> str | None:
    """Return the absolute address a redirect leads to; None when it leads out of the web."""
    if answer.status not in REDIRECTS:
        return None
    return absolute(url, answer.header("location"))


def is_challenge(answer: Answer) -> bool:
    """Whether a body is a shield's test for browsers instead of the page."""
    body = answer.body
    if not body or len(body) > _CHALLENGE_MAX_BYTES:
        return False
    if any(mark in body for mark in _CHALLENGE) or (b"$_ts" in body and _RIVER.search(body)):
        return True
    return len(body) <= _RELOAD_MAX_BYTES and bool(_COOKIE_RELOAD.search(body))


def leads_to_login(url: str, location: str) -> bool:
    """Whether a redirect sends a reader to a login page instead of what was asked for.

    Between two login pages it does so only if the second is told where to lead back to.
    """
    target = urlsplit(location)
    if not _LOGIN_PATH.search(target.path):
        return False
    return not _LOGIN_PATH.search(urlsplit(url).path) or bool(_RETURN.search(target.query))
