from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.safe_text import clean, one_line, shortened, web_address


@given(st.text(st.characters(exclude_categories=())))
def test_cleaned_text_can_be_written_as_utf_8_and_stays_clean(text: str) -> None:
    once = clean(text)
    once.encode("utf-8")
    assert clean(once) == once


def test_direction_marks_cannot_turn_a_line_around() -> None:
    assert clean("a\u202egpj.exe\u2069b") == "agpj.exeb"


def test_one_line_has_no_breaks() -> None:
    assert one_line(" 一\r\n二\t三\u2028四\x00 ") == "一 二 三 四"


def test_shortened_says_that_something_is_missing() -> None:
    assert shortened("一二三", 3) == "一二三"
    assert shortened("一二三四", 3) == "一二…"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example/",
        "/path",
        "http://",
        "http://[::1",
        "http://a.example/\nb",
        "http://a.example/ b",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_http_addresses_become_links(text: str) -> None:
    assert web_address(text) is None


def test_http_addresses_pass_as_they_are() -> None:
    for url in ("http://a.example/?x=1&y=<2>", "HTTPS://a.example/", "http://[::1]:8080/"):
        assert web_address(url) == url
