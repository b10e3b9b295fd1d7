"""Addresses in an unclean form (网址不规范).

Finds
    Pages of the site whose own address holds Chinese characters or white space, or capital
    letters in the path. One finding per kind, with all pages.

Why
    国办发〔2017〕47号 asks for stable, readable addresses; capitals and characters that must be
    encoded break when an address is copied or written down. The wording of the clause was not
    seen, so this never costs points.

Judges
    SUSPECT         such pages answered
    OK              every page that answered has a clean address
    NOT_JUDGED      home was not read

Remedy
    Give new pages clean addresses; leave a redirect where an old address changes.

Units
    Pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from checks.evidence import Whole, site
from checks.found import silent, suspect
from checks.registry import NoOptions, check
from model.finding import Finding, Place, Verdict

_CLEAN = re.compile(r"[!-$&-@\[-~]*")  # no capital anywhere, nothing encoded or to encode
_KINDS = {
    "characters": (re.compile(r"[^\x21-\x7e]"), "含有汉字、空格等需要编码的字符"),
    "capitals": (re.compile(r"[A-Z]"), "含有大写字母"),
}


@check(title="网址不规范", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield one verdict for each kind of unclean address."""
    pages = whole.evidence.pages
    looked = [page.url for page in pages if not _CLEAN.fullmatch(page.url)]
    paths = [(url, unquote(urlsplit(url).path)) for url in looked]
    for kind, (pattern, words) in _KINDS.items():
        unclean = [url for url, path in paths if pattern.search(path)]
        if not unclean:
            yield silent(kind, Verdict.OK)
            continue
        yield suspect(
            kind,
            f"{len(pages)}个网页中有{len(unclean)}个的网址{words}，请核实",
            places=tuple(Place(url, "", "") for url in unclean),
            kind=kind,
            pages_checked=len(pages),
            pages_unclean=len(unclean),
        )
