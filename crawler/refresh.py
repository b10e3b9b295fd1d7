"""Pages that send their reader on at once: instant meta refresh, or nothing but a script."""

from __future__ import annotations

import html
import re

from model.url import absolute

_COMMENT = re.compile(rb"<!--.*?-->|<noscript\b.*?</noscript>", re.DOTALL | re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*http-equiv\s*=\s*[\"']?\s*refresh\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TARGET = re.compile(r"^\s*0*(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?(.*?)[\"']?\s*$", re.IGNORECASE)
_SCRIPT = re.compile(
    rb"\blocation(?:\.href|\[[\"']href[\"']\])?\s*=\s*[\"'`]([^\"'`]+)[\"'`](?!\s*\+)"
    rb"|\blocation\.(?:replace|assign)\(\s*[\"'`]([^\"'`]+)[\"'`]\s*\)"
)
_TAGS = re.compile(rb"<script\b.*?</script>|<style\b.*?</style>|<title\b.*?</title>|<[^>]*>",
                   re.DOTALL | re.IGNORECASE)  # fmt: skip
_HEAD_BYTES = 65_536
_SHORT_BYTES = 2_048


def refresh_target(body: bytes, url: str) -> str | None:
    """Return the address an HTML page sends its reader on to at once, None if it stays.

    A refresh inside a conditional comment is for browsers of the past and does not count.
    A script counts only on a page of at most 2 KB that shows no text of its own.
    """
    if b"efresh" not in body[:_HEAD_BYTES] and len(body) > _SHORT_BYTES:
        return None
    head = _COMMENT.sub(b"", body[:_HEAD_BYTES])
    for meta in _META.findall(head):
        content = _CONTENT.search(meta)
        written = next((g for g in content.groups() if g is not None), b"") if content else b""
        found = _TARGET.match(html.unescape(written.decode("utf-8", "replace")))
        if found and found[1]:
            return _other(absolute(url, found[1]), url)
    if len(body) > _SHORT_BYTES or _TAGS.sub(b"", head).strip():
        return None
    script = _SCRIPT.search(head)
    if script is None:
        return None
    written = script[1] if script[1] is not None else script[2]
    return _other(absolute(url, written.decode("utf-8", "replace")), url)


def header_target(written: str, url: str) -> str | None:
    """Return the address to which a `Refresh` header sends a reader on at once, None if none."""
    found = _TARGET.match(written) if written else None
    return _other(absolute(url, found[1]), url) if found and found[1] else None


def _other(target: str | None, url: str) -> str | None:
    return None if target == url else target
