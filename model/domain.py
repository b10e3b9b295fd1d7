"""Domain 域名: one name a body of the district holds, as staff keep it in the inventory 清单.

The fields are those of an inventory of 政府网站域名 (国办函〔2018〕55号 and what follows from it).
What the program finds out about a name by itself is a `Fact` (model/domain_fact.py) and never
written over what a person entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from unicodedata import category


class HolderType(StrEnum):
    """What kind of body holds a domain; institutions without administrative function may not."""

    ADMINISTRATIVE = "administrative"  # 行政机关
    INTERNAL = "internal"  # 内设机构
    INSTITUTION_ADMINISTRATIVE = "institution_administrative"  # 承担行政职能的事业单位
    INSTITUTION = "institution"  # 不承担行政职能的事业单位
    PARTY = "party"  # 党委部门
    OTHER = "other"  # 其他


class HolderLevel(StrEnum):
    """Where the holder stands; below the county and for its departments no site of their own."""

    PORTAL = "portal"  # 本级政府（门户网站）
    DEPARTMENT = "department"  # 部门
    SUBCOUNTY = "subcounty"  # 乡镇、街道


class SiteState(StrEnum):
    """The state of the site under a domain, as the office knows it."""

    RUNNING = "running"  # 正常运行
    OFFLINE = "offline"  # 临时下线
    CLOSED = "closed"  # 已关停
    NEVER = "never"  # 未开通


class DomainState(StrEnum):
    """The state of a domain itself, as the office knows it."""

    IN_USE = "in_use"  # 在用
    IDLE = "idle"  # 闲置
    CANCELLING = "cancelling"  # 注销办理中
    CANCELLED = "cancelled"  # 已注销


class DomainPlan(StrEnum):
    """What the office decided to do with a domain 处置意见."""

    KEEP = "keep"  # 保留
    CHANGE = "change"  # 更换
    MERGE = "merge"  # 整合
    CANCEL = "cancel"  # 注销


HOLDER_TYPE_NAMES: dict[HolderType, str] = {
    HolderType.ADMINISTRATIVE: "行政机关",
    HolderType.INTERNAL: "内设机构",
    HolderType.INSTITUTION_ADMINISTRATIVE: "承担行政职能的事业单位",
    HolderType.INSTITUTION: "不承担行政职能的事业单位",
    HolderType.PARTY: "党委部门",
    HolderType.OTHER: "其他",
}
HOLDER_LEVEL_NAMES: dict[HolderLevel, str] = {
    HolderLevel.PORTAL: "本级政府",
    HolderLevel.DEPARTMENT: "部门",
    HolderLevel.SUBCOUNTY: "乡镇街道",
}
SITE_STATE_NAMES: dict[SiteState, str] = {
    SiteState.RUNNING: "正常运行",
    SiteState.OFFLINE: "临时下线",
    SiteState.CLOSED: "已关停",
    SiteState.NEVER: "未开通",
}
DOMAIN_STATE_NAMES: dict[DomainState, str] = {
    DomainState.IN_USE: "在用",
    DomainState.IDLE: "闲置",
    DomainState.CANCELLING: "注销办理中",
    DomainState.CANCELLED: "已注销",
}
DOMAIN_PLAN_NAMES: dict[DomainPlan, str] = {
    DomainPlan.KEEP: "保留",
    DomainPlan.CHANGE: "更换",
    DomainPlan.MERGE: "整合",
    DomainPlan.CANCEL: "注销",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One row of the inventory, filled in by staff; `name` (A-label, lower case) is its key.

    None and "" mean that nobody has said; they are never read as no.
    """

    name: str
    holder: str = ""  # 持有单位, a unit's name
    holder_type: HolderType | None = None
    holder_level: HolderLevel | None = None
    supervisor: str = ""  # 主管单位
    site_name: str = ""
    site_code: str = ""  # 网站标识码
    main: bool | None = None  # the main domain of its site, or an extra one
    site_state: SiteState | None = None
    domain_state: DomainState | None = None
    registrar: str = ""  # 注册服务机构
    expires_on: date | None = None  # as the papers say; the registry's own word is a Fact
    icp: str = ""
    police: str = ""
    government_use: bool | None = None  # used for government content
    plan: DomainPlan | None = None
    target_on: date | None = None  # the day by which the plan is to be carried out
    announced_url: str = ""  # where a change or closing is announced
    announced_on: date | None = None
    announced_until: date | None = None
    transfer_paper: str = ""  # 变更批准文件: the consent to a change of holder
    documents: str = ""  # 请示、申请表 …
    person: str = ""  # who answers for it
    allow_private: bool = False  # intranet addresses may be asked for this name
    remark: str = ""

    @property
    def shown(self) -> str:
        """The name as people write it, e.g. 某某区.政务."""
        return unicode_name(self.name)


def ascii_name(text: str) -> str | None:
    """Return a domain name as A-labels in lower case, None when the text is no such name.

    A trailing dot goes; underscores, blanks, empty or over-long labels, bare numbers (IP
    addresses) and signs that no name is written with (RFC 5892: 、 and the like) are refused.
    """
    name = text.strip().rstrip(".").lower()
    if not name.isascii():
        if not all(_is_written(mark) for mark in name):
            return None
        end = name.rsplit(".", 1)[-1]
        if end[:1].isascii() != end[-1:].isascii():
            return None  # a remark stuck to the name: no top-level domain is of two scripts
        try:
            name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    labels = name.split(".")
    if len(labels) < 2 or len(name) > 253 or labels[-1].isdigit():
        return None
    return name if all(_is_label(label) for label in labels) else None


def unicode_name(name: str) -> str:
    """Return a name with its A-labels written out; a label that is no valid one stays."""
    return ".".join(_written_out(label) for label in name.split("."))


def _is_written(mark: str) -> bool:
    """Whether a sign may stand in a name: letters, marks and digits of any script, and dots."""
    return category(mark)[0] in "LMN" or mark in "-.。．｡"


def _is_label(label: str) -> bool:
    inner = label.replace("-", "a")
    return (
        0 < len(label) <= 63
        and inner.isascii()
        and inner.isalnum()
        and label[0] != "-"
        and label[-1] != "-"
    )


def _written_out(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
