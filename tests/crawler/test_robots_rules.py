"""robots.txt as Google reads it.

Agreement with the 142 decisions of Google's own parser test: 140. The two others:

| Case | Google | Here | Why |
|---|---|---|---|
| `ID_Encoding`: `Allow: /foo/bar/ツ`, address `/foo/bar/ツ` not encoded | denied | allowed | Google's function wants its caller to encode addresses and compares a raw one as it is. On the wire both spellings are one request, so both get one answer. |
| `ID_Encoding`: `Allow: /foo/bar/%E3%83%84`, the same raw address | denied | allowed | The same. |
"""  # noqa: E501

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.robots import token_of
from crawler.robots_rules import MAX_LINE, RobotsRules

CASES = (
    Path(__file__).resolve().parents[2].parent
    / "shared/corpus/protocol/google_robotstxt/cases.json"
)
RAW_ADDRESS = "http://foo.bar/foo/bar/\xe3\x83\x84"


@pytest.mark.corpus
@pytest.mark.skipif(not CASES.exists(), reason="the saved cases are not here")
def test_google_decides_the_same_but_for_raw_addresses() -> None:
    cases: list[dict[str, Any]] = json.loads(CASES.read_text("utf-8"))["cases"]
    other = [
        (case["test"], case["url"])
        for case in cases
        if RobotsRules(case["robotstxt"], case["useragent"]).allows(case["url"]) != case["allowed"]
    ]
    assert len(cases) == 142
    assert other == [("ID_Encoding", RAW_ADDRESS)] * 2


def allows(text: str, path: str, token: str = "xunjian") -> bool:
    return RobotsRules(text, token).allows(f"http://a.example{path}")


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/a", "/abc", True),
        ("/a", "/A", False),
        ("/a$", "/ab", False),
        ("/*.doc$", "/x/y.doc", True),
        ("/*.doc$", "/x/y.docx", False),
        ("/*.doc", "/x/y.docx", True),
        ("*", "/", True),
        ("/*a*b$", "/ab-ab", True),
        ("/ab*b$", "/ab", False),
        ("/a$b", "/a$b", True),
        ("/search?", "/search?q=1", True),
        ("/%e4%b8%ad", "/%E4%B8%AD", True),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {pattern}", path) is not fits


def test_a_gbk_file_speaks_of_gbk_addresses() -> None:
    text = "User-agent: *\nDisallow: /机密/\n".encode("gbk").decode("latin-1")
    assert not allows(text, "/%BB%FA%C3%DC/a.html")


def test_the_longest_rule_wins_and_allow_wins_a_tie() -> None:
    text = "User-agent: *\nDisallow: /a/\nAllow: /a/b/\nDisallow: /a/b/c\nAllow: /a/b/c\n"
    assert not allows(text, "/a/x")
    assert allows(text, "/a/b/x")
    assert allows(text, "/a/b/c")


def test_our_groups_count_together_and_silence_the_rules_for_everyone() -> None:
    text = (
        "User-agent: *\nDisallow: /\n\nUser-agent: XunJian/2.0\nDisallow: /a\nCrawl-delay: 3\n\n"
        "User-agent: other\nUser-agent: xunjian\nSitemap: /s.xml\nDisallow: /b\n"
    )
    rules = RobotsRules(text, "xunjian")
    assert [rules.allows(f"http://a.example/{name}") for name in "abc"] == [False, False, True]
    assert rules.delay_s == 3
    assert not allows(text, "/c", token="somebody")


@pytest.mark.parametrize("lead", ["\xef\xbb\xbf", "\xef\xbb", "\xef"])
def test_a_byte_order_mark_hides_nothing(lead: str) -> None:
    assert not allows(f"{lead}User-agent: *\r\nDisallow: /\r\n", "/a")


@pytest.mark.parametrize("value", ["", "-1", "x", "nan", "inf", "1e9"])
def test_a_senseless_delay_is_none(value: str) -> None:
    assert RobotsRules(f"User-agent: *\nCrawl-delay: {value}\n", "xunjian").delay_s == 0


def test_a_line_of_many_stars_costs_nothing() -> None:
    pattern = "/" + "*a" * 5000
    assert len(pattern) < MAX_LINE
    assert allows(f"User-agent: *\nDisallow: {pattern}b$\n", "/" + "a" * 2000)


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("Mozilla/5.0 (compatible; xunjian/0.1; 0571-1234)", "xunjian"),
        ("xunjian-test/1.0", "xunjian-test"),
        ("Officebot/1.0", "Officebot"),
        ("", "xunjian"),
    ],
)
def test_the_name_rules_call_us_by(agent: str, token: str) -> None:
    assert token_of(agent) == token
