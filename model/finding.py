"""Verdict 判定结果 and Finding 问题."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Scalar = str | int | float | bool | None
Evidence = Mapping[str, Scalar | list[str]]


class Verdict(StrEnum):
    """The closed set of judgements about one subject."""

    OK = "ok"  # 未发现问题
    FAIL = "fail"  # 发现问题
    SUSPECT = "suspect"  # 疑似问题: a person must look
    NOT_APPLICABLE = "not_applicable"  # 不适用
    NOT_JUDGED = "not_judged"  # 未判定: the evidence is missing
    CRASHED = "crashed"  # 检查出错: our bug, never the site's fault


VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.OK: "未发现问题",
    Verdict.FAIL: "发现问题",
    Verdict.SUSPECT: "疑似问题",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.NOT_JUDGED: "未判定",
    Verdict.CRASHED: "检查出错",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject was met: a page, the text there, the position on the page."""

    page: str
    text: str
    position: str  # a LinkPosition value, or "" where it has no meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One judgement worth printing. Built by `fail`, `suspect` and the runner.

    `weight` is the class by which a rulebook charges (for links: "home" or "other").
    """

    check: str
    subject: str  # an address, or another stable name of what was judged
    verdict: Verdict
    message: str  # one Chinese sentence
    places: tuple[Place, ...] = ()
    evidence: Evidence = field(default_factory=dict)
    unit: str = ""
    column: str = ""  # path of the column, "" where there is none
    weight: str = ""
    indicators: tuple[str, ...] = ()  # rulebook rows that count it, most severe first

    def fingerprint(self, site_code: str) -> str:
        """Return the finding's identity: site, check and subject; never message or night."""
        return fingerprint(site_code, self.check, self.subject)


def fingerprint(site_code: str, check: str, subject: str) -> str:
    """Return 16 hex digits that name one problem of one site for ever."""
    text = "\x1f".join((site_code, check, subject))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Standing(StrEnum):
    """How a finding stands against the night before."""

    NEW = "new"  # 新增
    STILL = "still"  # 仍存在
    GONE = "gone"  # 已消除
    BACK = "back"  # 再次出现


STANDING_NAMES: dict[Standing, str] = {
    Standing.NEW: "新增",
    Standing.STILL: "仍存在",
    Standing.GONE: "已消除",
    Standing.BACK: "再次出现",
}
