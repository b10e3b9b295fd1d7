"""Reading rules that name the keys of a JSON answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.page import read_page
from extract.rules import read_by_rule, rule_fault
from model.page import ListState

URL = "http://www.example.gov.cn/api/list?column=5"
ANSWER = {
    "code": 0,
    "data": {
        "rows": [
            {
                "id": 71,
                "bt": "关于印发<b>某办法</b>的通知",
                "fbrq": "20240506",
                "in": {"p": "/a/71"},
            },
            {"id": 72, "bt": "公告&amp;说明", "fbrq": "20240501", "in": {"p": "/a/72"}},
            {"id": None, "bt": "没有编号", "fbrq": "20240430", "in": {}},
            "不是记录",
        ]
    },
}
TEXT = json.dumps(ANSWER, ensure_ascii=False)


def rows(rule: str, text: str = TEXT) -> list[tuple[str, str, str | None]]:
    assert rule_fault(rule) == ""
    return [(i.title, i.url, i.date) for i in read_by_rule(text, URL, rule)]


def test_keys_of_address_title_and_date() -> None:
    rule = "data:/api/list | $.data.rows | /info/{id}.html {bt} | {fbrq} | %Y%m%d"
    assert rows(rule) == [
        ("关于印发某办法的通知", "http://www.example.gov.cn/info/71.html", "2024-05-06"),
        ("公告&说明", "http://www.example.gov.cn/info/72.html", "2024-05-01"),
    ]
    nested = "data:/api/list | $.data.rows | {in.p} {bt}"
    assert [url for _, url, _ in rows(nested)] == [
        "http://www.example.gov.cn/a/71",
        "http://www.example.gov.cn/a/72",
    ]
    facts = read_page(TEXT.encode(), URL.partition("?")[0], rule=rule).facts
    assert (facts.listing.state, facts.listing.newest) == (ListState.ITEMS, "2024-05-06")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (1714962600, "2024-05-06 10:30:00"),
        (1714962600000, "2024-05-06 10:30:00"),
        ("2024-05-05T18:30:00Z", "2024-05-06 02:30:00"),
        ("2024年5月6日", "2024-05-06"),
        ("", None),
    ],
)
def test_dates_as_programs_write_them(date: object, shown: str | None) -> None:
    text = json.dumps([{"title": "某件事情", "url": "/1.html", "t": date}])
    assert rows("data:/x | $ | {url} | {t}", f"call({text});") == [
        ("某件事情", "http://www.example.gov.cn/1.html", shown)
    ]


def test_what_is_left_out_is_found_by_the_usual_names() -> None:
    text = '{"list": [{"items": [{"docTitle": "某件事", "docPubUrl": "/1", "docRelTime": "2024-05-06"}]}]}'
    assert rows("data:/x | $.list[0].items", text)[0][2] == "2024-05-06"


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("$.rows | {url}", "前面要先写数据地址"),
        ("data:/x | $..rows", "不是数据路径"),
        ("data:/x | $.rows | url", "没有写明取哪个键"),
        ("data:/x | $.rows | {url} | {day", "没有写明取哪个键"),
        ("data:/x | $.rows | {url} | {day} | %Q", "不认识"),
    ],
)
def test_faults_are_told_in_one_sentence(rule: str, fault: str) -> None:
    assert fault in rule_fault(rule)
    assert read_by_rule(TEXT, URL, rule) == ()


def test_an_answer_without_the_array_is_a_broken_rule_and_never_a_crash() -> None:
    for text in ("", "[", "null", '{"data": []}', "[" * 200_000, "9" * 100_000, TEXT[:-5]):
        assert read_by_rule(text, URL, "data:/x | $.data.rows | {id} {bt}") == ()
    facts = read_page(b'{"data": {}}', URL, rule="data:/api/list?column=5 | $.data.rows").facts
    assert facts.listing.state is ListState.RULE_BROKEN


@settings(max_examples=100, deadline=1_000)
@given(st.text("$.[]{}01ab /|", max_size=30))
def test_no_text_breaks_a_rule_for_json(rule: str) -> None:
    items = read_by_rule(TEXT, URL, f"data:/x | ${rule}")
    assert items == () or rule_fault(f"data:/x | ${rule}") == ""
