"""What a small page says to its reader, roughly and quickly: without a parse. Pure."""

from __future__ import annotations

import html
import re

_DROPPED = re.compile(
    rb"<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<[^>]*>", re.DOTALL | re.I
)
_TITLE = re.compile(rb"<title\b[^>]*>(.*?)</title>", re.DOTALL | re.I)
_SPACE = re.compile(r"\s+")


def shown_text(body: bytes) -> str:
    """Return title and text of a page without mark-up and with single spaces."""
    return _plain(_DROPPED.sub(b" ", body))


def shown_title(body: bytes) -> str:
    """Return the title of a page, "" without one."""
    found = _TITLE.search(body)
    return _plain(found[1]) if found else ""


def in_words(data: bytes) -> str:
    """Return bytes as text: UTF-8 if they are that, else GB 18030 as far as it goes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _plain(data: bytes) -> str:
    return _SPACE.sub(" ", html.unescape(in_words(data))).strip()
