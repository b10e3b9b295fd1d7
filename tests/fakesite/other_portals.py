"""Two portals in the manner of other content systems, with their truth written beside them.

`hanweb`: lists as records in a script (jpage), `/art/2026/11/3/…` addresses, no page tags.
`trs`: static lists with relative pagers `index_1.shtml`, `t20261103_…shtml`, gb2312 declared.
Every name, number and sentence is invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

TODAY = date(2026, 11, 24)
SITE = "松原岛区人民政府"
ORGANIZER = "松原岛区人民政府办公室"
_SUBJECTS = (
    "河道清淤",
    "校园食堂检查",
    "老旧电梯更新",
    "春季植树",
    "公交线路调整",
    "图书馆延时开放",
)
_UNITS = ("松原岛区水务局", "松原岛区教育局", "松原岛区交通运输局")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article: what its list and its own page show."""

    path: str
    title: str
    on: date
    clock: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One column with its entries, newest first."""

    trail: tuple[str, ...]
    folder: str
    unit: str
    entries: tuple[Entry, ...]
    gap: int  # days between two entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What a portal answers by path, and what stands on its list pages in order."""

    pages: dict[str, bytes]
    sections: tuple[Section, ...]
    lists: dict[str, tuple[Entry, ...]]  # by path of the list page

    @property
    def entries(self) -> dict[str, Entry]:
        """Every article by its path."""
        return {e.path: e for section in self.sections for e in section.entries}


_PLAN = (
    ("1001", "yw", ("新闻中心", "今日要闻"), 0, 23, 1),
    ("1002", "bmdt", ("新闻中心", "部门动态"), 1, 12, 4),
    ("1003", "tzgg", ("通知公告",), 2, 31, 6),
    ("1004", "zcjd", ("政务公开", "政策解读"), 0, 7, 19),
)


def hanweb() -> Portal:
    """Return a portal whose lists are records in a script that the browser draws."""
    sections = tuple(
        _sections(
            "/col/col{number}/index.html", "/art/{d.year}/{d.month}/{d.day}/art_{number}_{n}.html"
        )
    )
    pages: dict[str, bytes] = {}
    lists = {}
    nav = "".join(f'<li><a href="{s.folder}">{s.trail[-1]}</a></li>' for s in sections)
    for section in sections:
        rows = "".join(f"<record><![CDATA[{_hanweb_row(e)}]]></record>" for e in section.entries)
        total = len(section.entries)
        drawn = f"""<div id="4567"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup>
<recordset>{rows}</recordset></datastore></script></div><script>$(function(){{
$("#4567").jpage({{totalrecord:{total}, perpage:15, showpage:true}});}});</script>"""
        pages[section.folder] = _hanweb_page(nav, section, drawn)
        lists[section.folder] = section.entries
        for entry in section.entries:
            body = f"""<table id="c"><tr><td class="title"><!--<$[标题名称(html)]>begin-->
{escape(entry.title)}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td>发布日期：{entry.on} {entry.clock}
 信息来源：{entry.source} 浏览次数：<script src="/count.jsp"></script></td></tr></table>
<div id="zoom"><p>{_prose(entry)}</p></div>"""
            pages[entry.path] = _hanweb_page(nav, section, body, entry.title)
    pages["/"] = _hanweb_page(nav, None, _blocks(sections))
    return Portal(pages=pages, sections=sections, lists=lists)


def _hanweb_row(entry: Entry) -> str:
    return (
        f'<li><span class="bf-pass">{entry.on}</span><a href="{entry.path}" target="_blank" '
        f'title="{escape(entry.title)}">{escape(entry.title)}</a></li>'
    )


