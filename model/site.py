"""The register 名录: units, sites, columns and exemptions, as the office keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.media import MediaAccount
from model.span import Span
from model.upstream import SourceColumn


class SiteKind(StrEnum):
    """What a site is; only portals are scored in full (check-2019)."""

    PORTAL = "portal"  # 门户网站
    DEPARTMENT = "department"  # 部门网站


class ColumnKind(StrEnum):
    """What a column 栏目 publishes; rulebooks set limits by kind."""

    NEWS = "news"  # 动态要闻
    NOTICE = "notice"  # 通知公告
    POLICY = "policy"  # 政策文件
    INTERPRETATION = "interpretation"  # 政策解读
    PERSONNEL = "personnel"  # 人事信息
    PLAN = "plan"  # 规划计划
    STATISTICS = "statistics"  # 数据发布
    SERVICE_STATISTICS = "service_statistics"  # 办事统计
    MESSAGES = "messages"  # 留言公开
    SURVEY = "survey"  # 征集调查
    INTERVIEW = "interview"  # 在线访谈
    DISCLOSURE = "disclosure"  # 信息公开
    OVERVIEW = "overview"  # 概况信息
    DUTY = "duty"  # 机构职能
    LEADER = "leader"  # 领导信息
    SERVICE = "service"  # 办事服务
    TOPIC = "topic"  # 专题专栏
    NAVIGATION = "navigation"  # 导航: only points elsewhere
    OTHER = "other"  # 其他


class ColumnLevel(StrEnum):
    """Whether a column is first level; check-2019 asks this of notices and policies."""

    FIRST = "first"  # 一级
    OTHER = "other"  # 其他


KIND_NAMES: dict[ColumnKind, str] = {
    ColumnKind.NEWS: "动态要闻",
    ColumnKind.NOTICE: "通知公告",
    ColumnKind.POLICY: "政策文件",
    ColumnKind.INTERPRETATION: "政策解读",
    ColumnKind.PERSONNEL: "人事信息",
    ColumnKind.PLAN: "规划计划",
    ColumnKind.STATISTICS: "数据发布",
    ColumnKind.SERVICE_STATISTICS: "办事统计",
    ColumnKind.MESSAGES: "留言公开",
    ColumnKind.SURVEY: "征集调查",
    ColumnKind.INTERVIEW: "在线访谈",
    ColumnKind.DISCLOSURE: "信息公开",
    ColumnKind.OVERVIEW: "概况信息",
    ColumnKind.DUTY: "机构职能",
    ColumnKind.LEADER: "领导信息",
    ColumnKind.SERVICE: "办事服务",
    ColumnKind.TOPIC: "专题专栏",
    ColumnKind.NAVIGATION: "导航",
    ColumnKind.OTHER: "其他",
}
LEVEL_NAMES: dict[ColumnLevel, str] = {ColumnLevel.FIRST: "一级", ColumnLevel.OTHER: "其他"}
SITE_KIND_NAMES: dict[SiteKind, str] = {
    SiteKind.PORTAL: "门户网站",
    SiteKind.DEPARTMENT: "部门网站",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body 单位 that answers for sites or columns; `name` is its key."""

    name: str
    short_name: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A government website 网站; `code` (网站标识码) is its key."""

    code: str
    name: str
    home_url: str
    unit: str  # sponsoring unit 主办单位
    kind: SiteKind = SiteKind.PORTAL
    platform: str = ""  # pace is kept per platform; empty: the host itself
    allow_private: bool = False  # intranet addresses may be fetched for this site


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column 栏目 of a site; (`site_code`, `url`) is its key."""

    site_code: str
    path: str  # as a breadcrumb: "首页 > 新闻 > 要闻"
    url: str
    kind: ColumnKind
    level: ColumnLevel = ColumnLevel.OTHER
    unit: str = ""  # responsible unit 责任单位; empty: the site's own unit
    interval: Span | None = None  # required interval; None: the rulebook's by kind
    interval_source: str = ""  # where the interval comes from
    rule: str = ""  # optional reading rule
    inferred: bool = False  # proposed by the program, not confirmed by the office


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """An approved exemption 报备 of one column, with an end date."""

    site_code: str
    url: str  # address of the column
    reason: str
    approver: str
    until_on: date  # last day on which it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The whole register 名录; order is the order of the sheets' rows."""

    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()
    columns: tuple[Column, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    sources: tuple[SourceColumn, ...] = ()
    accounts: tuple[MediaAccount, ...] = ()

    def site(self, code: str) -> Site | None:
        """Return the site with this 网站标识码, or None."""
        return next((s for s in self.sites if s.code == code), None)

    def columns_of(self, code: str) -> tuple[Column, ...]:
        """Return the columns of one site in register order."""
        return tuple(c for c in self.columns if c.site_code == code)

    def accounts_of(self, code: str) -> tuple[MediaAccount, ...]:
        """Return the accounts that are judged with a site: each with one site of the register.

        That is the site of the account's own unit, else the first portal, else the first site.
        """
        first = next((s for s in self.sites if s.kind is SiteKind.PORTAL), None)
        rest = first or next(iter(self.sites), None)
        own = {site.unit: site.code for site in reversed(self.sites)}
        other = rest.code if rest else ""
        return tuple(a for a in self.accounts if own.get(a.unit, other) == code)

    def exemptions_of(self, code: str) -> tuple[Exemption, ...]:
        """Return the exemptions of one site in register order."""
        return tuple(e for e in self.exemptions if e.site_code == code)
