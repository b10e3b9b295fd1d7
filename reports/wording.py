"""Wording 用语: how documents say figures, days and the words of the enums. Pure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

from model.clock import china_time as in_china
from model.fetch import FetchOutcome
from model.finding import Finding
from model.page import POSITION_NAMES, LinkKind, LinkPosition
from model.review import DECISION_NAMES, REACH_NAMES, Reach, Review
from model.rulebook import KIND_NAMES, Kind

E = TypeVar("E", bound=StrEnum)
LINK_KIND_NAMES: dict[LinkKind, str] = {
    LinkKind.PAGE: "站内页面",
    LinkKind.ASSET: "页面资源",
    LinkKind.ATTACHMENT: "附件",
    LinkKind.EXTERNAL: "站外链接",
}
NOT_APPLICABLE = "不适用"
_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
NO_UNIT = "未明确"
UNNAMED_CHECK = "其他检查"


def china_time(moment: datetime) -> str:
    """Return China time, `2026年11月24日 08:30`; a naive moment raises ValueError."""
    local = in_china(moment)
    return f"{china_day(moment)} {local:%H:%M}"


def china_day(moment: datetime) -> str:
    """Return the China day, `2026年11月5日`; a naive moment raises ValueError."""
    return long_day(in_china(moment).date())


def long_day(day: date) -> str:
    """Return a day as official documents write it: Arabic, not padded with zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def points(value: Decimal) -> str:
    """Return points without idle zeros: 87.50 is `87.5`, 80 stays `80`."""
    text = f"{value.normalize():f}"
    return "0" if text == "-0" else text


def share(part: Decimal) -> str:
    """Return a share of 0 to 1 as per cent with one decimal at most; only all of it is `100%`."""
    percent = (part * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if percent == 100 and part < 1:
        percent = Decimal("99.9")
    if percent == 0 and part > 0:
        percent = Decimal("0.1")
    return f"{points(percent)}%"


def rate(on_time: int, due: int) -> str:
    """Return the 达标率 in per cent; nothing due is 不适用, never 100 %."""
    return share(Decimal(on_time) / due) if due else NOT_APPLICABLE


def days_left(days: int | None) -> str:
    """Return how far away a deadline is, in words."""
    if days is None:
        return "—"
    if days < 0:
        return f"逾期{-days}天"
    return f"剩{days}天" if days else "今日到期"


def ordinal(number: int) -> str:
    """Return a number as papers number their second level: 一, 十, 二十一; from 100 in digits."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + _DIGITS[ones]


def position_name(position: str) -> str:
    """Return where on its page a link stands, in Chinese; "" where that has no meaning."""
    known = _member(LinkPosition, position)
    return POSITION_NAMES[known] if known else ""


def reviewed(review: Review) -> str:
    """Return what a person decided: word, person, day, reason and how long it holds."""
    until = f"，有效期至{long_day(review.until_on)}" if review.until_on else ""
    reach = "" if review.reach is Reach.ONCE else f"，{REACH_NAMES[review.reach]}有效"
    who = f"{review.who}，{china_day(review.at)}{reach}{until}"
    return f"{DECISION_NAMES[review.decision]}（{who}）：{review.reason}"


def indicator_kind(kind: str) -> str:
    """Return the Chinese name of a rulebook row's kind."""
    known = _member(Kind, kind)
    return KIND_NAMES[known] if known else kind


def link_kind(finding: Finding) -> str:
    """Return what a dead link points at, from its evidence; "" if it does not say."""
    known = _member(LinkKind, finding.evidence.get("kind"))
    return LINK_KIND_NAMES[known] if known else ""


def outcome(finding: Finding) -> str:
    """Return what happened at a dead link: the outcome's sentence, or the finding's own."""
    known = _member(FetchOutcome, finding.evidence.get("cause"))
    return known.sentence if known else finding.message


def number(finding: Finding, key: str) -> int | None:
    """Return a whole number of the evidence, or None if it is not there."""
    value = finding.evidence.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _member(names: type[E], word: object) -> E | None:
    return next((name for name in names if name.value == word), None)
