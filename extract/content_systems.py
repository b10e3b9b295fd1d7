"""Content systems 网站系统: which one a site's addresses are made by.

Systems sold to many offices write addresses that no other system writes. It tells the system,
not who runs it: every one of these is in use all over the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHAPES = (
    ("大汉 JCMS", re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html$|/col/col\d+/")),
    ("拓尔思 TRS", re.compile(r"/\d{6}/t\d{8}_\d+\.s?html?$")),
    ("博达 VSB", re.compile(r"/info/\d{3,6}/\d+\.html?$")),
)
_FEWEST = 2


def system_of(urls: Iterable[str]) -> str:
    """Return the one system that several of these addresses are of, "" where none or two are."""
    counted = dict.fromkeys((name for name, _ in _SHAPES), 0)
    for url in urls:
        for name, shape in _SHAPES:
            counted[name] += bool(shape.search(url.partition("?")[0]))
    found = [name for name, count in counted.items() if count]
    return found[0] if len(found) == 1 and counted[found[0]] >= _FEWEST else ""
