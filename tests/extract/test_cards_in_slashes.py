"""Cards whose day, month and year stand apart between slashes: no item falls out of the list."""

from __future__ import annotations

import pytest

from extract.page import read_page

URL = "http://www.example.gov.cn/tzgg/"
TITLES = (
    "关于停水检修的通知内容",
    "云湖区召开安全生产会议",
    "关于校园招生的公告内容",
    "云湖区开展防汛演练活动",
)


def _items(cards: tuple[tuple[str, str], ...]) -> list[tuple[str, str | None, str]]:
    rows = "".join(
        f"<li><div><b>{first}</b>/<span>{second}</span>/<u>2024</u></div>"
        f'<a href="/tzgg/content_{number}.html">{title}</a></li>'
        for number, (title, (first, second)) in enumerate(zip(TITLES, cards, strict=True))
    )
    listing = read_page(f"<body><ul>{rows}</ul>".encode(), URL).facts.listing
    assert listing is not None
    return [(item.title, item.date, item.words) for item in listing.items]


@pytest.mark.parametrize("day_first", [True, False])
def test_the_order_is_that_of_the_card_that_can_be_one_day_only(*, day_first: bool) -> None:
    days = (("05", "20"), ("05", "07"), ("05", "05"), ("04", "09"))
    cards = tuple((day, month) if day_first else (month, day) for month, day in days)
    dates = ["2024-05-20", "2024-05-07", "2024-05-05", "2024-04-09"]
    assert _items(cards) == [(t, d, "") for t, d in zip(TITLES, dates, strict=True)]


def test_without_such_a_card_every_item_stays_with_what_is_shown() -> None:
    cards = (("09", "05"), ("07", "05"), ("05", "05"), ("09", "04"))
    assert _items(cards) == [
        (TITLES[0], None, "09/05/2024"),
        (TITLES[1], None, "07/05/2024"),
        (TITLES[2], "2024-05-05", ""),
        (TITLES[3], None, "09/04/2024"),
    ]
