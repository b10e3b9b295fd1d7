"""Pages of other sites: what they show, and that nothing hostile takes long."""

from __future__ import annotations

import pytest

from extract.outside_look import MOST_CHARS, look_at
from model.outside import OutsideSign

NEWS = "本市今日召开旅游工作会议，部署下半年重点任务，要求各单位抓好落实，服务广大游客。"


def page(title: str, text: str, head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body>{text}</body></html>".encode()


@pytest.mark.parametrize(
    ("title", "text", "signs"),
    [
        ("清河旅游网", NEWS, ()),
        ("qinghelvyou.example", "This domain is for sale. Make an offer!", (OutsideSign.FOR_SALE,)),
        ("qinghelvyou.example 域名出售", "联系卖家", (OutsideSign.FOR_SALE,)),
        ("您访问的域名已过期", "请联系注册服务机构续费", (OutsideSign.PARKED,)),
        ("Welcome to nginx!", "If you see this page", (OutsideSign.DEFAULT,)),
        ("恭喜，站点创建成功！", "这是默认index.html", (OutsideSign.DEFAULT,)),
        ("关于规范域名出售行为的通知", NEWS * 60, ()),
        ("工作动态", NEWS * 60 + "某案涉及域名出售。" + NEWS, ()),
        ("停车场收费标准公示", "free parking is not available " + NEWS, ()),
    ],
)
def test_signs(title: str, text: str, signs: tuple[OutsideSign, ...]) -> None:
    look = look_at(page(title, text))
    assert look is not None
    assert look.signs == signs
    assert look.title == title


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        (NEWS * 2, True),
        ("Best slots and bonuses for new players, register now and win every day " * 2, False),
        (NEWS * 2 + " Copyright (c) 2024 All Rights Reserved", True),
        ("404", None),
        ("<script>var text = '" + "word " * 100 + "'</script>", None),
    ],
)
def test_language(text: str, chinese: bool | None) -> None:
    look = look_at(page("", text))
    assert look is not None
    assert look.chinese is chinese


def test_description_and_keywords_are_read_and_shortened() -> None:
    head = '<meta name="Keywords" content="甲,乙"><meta name="description" content="' + "丙" * 999
    look = look_at(page("x", "", head + '">'))
    assert look is not None
    assert look.words.startswith("甲,乙 丙")
    assert len(look.words) == MOST_CHARS


def test_gbk_and_a_cut_body_are_read() -> None:
    body = page("清河旅游网", NEWS * 4).decode().encode("gbk")
    look = look_at(body[: len(body) // 2 + 1], "text/html; charset=gbk")
    assert look is not None
    assert look.title == "清河旅游网"
    assert look.chinese is True


@pytest.mark.parametrize("body", [b"", b"  \n", b"<" * 200_000, b"a " * 200_000, bytes(70_000)])
def test_any_bytes_give_an_answer(body: bytes) -> None:
    look = look_at(body)
    assert look is None or look.signs == ()
