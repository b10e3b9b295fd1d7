"""Lures stand where they are planted, not where two ordinary words meet."""

from __future__ import annotations

import pytest

from checks.lures import lures_in
from model.words import WordList


@pytest.mark.parametrize(
    "text",
    [
        "厚植红色情怀，浓郁特色情景，感情色彩浓厚",
        "新时代孕育新机遇",
        "关于选派干部赴省外挂职的通知",
        "场外挂号，老旧小区外挂电梯，药品境外挂网采购",
        "隐私服务协议，公私服务区分，银行现金网点",
        "个人申请代开发票办事指南",
        "节目时时彩排，雨后时时彩虹",
        "色情低俗信息举报专区",
    ],
)
def test_ordinary_words_are_no_lures_where_they_meet(text: str) -> None:
    assert lures_in(text, WordList()) == ()


@pytest.mark.parametrize(
    ("text", "lure"),
    [
        ("色情网站大全", "色情"),
        ("红色情怀 色情直播", "色情"),
        ("游戏外挂下载", "外挂"),
        ("代孕价格", "代孕"),
        ("代开发票加微信", "代开发票"),
        ("澳门现金网", "现金网"),
    ],
)
def test_lures_are_found_in_what_is_planted(text: str, lure: str) -> None:
    assert lure in lures_in(text, WordList())
