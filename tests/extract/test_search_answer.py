"""The answer of a search: the item is found, others are, or nothing; scripts leave it open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.search_answer import SearchAnswer, read_search_answer, words_for

URL = "http://www.qinghe.gov.cn.example/s?q=x"
ITEM = "http://www.qinghe.gov.cn.example/zwgk/t1.html"
TITLE = "清河区召开老旧小区改造推进会"


def read(body: str, head: str = "") -> SearchAnswer:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_search_answer(page.encode(), URL, "text/html; charset=utf-8", TITLE, ITEM)


ECHO = f'<form><input name="q" value="{TITLE}"></form><p>您搜索的是：{TITLE}</p>'


@pytest.mark.parametrize(
    "body",
    [
        f'{ECHO}<ul><li><a href="/zwgk/t1.html">会议消息</a></li></ul>',
        f'{ECHO}<a href="/visit/link.do?url=1">清河区召开<em>老旧小区</em>改造推进会</a>',
        f'{ECHO}<a href="/visit/1">【政务要闻】{TITLE}_门户网站</a>',
        f'{ECHO}<a href="/visit/1">清河区召开老旧小区改…</a>',
        f'{ECHO}<a href="/visit/1" title="{TITLE}"><img src="/1.jpg"></a>',
    ],
)
def test_the_item_is_found_by_its_address_or_its_title(body: str) -> None:
    assert read(body).hit


@pytest.mark.parametrize(
    "said",
    [
        "抱歉，没有找到与您查询的内容相符的结果",
        "暂无相关信息",
        "共 0 条",
        "为您找到0条结果，用时0.2秒",
        "未检索到符合条件的数据",
        "没有匹配的记录",
    ],
)
def test_the_answer_says_that_there_is_nothing(said: str) -> None:
    answer = read(f"{ECHO}<div class='tip'>{said}</div>")
    assert answer.said
    assert not answer.hit
    assert not answer.related


@pytest.mark.parametrize(
    "said",
    [
        "共 10 条",
        "为您找到120条结果",
        "本站没有办公室",
        '<div style="display:none">没有找到相关结果</div>',
        "未来三天",
    ],
)
def test_other_words_do_not_say_so(said: str) -> None:
    assert read(f"{ECHO}<p>{said}</p>").said == ""


def test_an_echo_of_the_words_is_no_result() -> None:
    assert read(ECHO) == SearchAnswer(hit=False, said="", related=0, scripted=False)


def test_others_are_counted() -> None:
    other = '<a href="/1.html">老旧小区改造问答</a><a href="/2.html">防汛通知</a>'
    assert read(ECHO + other).related == 1


@pytest.mark.parametrize(
    ("head", "drawn"),
    [
        ('<script src="/js/vue.min.js"></script>', True),
        ('<script src="/search/result.js"></script>', True),
        ("<script>loadSearchList(1)</script>", True),
        ('<script src="/js/jquery.js"></script>', False),
        ("", False),
    ],
)
def test_a_script_that_may_draw_leaves_it_open(head: str, drawn: bool) -> None:
    assert read(f"{ECHO}<p>没有找到相关结果</p>", head).scripted is drawn


def test_the_words_are_the_longest_run_of_a_title() -> None:
    assert (
        words_for("关于印发《清河区养老服务设施建设实施方案》的通知")
        == "清河区养老服务设施建设实施方案"
    )
    assert words_for("“”——") == ""
    assert len(words_for("清" * 50)) == 20


@given(st.binary(max_size=300))
def test_no_bytes_are_too_much(body: bytes) -> None:
    read_search_answer(body, URL, "", TITLE, ITEM)
