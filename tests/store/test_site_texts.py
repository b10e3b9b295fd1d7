"""Texts of a site file: kept once, read back for any night, one at a time."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from store.site_dump import dump
from store.site_records import Answered
from tests.store.site_nights import HOME, Nights, gone, link, page


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "site.db")


def saying(path: str, text: str, note: str = "") -> Answered:
    answer = page(path, link(note or "x"))
    assert answer.page is not None
    return replace(answer, page=replace(answer.page, text=text))


def test_each_night_has_its_own_texts(nights: Nights) -> None:
    nights.tell(0, {"": saying("", "首页"), "a": saying("a", "旧文\n第二行"), "b": page("b")})
    nights.tell(1, {"": saying("", "首页"), "a": saying("a", "新文", "y"), "b": gone()})

    first, second = nights.snapshot(0).texts, nights.snapshot(1).texts

    assert dict(first.items()) == {HOME: "首页", HOME + "a": "旧文\n第二行"}
    assert list(second) == [HOME, HOME + "a"]
    assert (second[HOME + "a"], second.get(HOME + "b"), len(second)) == ("新文", None, 2)
    assert first == dict(first.items())


def test_an_equal_text_of_another_body_is_kept_once(nights: Nights) -> None:
    long = "同一篇文章。" * 200
    for day, counter in enumerate(("1", "2", "3")):
        nights.tell(day, {"a": saying("a", long, counter)})

    rows = dump(nights.path)["texts"]

    assert len(rows) == 3
    assert len({digest for *_, digest, _ in rows}) == 1
    assert {size for *_, size in rows} == {len(long.encode())}


def test_nothing_is_read_before_it_is_asked_for(nights: Nights) -> None:
    nights.tell(0, {"a": saying("a", "一篇")})
    texts = nights.snapshot(0).texts

    with sqlite3.connect(nights.path) as conn:
        conn.execute("DELETE FROM reading_text")
    conn.close()

    assert dict(texts.items()) == {}
