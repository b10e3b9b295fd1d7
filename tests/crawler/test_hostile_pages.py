"""Pages that are meant to hurt their reader are read, kept as text, and hurt nobody."""

from __future__ import annotations

import pytest

from model.page import PageFacts
from tests.fakesite import pages
from tests.fakesite.hostile import Hostile


def read(hostile: Hostile, path: str) -> PageFacts:
    page = hostile.snapshot.page_at(hostile.server.url(path))
    assert page is not None, hostile.outcome(path)
    return page


@pytest.mark.parametrize("path", pages.REACHED)
def test_odd_links_lead_to_their_pages(hostile: Hostile, path: str) -> None:
    assert read(hostile, path).title == "普通页面"


def test_a_script_in_the_title_is_only_text(hostile: Hostile) -> None:
    # <title> holds raw text: the tags inside are characters of the title.
    assert read(hostile, "/pages/script-title").title == pages.SCRIPT_TITLE


def test_a_formula_in_the_title_is_kept_as_written(hostile: Hostile) -> None:
    assert read(hostile, "/pages/formula-title").title == pages.FORMULA_TITLE


def test_gbk_without_declaration_and_with_broken_bytes(hostile: Hostile) -> None:
    page = read(hostile, "/pages/gbk-broken")
    assert page.title == "无声明的国标码页面"
    assert page.charset in {"gbk", "gb18030"}
    assert page.declared_charset is None
    assert page.invalid_bytes > 0


def test_a_page_may_be_very_deep_or_hold_nul_bytes(hostile: Hostile) -> None:
    assert read(hostile, "/pages/deep").title == "套得很深的页面"
    assert "\0" not in (read(hostile, "/pages/nul-bytes").title or "")


@pytest.mark.parametrize("path", ["/pages/empty", "/pages/not-html"])
def test_a_body_that_is_no_page_is_no_failure(hostile: Hostile, path: str) -> None:
    outcome = hostile.outcome(path)
    assert outcome is not None
    assert not outcome.is_failure


def test_links_that_are_no_addresses_are_nobody_s_target(hostile: Hostile) -> None:
    for url in (*hostile.snapshot.targets, *hostile.snapshot.pages):
        assert url.startswith(("http://", "https://"))
        assert " " not in url
        assert "#" not in url


def test_every_stored_address_was_asked_or_has_a_reason(hostile: Hostile) -> None:
    for url, target in hostile.snapshot.targets.items():
        if target.outcome.is_failure and url.startswith(hostile.server.origin):
            assert hostile.was_asked(url.removeprefix(hostile.server.origin)), url
