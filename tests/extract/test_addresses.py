"""Addresses remembered or set together give what the rule itself gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.addresses import resolve
from model.url import absolute

BASES = (
    "http://www.example.gov.cn/",
    "http://www.example.gov.cn/a/b/index.html",
    "https://www.example.gov.cn:8443/a/b/?x=/y/",
    "http://127.0.0.1:8000/a//b/c.html",
    "http://www.example.gov.cn/%E4%B8%AD/c;d/e.html",
    "http://www.example.gov.cn/a.b/./c.html",
)
PIECES = (
    "a", "Z9", "_", "-", ".", "..", "/", "//", "?", "=", "&", "#", "%", "%41", ";", ":", " ", "中",
    "\t", "http:", "https://", "HTTP://", "www.x.cn", "X.cn", ":80", ".html", "~", "@", "\\", "'",
)  # fmt: skip


@given(st.sampled_from(BASES), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_joined_as_the_rule_joins(base: str, written: str) -> None:
    assert resolve(base, written) == absolute(base, written)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    "written",
    ["", "c.html", "./c/d.html?x=1&y=2/3", "../c.html", "/", "/c/d/", "/c//d", "/./c", "c?", "./",
     "http://x.cn/a/b.html?c=d", "http://x.cn", "http://x..cn/", "http://x.cn/a/../b", "a/.b"],
)  # fmt: skip
def test_the_usual_forms(base: str, written: str) -> None:
    assert resolve(base, written) == absolute(base, written)