def _hanweb_page(nav: str, section: Section | None, body: str, title: str = "") -> bytes:
    where = ""
    if section is not None:
        crumbs = "".join(f'<td>&gt;</td><td><a href="#">{name}</a></td>' for name in section.trail)
        where = (
            f'<table><tr><td>您当前的位置：</td><td><a href="/">首页</a></td>{crumbs}</tr></table>'
        )
    head = f"{title or (section.trail[-1] if section else SITE)} - {SITE}" if section else SITE
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(head)}</title></head>
<body><ul class="menu">{nav}</ul>{where}{body}
<div class="foot">主办单位：{ORGANIZER} 网站标识码：9900000088</div></body></html>""".encode()


def trs() -> Portal:
    """Return a portal of static lists, twelve to a page, all addresses relative."""
    sections = tuple(_sections("/{short}/", "/{short}/{d:%Y%m}/t{d:%Y%m%d}_{number}{n:02}.shtml"))
    pages: dict[str, bytes] = {}
    lists = {}
    for section in sections:
        parts = [section.entries[i : i + 12] for i in range(0, len(section.entries), 12)]
        names = ["index.shtml", *(f"index_{n}.shtml" for n in range(1, len(parts)))]
        for number, part in enumerate(parts):
            rows = "".join(
                f'<li><a href=".{e.path.removeprefix(section.folder[:-1])}">{escape(e.title)}</a>'
                f"<em>[{e.on:%Y-%m-%d}]</em></li>\n"
                for e in part
            )
            pager = "".join(
                f'<a href="./{"" if n == 0 else name}">{n + 1}</a> '
                for n, name in enumerate(names)
                if n != number
            )
            follow = f'<a href="{names[number + 1]}">下一页</a>' if number + 1 < len(parts) else ""
            body = f'<ul class="list">{rows}</ul><div class="page">{pager}{follow}</div>'
            path = section.folder if number == 0 else section.folder + names[number]
            pages[path] = _trs_page(section, body, section.trail[-1])
            lists[path] = part
        for entry in section.entries:
            body = f"""<h1>{escape(entry.title)}</h1><div class="xx">时间：{entry.on:%Y年%m月%d日}
{entry.clock} 来源：{entry.source}</div><div class="TRS_Editor"><p>{_prose(entry)}</p></div>"""
            pages[entry.path] = _trs_page(section, body, entry.title)
    nav = "".join(f'<a href="{s.folder}">{s.trail[-1]}</a>' for s in sections)
    home = f'<div class="nav">{nav}</div>{_blocks(sections)}'
    pages["/"] = _trs_page(None, home, SITE)
    return Portal(pages=pages, sections=sections, lists=lists)


def _trs_page(section: Section | None, body: str, title: str) -> bytes:
    where = ""
    if section is not None:
        crumbs = "".join(
            f"&nbsp;&gt;&nbsp;<a href='{section.folder}'>{n}</a>" for n in section.trail
        )
        where = f'<div class="dqwz">当前位置：<a href="/">首页</a>{crumbs}</div>'
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(title)}_{SITE}</title></head><body>{where}{body}
<div class="footer">主办单位：{ORGANIZER} 网站标识码：9900000099</div></body></html>""".encode(
        "gb18030"
    )


def _sections(folder: str, path: str) -> Iterator[Section]:
    for number, short, trail, unit, count, gap in _PLAN:
        entries = []
        for n in range(count):
            on = TODAY - timedelta(days=2 + n * gap)
            subject = _SUBJECTS[(n + int(number)) % len(_SUBJECTS)]
            where = path.format(number=number, short=short, d=on, n=count - n)
            title = f"关于{on.month}月{on.day}日{subject}（第{count - n}期）有关情况的说明"
            clock = f"{8 + n % 9:02}:{n * 7 % 60:02}"
            entries.append(Entry(path=where, title=title, on=on, clock=clock, source=_UNITS[unit]))
        yield Section(
            trail=trail,
            folder=folder.format(number=number, short=short),
            unit=_UNITS[unit],
            entries=tuple(entries),
            gap=gap,
        )


def _blocks(sections: tuple[Section, ...]) -> str:
    return "".join(
        f'<div class="box"><h3><a href="{s.folder}">{s.trail[-1]}</a></h3><ul>'
        + "".join(
            f'<li><a href="{e.path}">{escape(e.title)}</a><span>{e.on}</span></li>'
            for e in s.entries[:5]
        )
        + "</ul></div>"
        for s in sections
    )


def _prose(entry: Entry) -> str:
    return f"近日，{entry.source}就{entry.title}作了安排，请有关单位和群众予以支持。" * 4
