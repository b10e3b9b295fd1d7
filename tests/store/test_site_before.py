"""What a site was before: oldest titles, and hosts that no earlier night linked to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from model.page import Link, LinkKind, LinkPosition
from store.site_records import Answered
from tests.store.site_nights import HOME, Nights, gone, link, page


def titled(path: str, title: str, *hosts: str) -> Answered:
    links = (Link(f"http://{host}/", "合作", LinkKind.PAGE, LinkPosition.FOOTER) for host in hosts)
    answer = page(path, *links, link("x"))
    assert answer.page is not None
    facts = replace(answer.page.facts, title=title)
    body = f"{title}{hosts}".encode()
    return replace(answer, page=replace(answer.page, facts=facts, body=body))


def test_the_oldest_title_is_told_of_pages_that_bear_another(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "site.db")
    nights.tell(0, {"": titled("", "甲网"), "a": titled("a", "旧题"), "b": titled("b", "乙")})
    nights.tell(1, {"": titled("", "甲网", "n.example"), "a": titled("a", "新题"), "b": gone()})
    nights.tell(2, {"": titled("", "甲网"), "a": titled("a", "又改"), "b": titled("b", "乙")})

    assert nights.snapshot(0).titles_before == {}
    assert nights.snapshot(1).titles_before == {HOME + "a": "旧题"}
    assert nights.snapshot(2).titles_before == {HOME + "a": "旧题"}


def test_a_host_is_new_for_thirty_days(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "site.db")
    known = titled("", "甲网", "old.example")
    more = titled("", "甲网", "old.example", "new.example")
    nights.tell(0, {"": known})
    nights.tell(1, {"": more, "a": titled("a", "甲", "old.example:8080")})
    for day in (30, 31, 32):
        nights.tell(day, {"": more})

    assert nights.snapshot(0).outside_new is None
    for day in (1, 30):
        new = nights.snapshot(day).outside_new
        assert new is not None
        assert list(new) == ["new.example"]
        assert [(p.page, p.text, p.position) for p in new["new.example"]] == [
            (HOME, "合作", "footer")
        ]
    assert nights.snapshot(32).outside_new == {}
    assert nights.snapshot(1).night_on - nights.snapshot(0).night_on == timedelta(days=1)
