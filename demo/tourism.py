"""The department's site: another hand, gbk, tables, `/art/2026/11/20/art_12_345.html` addresses."""

from __future__ import annotations

from html import escape

from demo import prose
from demo import words as w
from demo.annexes import annexes_of, pictures_of
from demo.faults import Where, links_in, missing_tags, on_every_page
from demo.items import Item
from demo.offers import LURE, LURE_IN, LURE_TEXT, ONE_BROWSER, UNWARNED_LINK, poor_guide
from demo.plan import TOURISM, ColumnPlan, Form, columns_of
from demo.portal import Shown
from demo.tags import SITE_NAMES, Text, page_tags, text_tags
from model.site import ColumnKind

NAME = SITE_NAMES[TOURISM]
PER_PAGE = 15
CHARSET = "gbk"


def home(latest: Shown, portal_url: str) -> bytes:
    """Return the home page: three tables, nothing younger than two weeks."""
    tables = "".join(
        f'<h3><a href="{c.address}">{c.name}</a></h3>{_table(latest[c.folder][:6])}'
        for c in columns_of(TOURISM)
        if c.form is Form.LIST
    )
    body = f"""<p><img src="/images/wl_banner.png" alt="云湖文旅"></p>{tables}
<p>友情链接：<a href="{portal_url}/">云湖区人民政府门户网站</a> {UNWARNED_LINK}</p>{ONE_BROWSER}"""
    return _framed(f"{NAME}（演示用虚构网站）", page_tags(TOURISM, missing=_LEFT_OUT), body)


def list_pages(plan: ColumnPlan, items: tuple[Item, ...]) -> dict[str, bytes]:
    """Return the list pages of a column by the end of their address after index.html."""
    slices = [items[i : i + PER_PAGE] for i in range(0, len(items), PER_PAGE)] or [()]
    pages = {}
    for number, part in enumerate(slices, 1):
        tags = page_tags(TOURISM, plan, missing=missing_tags(plan, None))
        pager = _pager(number, len(slices), len(items)) if items else ""
        body = f"{_position(plan)}<h3>{plan.name}</h3>{_table(part)}{pager}"
        pages[_ending(number)] = _framed(f"{plan.name}-{NAME}", tags, body)
    return pages


def article(item: Item) -> bytes:
    """Return an article."""
    plan = item.column
    texts = prose.paragraphs(plan.kind, item.key, item.title, item.topic, w.SHORT[plan.unit])
    lines = "\n".join(f"<p>　　{escape(text)}</p>" for text in texts)
    if plan.kind is ColumnKind.SERVICE:
        lines = poor_guide(item.title.removesuffix("办事指南"))
    files = list(annexes_of(item))
    files += [(s.address, s.text) for s in links_in(item, item.index)]
    if (plan.folder, item.index) == LURE_IN:
        files.append((LURE, LURE_TEXT))
    annexes = "".join(f'<p><a href="{a}">{t}</a></p>' for a, t in files)
    pictures = "".join(f'<p><img src="{a}" alt="活动照片"></p>' for a in pictures_of(item))
    source = f"信息来源：{escape(item.source)}"
    body = f"""{_position(plan)}
<table width="900" align="center"><tr><td align="center"><h1>{escape(item.title)}</h1></td></tr>
<tr><td align="center">发布日期：{item.on:%Y-%m-%d} {item.time}　{source}</td></tr>
<tr><td><div id="zoom">
{lines}{pictures}{annexes}</div></td></tr></table>"""
    tags = page_tags(TOURISM, plan, item, missing=missing_tags(plan, item.index))
    return _framed(f"{escape(item.title)}-{NAME}", tags, body)


def static(text: Text, plan: ColumnPlan | None, body: str) -> bytes:
    """Return a page of text."""
    tags = text_tags(TOURISM, text, missing=_LEFT_OUT)
    position = _position(plan) if plan else ""
    head = f"<h1>{text.title}</h1><p>发布日期：{text.on:%Y-%m-%d} 信息来源：{text.source}</p>"
    return _framed(f"{text.title}-{NAME}", tags, f"{position}{head}{body}")


_LEFT_OUT = frozenset({"SiteIDCode"})


def _framed(title: str, tags: str, body: str) -> bytes:
    seeded = on_every_page(TOURISM, Where.NAVIGATION)
    cells = "".join(f'<td><a href="{c.address}">{c.name}</a></td>' for c in columns_of(TOURISM))
    cells += "".join(f'<td><a href="{s.address}">{s.text}</a></td>' for s in seeded)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}</title>
{tags}
<link href="/css/wl.css" rel="stylesheet" type="text/css">
</head>
<body>
<p align="center">{w.INVENTED}</p>
<h2 align="center">{NAME}</h2>
<table class="nav" width="1000" align="center"><tr><td><a href="/">首页</a></td>{cells}</tr></table>
<div class="main">
{body}
</div>
<div class="footer">
<p>主办单位：{w.CULTURE}　联系电话：{w.phone(w.CULTURE)}</p>
<p>{w.ICP_TOURISM}　{w.POLICE_TOURISM}　网站标识码：{TOURISM}　<a href="/wzdt.html">网站地图</a></p>
<p><span id="_ideConac"><img id="imgConac" src="/images/dzjg.png" alt="党政机关网站标识"></span></p>
</div>
</body>
</html>
""".encode(CHARSET)


def _table(items: tuple[Item, ...]) -> str:
    rows = "\n".join(
        f'<tr><td width="720">·<a href="{i.address}" target="_blank">{escape(i.title)}</a></td>'
        f'<td width="100">[{i.on:%Y-%m-%d}]</td></tr>'
        for i in items
    )
    return f'<table class="list" width="860">\n{rows}\n</table>\n'


def _position(plan: ColumnPlan) -> str:
    link = f'<a href="{plan.address}">{plan.name}</a>'
    return f'<div class="position">您现在的位置：<a href="/">首页</a> &gt; {link}</div>\n'


def _ending(number: int) -> str:
    return "" if number == 1 else f"?pageNum={number}"


def _pager(number: int, pages: int, count: int) -> str:
    def link(text: str, to: int) -> str:
        if to == number or not 1 <= to <= pages:
            return f"<span>{text}</span>"
        return f'<a href="index.html{_ending(to)}">{text}</a>'

    ends = (("首页", 1), ("上一页", number - 1), ("下一页", number + 1), ("尾页", pages))
    links = " ".join(link(text, to) for text, to in ends)
    return f'<div class="pages">共{count}条 第{number}/{pages}页 {links}</div>'
