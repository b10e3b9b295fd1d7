"""Lures 诱导词: words of gambling, fake papers and the like, and when a page is made of them.

A lure that ordinary words make where they meet is none: 红色|情怀, 时代|孕育, 省外|挂职.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORDS = """
    博彩 彩票平台 百家乐 六合彩 时时彩 北京赛车 赌场 赌博网 赌球 现金网 老虎机 娱乐城 真人娱乐
    棋牌游戏 皇冠体育 皇冠网 葡京 威尼斯人 太阳城 体育投注 足球投注 电子游艺 私服 外挂 代孕
    成人电影 成人视频 情色 色情 裸聊 约炮 一夜情 代开发票 发票代开 办证刻章 刻章办证 代办文凭
    迷药 伟哥
"""
_RIGHT_WORDS = """
    热情色 感情色 激情色 真情色 深情色 抒情色 时代孕 年代孕 当代孕 世代孕 现代孕 古代孕 代孕育
    公私服 隐私服 私服务 现金网点 时时彩排 时时彩虹 六合彩虹 广博彩 渊博彩 节约炮 痴迷药
"""
_RIGHT_BEHIND = {
    "色情": "况景怀境绪缘感调结操报形侣谊愫趣",
    "外挂": "职牌号靠点钩电墙式板设账帐单出网",
}
_INVOICES = frozenset({"代开发票", "发票代开"})
_AT_THE_TAX_OFFICE = re.compile(
    "税|办事|指南|流程|须知|窗口|业务|政策|办理|操作|管理|规定|通知|公告|解答|问答"
)
_FOUGHT_WORDS = """
    打击 严打 整治 查处 禁止 严禁 防范 抵制 治理 涉嫌 犯罪 案件 警方 公安 揭秘 警惕 谨防 曝光
    处罚 扫黄 举报 清理 取缔 警示 远离 拒绝 危害 反诈 防骗 破获 查获 捣毁 通报
"""
LURES = tuple(_WORDS.split())
_RIGHT = {
    lure: tuple(right for right in _RIGHT_WORDS.split() if lure in right)
    + tuple(lure + sign for sign in _RIGHT_BEHIND.get(lure, ""))
    for lure in LURES
}
FOUGHT = tuple(_FOUGHT_WORDS.split())
ENOUGH = 3
"""Different lures in a text without which it may be news of the police."""


def standing(text: str, known: Iterable[str] = LURES) -> Iterator[str]:
    """Yield the known lures that stand in a text and are not made by chance by right words."""
    for lure in known:
        if lure not in text:
            continue
        rest = text
        for right in _RIGHT.get(lure, ()):
            rest = rest.replace(right, "\n")
        if lure in rest and not (lure in _INVOICES and _AT_THE_TAX_OFFICE.search(text)):
            yield lure


def lures_of_page(title: str, text: str) -> tuple[str, ...]:
    """Return the lures a page is made of: in its title, or several in its text; else none."""
    named = tuple(standing(title))
    if named and not any(word in title for word in FOUGHT):
        return named
    found = tuple(standing(text))
    if len(found) < ENOUGH or any(word in text for word in FOUGHT):
        return ()
    return found
