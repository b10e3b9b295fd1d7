"""Soundness 巡检是否可信: was this crawl good enough to judge from? Pure.

If it was not, nothing it saw is held against a unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.policy import BROKEN_OFF
from model.fetch import FetchOutcome
from model.snapshot import Soundness

MAX_REFUSED_SHARE = 0.2
"""Share of the site's own pages that were blocked, denied or timed out."""

MAX_ERROR_SHARE = 0.5
"""Share of the site's own pages that answered with a server error: the server is down."""

MIN_TROUBLED = 5
"""Fewer troubled pages than this never spoil a night."""

MIN_PAGES_SHARE = 0.5
"""Fewer pages than this share of the last sound night's: something was missed."""

_REFUSED = frozenset({FetchOutcome.BLOCKED, FetchOutcome.ROBOTS_DENIED})
_TIMEOUTS = frozenset(
    {
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
        FetchOutcome.CONNECTION_LOST,
        FetchOutcome.TLS_ERROR,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What is known of a crawl when it ends."""

    home_read: bool
    home_closed: bool = False  # it only says that the site is closed, or under repair
    outcomes: tuple[FetchOutcome, ...]  # of the site's own pages
    pages: int
    pages_before: int | None = None  # of the last sound night
    standing: int = 0  # pages not asked in this night, known from an earlier one
    capped: bool = False  # the page limit was reached
    left_alone: bool = False  # the site turned us away again and again: crawler/breaker.py
    aborted: bool = False  # stopped, or failed, before the frontier ran dry


def soundness(health: Health) -> Soundness:
    """Return whether a night may be judged, with the reason in Chinese if not."""
    finished = not (health.capped or health.aborted or health.left_alone)
    reason = _reason(health)
    return Soundness(sound=not reason, reason=reason, finished=finished)


def _reason(health: Health) -> str:
    if health.aborted:
        return "巡检中途停止，未能走完全站"
    if health.left_alone:
        return f"网站{BROKEN_OFF}，请主办单位将巡检地址列入允许访问的名单；此前的巡检结果仍然有效"
    if health.home_closed:
        return "首页显示网站关闭、停机维护或未备案的提示，未能读取网站内容，请核实"
    if not health.home_read:
        return "未能读取首页，无法判断网站情况"
    refused = _count(health.outcomes, _REFUSED)
    late = _count(health.outcomes, _TIMEOUTS)
    errors = _count(health.outcomes, {FetchOutcome.SERVER_ERROR})
    total = max(len(health.outcomes) + max(health.standing, 0), 1)
    if refused + late >= MIN_TROUBLED and (refused + late) / total > MAX_REFUSED_SHARE:
        share = round(100 * (refused + late) / total)
        return f"站内网页有 {share}% 被拦截、被拒绝抓取或超时（共 {total} 个），巡检结果不可靠"
    if errors >= MIN_TROUBLED and errors / total > MAX_ERROR_SHARE:
        share = round(100 * errors / total)
        return f"站内网页有 {share}% 返回服务器错误（共 {total} 个），网站可能正处于故障中"
    before = health.pages_before
    if before and not health.capped and health.pages < MIN_PAGES_SHARE * before:
        return f"本次只读到 {health.pages} 个网页，不到上次 {before} 个的一半，可能有遗漏"
    return ""


def _count(outcomes: Iterable[FetchOutcome], wanted: Iterable[FetchOutcome]) -> int:
    kinds = frozenset(wanted)
    return sum(outcome in kinds for outcome in outcomes)
