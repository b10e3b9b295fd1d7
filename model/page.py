"""What reading gives: links, list readings and the facts of one page. Produced by `extract`.

A fact that is None is known to be absent, unless the record says the place it would stand
in could not be read (`Marks.unreadable`, `ListState.SCRIPTED`, `source_scripted`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from model.hidden import HiddenLink


class PageKind(StrEnum):
    """What a page is for."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    OTHER = "other"


class LinkKind(StrEnum):
    """What a link points at; EXTERNAL is decided by the site's scope, not by the element."""

    PAGE = "page"
    ASSET = "asset"  # images, styles, scripts, frames' resources
    ATTACHMENT = "attachment"  # files for reading: pdf, docx, zip, video …
    EXTERNAL = "external"


class LinkPosition(StrEnum):
    """Where on its page a link stands."""

    HEAD = "head"
    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    LIST = "list"
    ARTICLE = "article"
    FOOTER = "footer"
    OTHER = "other"


POSITION_NAMES: dict[LinkPosition, str] = {
    LinkPosition.HEAD: "页面头部代码",
    LinkPosition.NAVIGATION: "导航",
    LinkPosition.BREADCRUMB: "当前位置",
    LinkPosition.LIST: "列表",
    LinkPosition.ARTICLE: "正文",
    LinkPosition.FOOTER: "页脚",
    LinkPosition.OTHER: "其他位置",
}


class Link(NamedTuple):  # compared and hashed by the thousand
    """One link as requested: absolute, without fragment; `kind` is never EXTERNAL here."""

    url: str
    text: str
    kind: LinkKind
    position: LinkPosition


class FactSource(StrEnum):
    """Where a date or a title was read, in the order of DESIGN 5."""

    VISIBLE = "visible"  # shown to the reader, labelled, near the title
    TAG = "tag"  # page tag PubDate / ArticleTitle
    STRUCTURED = "structured"  # JSON-LD, microdata, other metas
    HEADING = "heading"  # a title from h1 and the like
    TITLE = "title"  # the <title> element
    LIST = "list"  # the list that linked here
    URL = "url"  # digits in the address


class ListState(StrEnum):
    """How reading a list ended. The last four are different things and stay apart."""

    ITEMS = "items"  # at least one dated item was read
    EMPTY = "empty"  # 空白: the place for items is there and holds none
    UNDATED = "undated"  # items without any date
    SCRIPTED = "scripted"  # drawn by script, not readable without a browser
    RULE_BROKEN = "rule_broken"  # the register's rule no longer matches: our fault
    NOT_A_LIST = "not_a_list"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a column; `date` as shown, normalised to `YYYY-MM-DD[ HH:MM[:SS]]`.

    `words` are shown in place of a date: 3天前, a day only beside the night they were seen on; or
    11-23, a month and a day whose year the list does not say.
    """

    title: str
    url: str
    date: str | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """What one list page lists; `newest` is the latest item date of this page."""

    state: ListState
    items: tuple[ListItem, ...] = ()
    total_items: int | None = None
    total_pages: int | None = None
    pager: tuple[str, ...] = ()  # addresses of further pages of the same list, absolute
    reason: str = ""  # Chinese; why nothing could be read
    drawn: bool = False  # read from what a browser drew, not from what the server sent

    @property
    def newest(self) -> str | None:
        """The latest date of this page's items, future ones included; None if undated."""
        return max((i.date for i in self.items if i.date), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTags:
    """The site-level page tags SiteName, SiteDomain, SiteIDCode."""

    name: str | None = None
    domain: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Footer marks 网站标识 as printed."""

    icp: str | None = None  # ICP 备案编号
    police: str | None = None  # 公安机关备案
    code: str | None = None  # 网站标识码
    organizer: str | None = None  # 主办单位
    undertaker: str | None = None  # 承办单位
    contact: str | None = None  # 联系方式
    emblem: bool = False  # 党政机关网站标识
    jiucuo_url: str | None = None  # “我为政府网站找错”
    jiucuo_code: str | None = None  # site_code in that link
    sitemap_url: str | None = None  # 网站地图
    unreadable: bool = False  # footer drawn by script or frame: absence is not proven


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """Everything one page says, without its links (they are stored as link sets)."""

    url: str
    kind: PageKind
    charset: str
    declared_charset: str | None
    invalid_bytes: int = 0
    title: str | None = None
    title_from: FactSource | None = None
    published: str | None = None  # `YYYY-MM-DD[ HH:MM[:SS]]` as shown
    published_from: FactSource | None = None
    published_words: str = ""  # 3天前, where the page shows no date: a day beside a night only
    dates: Mapping[FactSource, str] = field(default_factory=dict)  # every date read, by place
    source: str | None = None  # 来源 as printed; "" when the label stands there empty
    source_scripted: bool = False
    column: str | None = None
    breadcrumb: tuple[str, ...] = ()
    site: SiteTags = SiteTags()
    marks: Marks = Marks()
    tags: Mapping[str, str] = field(default_factory=dict)  # page tags as written
    listing: ListReading = ListReading(state=ListState.NOT_A_LIST)
    links: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)  # by the values of PageField
    hidden_links: tuple[HiddenLink, ...] = ()  # out of the site, where no visitor sees them

    @property
    def charset_lies(self) -> bool:
        """Whether the page declares a charset that its bytes contradict."""
        return self.declared_charset is not None and _family(self.declared_charset) != _family(
            self.charset
        )


def _family(charset: str) -> str:
    name = charset.lower().replace("_", "-")
    return (
        "gb18030"
        if name in {"gb2312", "gbk", "gb18030", "gb-2312", "x-gbk", "cp936"}
        else name.replace("utf8", "utf-8")
    )
