"""The year of a month and day: from folders of an item's address, never from a file's own number."""

from __future__ import annotations

import pytest

from extract.dates import year_in_url
from extract.page import read_page

BASE = "http://www.example.gov.cn"


@pytest.mark.parametrize(
    ("url", "year"),
    [
        ("/zwgk/2026/4471.html", 2026),
        ("/zwgk/202611/4471.html", 2026),
        ("/zwgk/2026-11/4471.html", 2026),
        ("/zwgk/2026/11/4471.html", 2026),
        ("/zwgk/t20261123_4471.html", 2026),
        ("/zwgk/2015.html", None),
        ("2015.html", None),
        ("/zwgk/201511.html", None),
        ("/show.asp?id=2015", None),
        ("/show.asp?go=/2015/", None),
        ("/info/2015/4471.htm", None),  # a column's number
    ],
)
def test_only_folders_spell_a_year(url: str, year: int | None) -> None:
    assert year_in_url(url) == year


def listed(rows: str) -> list[str | None]:
    markup = f"<title>公示</title><body><h2>公示公告</h2><div class='list'>{rows}</div>"
    facts = read_page(markup.encode(), f"{BASE}/gsgg/list_1.html").facts
    return [item.date for item in facts.listing.items]


def row(number: int, shown: str) -> str:
    return f"<p><span>{shown}</span> <a href='/gsgg/{number}.html'>第{number}号事项的公示</a></p>"


def test_numbered_files_take_the_year_from_the_heading_above_them() -> None:
    this_year = row(2015, "11-23") + row(2014, "02-13")
    last_year = row(2013, "12-03") + row(2012, "10-24")
    rows = f"<h3>2026年</h3>{this_year}<h3>2025年</h3>{last_year}"
    assert listed(rows) == ["2026-11-23", "2026-02-13", "2025-12-03", "2025-10-24"]


def test_numbered_files_without_a_heading_leave_the_year_unknown() -> None:
    rows = "".join(row(number, f"11-{number - 2000:02}") for number in range(2015, 2005, -1))
    assert listed(rows) == [None] * 10
