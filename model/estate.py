"""Estate 域名家底: everything known at one moment about the domains the district holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from model.domain import Domain
from model.domain_fact import Fact, FactKind
from model.site import Register, Site

ESTATE_CODE = "_domains"
"""Stands where a finding names its site: findings about the inventory belong to no one site.

No site of a register can have it: a code there begins with a letter or a digit.
"""


class Source(StrEnum):
    """Where a domain name was met."""

    REGISTER = "register"  # home address of a site in the register 名录
    LINK = "link"  # a page of one of our sites links there
    CERTIFICATE = "certificate"  # a certificate of one of our names lists it
    REDIRECT = "redirect"  # one of our names redirects there
    NATIONAL = "national"  # 全国政府网站信息报送系统, imported
    ICP = "icp"  # ICP 备案, imported
    POLICE = "police"  # 公安备案, imported
    CT = "ct"  # certificate transparency export, imported
    WHOIS = "whois"  # WHOIS or RDAP export, imported
    OTHER = "other"  # another list, imported


SOURCE_NAMES: dict[Source, str] = {
    Source.REGISTER: "网站名录",
    Source.LINK: "网页链接",
    Source.CERTIFICATE: "证书",
    Source.REDIRECT: "跳转",
    Source.NATIONAL: "信息报送系统",
    Source.ICP: "ICP备案",
    Source.POLICE: "公安备案",
    Source.CT: "证书透明日志",
    Source.WHOIS: "注册信息",
    Source.OTHER: "其他清单",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A name met in one source; `detail` says where (a page, a certificate's name, a file)."""

    name: str
    source: Source
    detail: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One row of an imported list: what an outside system has on file about a name.

    `fields` are by attribute of `Domain` where the heading was understood ("holder",
    "site_name", "site_code", "icp" …), values as text; "home_url" may be among them.
    """

    name: str
    source: Source
    fields: Mapping[str, str]
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one staff-filled field; `before` is None where the name was new."""

    name: str
    attribute: str
    before: str | None
    after: str | None  # None: the name was taken out of the inventory
    at: datetime


class StepKind(StrEnum):
    """The steps of closing a site and cancelling its domain, in their order."""

    MOVED = "moved"  # 内容迁移
    REQUESTED = "requested"  # 提出关停申请（请示）
    ANNOUNCED = "announced"  # 发布公告
    REDIRECTED = "redirected"  # 设置跳转
    FORM = "form"  # 报送域名注销申请表
    FILED = "filed"  # 信息报送系统办理
    CANCELLED = "cancelled"  # 域名注销
    GONE = "gone"  # 停止解析


STEP_NAMES: dict[StepKind, str] = {
    StepKind.MOVED: "内容迁移",
    StepKind.REQUESTED: "提出关停申请",
    StepKind.ANNOUNCED: "发布公告（三个月）",
    StepKind.REDIRECTED: "设置跳转",
    StepKind.FORM: "报送域名注销申请表",
    StepKind.FILED: "信息报送系统办理",
    StepKind.CANCELLED: "域名注销",
    StepKind.GONE: "停止解析",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingStep:
    """One step of a closing that was taken; REDIRECTED and GONE are seen by the monitor itself."""

    name: str
    kind: StepKind
    on: date
    document: str = ""  # 文号 or file
    who: str = ""  # "" when the monitor saw it
    undone_by: str = ""  # who took it back; it stays on record


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """The inventory at one moment. `facts` are the newest by name, then kind, known or not.

    Only facts of `kinds` were read from the store; to ask for another is a bug (LookupError).

    A name of `facts`, `sightings` or `filings` need not be in `domains`: that is a finding.
    """

    at: datetime
    domains: tuple[Domain, ...] = ()
    facts: Mapping[str, Mapping[FactKind, Fact]] = field(default_factory=dict)
    sightings: tuple[Sighting, ...] = ()
    filings: tuple[Filing, ...] = ()
    changes: tuple[Change, ...] = ()
    steps: tuple[ClosingStep, ...] = ()
    register: Register = field(default_factory=Register)
    kinds: frozenset[FactKind] = frozenset(FactKind)

    def domain(self, name: str) -> Domain | None:
        """Return the row of a name, or None."""
        return next((d for d in self.domains if d.name == name), None)

    def fact(self, name: str, kind: FactKind) -> Fact | None:
        """Return what is known of a name; None where nobody has looked yet."""
        if kind not in self.kinds:
            raise LookupError(f"facts of the kind {kind} were not loaded")
        return self.facts.get(name, {}).get(kind)


def estate_site(office: str) -> Site:
    """Return what stands for a site where the inventory is judged; the office answers for it."""
    return Site(code=ESTATE_CODE, name="域名清单", home_url="", unit=office)
