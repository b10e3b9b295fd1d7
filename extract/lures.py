"""Lures 诱导词: words of gambling, fake papers and the like, and when a page is made of them."""

from __future__ import annotations

_WORDS = """
    博彩 彩票平台 百家乐 六合彩 时时彩 北京赛车 赌场 赌博网 赌球 现金网 老虎机 娱乐城 真人娱乐
    棋牌游戏 皇冠体育 皇冠网 葡京 威尼斯人 太阳城 体育投注 足球投注 电子游艺 私服 外挂 代孕
    成人电影 成人视频 情色 色情 裸聊 约炮 一夜情 代开发票 发票代开 办证刻章 刻章办证 代办文凭
    迷药 伟哥
"""
_FOUGHT_WORDS = """
    打击 严打 整治 查处 禁止 严禁 防范 抵制 治理 涉嫌 犯罪 案件 警方 公安 揭秘 警惕 谨防 曝光
    处罚 扫黄
"""
LURES = tuple(_WORDS.split())
FOUGHT = tuple(_FOUGHT_WORDS.split())
ENOUGH = 3
"""Different lures in a text without which it may be news of the police."""


def lures_of_page(title: str, text: str) -> tuple[str, ...]:
    """Return the lures a page is made of: in its title, or several in its text; else none."""
    named = tuple(word for word in LURES if word in title)
    if named and not any(word in title for word in FOUGHT):
        return named
    found = tuple(word for word in LURES if word in text)
    if len(found) < ENOUGH or any(word in text for word in FOUGHT):
        return ()
    return found
