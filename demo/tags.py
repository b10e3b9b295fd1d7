"""Page tags 网页标签 of the invented sites, in the names the state's guide prescribes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from demo.faults import false_tags
from demo.items import Item
from demo.plan import PORTAL, ColumnPlan
from demo.words import SHORT
from model.site import ColumnKind

SITE_NAMES = {PORTAL: "云湖区人民政府门户网站", "9900000027": "云湖区文化和旅游局网站"}
SITE_DOMAINS = {PORTAL: "www.yunhu.example", "9900000027": "wlj.yunhu.example"}

TEXT_AGE = timedelta(days=50)  # of every page of text

COLUMN_TYPES: dict[ColumnKind, str] = {
    ColumnKind.NEWS: "工作动态",
    ColumnKind.NOTICE: "通知公告",
    ColumnKind.POLICY: "政策文件",
    ColumnKind.INTERPRETATION: "政策解读",
    ColumnKind.STATISTICS: "数据发布",
    ColumnKind.SERVICE_STATISTICS: "办事统计",
    ColumnKind.MESSAGES: "咨询投诉",
    ColumnKind.SURVEY: "征集调查",
    ColumnKind.OVERVIEW: "概况信息",
    ColumnKind.DUTY: "机构职能",
    ColumnKind.SERVICE: "办事服务",
    ColumnKind.TOPIC: "专题专栏",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A page that belongs to no list: overview, duties, contact, site map."""

    title: str
    on: date  # as shown
    source: str
    type: str = "信息公开目录"


def page_tags(
    code: str,
    column: ColumnPlan | None = None,
    item: Item | None = None,
    *,
    missing: frozenset[str] = frozenset(),
) -> str:
    """Return the meta elements of one page: site tags, its column's, its article's."""
    tags = _site_tags(code)
    if column is not None:
        tags |= {
            "ColumnName": column.name,
            "ColumnDescription": f"{SITE_NAMES[code]}{column.name}栏目，由{SHORT[column.unit]}负责",
            "ColumnKeywords": f"{column.name};云湖区",
            "ColumnType": COLUMN_TYPES.get(column.kind, "信息公开目录"),
        }
    if item is not None:
        tags |= {
            "ArticleTitle": item.title,
            "PubDate": f"{item.on:%Y-%m-%d} {item.time}",
            "ContentSource": item.source,
            "Keywords": f"{item.column.name};云湖区",
        }
        tags |= false_tags(item.column, item.index, tags)
    return _written(tags, missing)


def text_tags(code: str, text: Text, *, missing: frozenset[str] = frozenset()) -> str:
    """Return the meta elements of a page of text: it is column and article in one."""
    tags = _site_tags(code) | {
        "ColumnName": text.title,
        "ColumnDescription": f"{SITE_NAMES[code]}{text.title}",
        "ColumnKeywords": f"{text.title};云湖区",
        "ColumnType": text.type,
        "ArticleTitle": text.title,
        "PubDate": f"{text.on:%Y-%m-%d} 09:00",
        "ContentSource": text.source,
    }
    return _written(tags, missing)


def _site_tags(code: str) -> dict[str, str]:
    return {
        "SiteName": SITE_NAMES[code],
        "SiteDomain": SITE_DOMAINS[code],
        "SiteIDCode": code,
    }


def _written(tags: dict[str, str], missing: frozenset[str]) -> str:
    return "\n".join(
        f'<meta name="{name}" content="{escape(text)}">'
        for name, text in tags.items()
        if name not in missing
    )
