"""Rhythm of a column merged over its pager: a bound is a bound only where something was not read."""

from __future__ import annotations

import pytest

from extract.discovery import propose
from tests.extract.test_discovery import HOME, rows, snapshot

CRUMBS = "<title>x</title><body><p>当前位置：首页 &gt; 通知公告</p>"


def a_page(folder: str, count: int, pages: int, number: int) -> str:
    pager = f'<script>createPageHTML({pages}, {number}, "index", "html");</script>'
    return f"{CRUMBS}<ul>{rows(folder, count)}</ul><div class='page'>{pager}</div>"


@pytest.mark.parametrize(("pages", "partial"), [(2, False), (3, True)])
def test_the_first_page_by_its_file_name_is_read_with_its_folder(pages: int, partial: bool) -> None:
    night = snapshot(
        {
            "/": HOME,
            "/tzgg/": a_page("/tzgg/new/", 7, pages, 0),
            "/tzgg/index_1.html": a_page("/tzgg/old/", 3, pages, 1),
        }
    )
    (column,) = propose(night, {}, names={}).columns
    assert (column.rhythm.items, column.rhythm.last_365) == (10, 10)
    assert column.rhythm.partial is partial
