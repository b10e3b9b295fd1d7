"""The pages of the portal: home, hubs, lists, articles; in the manner of a TRS site."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from demo import outside, prose
from demo import words as w
from demo.annexes import annexes_of, pictures_of
from demo.faults import (
    GIANT,
    GIANT_IN,
    GUARDED,
    LINK_LOCAL,
    LINK_LOCAL_IN,
    Where,
    links_in,
    missing_tags,
    on_every_page,
)
from demo.items import Item
from demo.labels import labels_of, said, without_elements
from demo.offers import PRINT, SORTED, WARNED_LINK
from demo.plan import PORTAL, ColumnPlan, Form, children, column
from demo.portal_frame import GUIDE, NAME, Face, framed, sidebar
from demo.tags import page_tags
from demo.wordings import added
from model.site import ColumnKind

PER_PAGE = 20
HOME_BLOCKS = (
    "xwzx/zwyw",
    "xwzx/bmdt",
    "zwgk/tzgg",
    "zwgk/zcwj",
    "zwgk/zcjd",
    "hdjl/lygk",
    "sjfb",
    "zwfw/bsgg",
)
Shown = Mapping[str, tuple[Item, ...]]  # what each column shows on a night, by folder


def home(latest: Shown, tourism_url: str) -> bytes:
    """Return the home page."""
    blocks = "".join(_block(column(folder), latest[folder][:6]) for folder in HOME_BLOCKS)
    seeded = "".join(
        f'<a href="{s.address}">{s.text}</a>' for s in on_every_page(PORTAL, Where.HOME)
    )
    body = f"""<div class="banner pic"><img src="/images/banner.png" alt="云湖风光"></div>
{blocks}
<div class="footer"><h3>专题与服务</h3>{seeded} <a href="/ztzl/">安全生产月专题</a>
<a href="/old/index.html">旧版入口</a> <a href="/zwfw/bszn/">办事指南</a> {WARNED_LINK}</div>
<div class="footer"><h3>部门网站</h3><a href="{tourism_url}/">云湖区文化和旅游局</a></div>"""
    return framed(Face(title=f"{NAME}（演示用虚构网站）", tags=page_tags(PORTAL), body=body))


def hub(plan: ColumnPlan, latest: Shown) -> bytes:
    """Return a page that only points at the columns below it, with their latest items."""
    parts = []
    for child in children(plan):
        parts.append(_block(child, () if child.form is Form.UNDATED else latest[child.folder][:5]))
    guarded = ""
    if plan.folder == "zwfw":
        guarded = f'{SORTED}<p><a href="{GUARDED}">统一身份认证</a></p>'
    if plan.folder == "zwgk":
        guarded = f'<p><a href="{GUIDE}">政府信息公开指南</a></p>'
    face = Face(
        title=f"{plan.name}_{NAME}",
        tags=page_tags(PORTAL, plan),
        body="".join(parts) + guarded,
        column=plan,
    )
    return framed(face)


def list_pages(plan: ColumnPlan, items: tuple[Item, ...]) -> dict[str, bytes]:
    """Return the list pages of a column by file name: index.html is the column's address."""
    slices = [items[i : i + PER_PAGE] for i in range(0, len(items), PER_PAGE)] or [()]
    pages = {}
    for number, part in enumerate(slices):
        name = "index.html" if number == 0 else f"index_{number}.html"
        pages[name] = framed(
            Face(
                title=f"{plan.name}_{NAME}",
                tags=page_tags(PORTAL, plan, missing=missing_tags(plan, None)),
                body=sidebar(plan) + _list_body(plan, part, number, len(slices)),
                column=plan,
            )
        )
    return pages


def article(item: Item) -> bytes:
    """Return an article with its annexes, pictures and seeded links."""
    plan = item.column
    seeded = links_in(item, item.index)
    texts = prose.paragraphs(plan.kind, item.key, item.title, item.topic, w.SHORT[plan.unit])
    lines = "\n".join(f"<p>　　{escape(text)}</p>" for text in said(item, texts))
    if plan.kind is ColumnKind.SERVICE:
        lines = _guide(item)
    lines += added(item) + outside.links(item)
    labels = "".join(f"<p>{name}：{text}</p>\n" for name, text in labels_of(item))
    pictures = [(a, "活动现场") for a in pictures_of(item)]
    pictures += [(s.address, s.text) for s in seeded if s.where is Where.PICTURE]
    annexes = list(annexes_of(item))
    annexes += [(s.address, s.text) for s in seeded if s.where is Where.ANNEX]
    inline = [(s.address, s.text) for s in seeded if s.where is Where.ARTICLE]
    if (plan.folder, item.index) == LINK_LOCAL_IN:
        inline.append((LINK_LOCAL, "内部资料"))
    if (plan.folder, item.index) == GIANT_IN:
        annexes.append((GIANT, "解读视频（高清版）"))
    shown_date = f"<span>发布时间：{item.on:%Y-%m-%d} {item.time}</span>\n"
    if plan.form is Form.UNDATED:
        shown_date = ""
    face = Face(
        title=f"{item.title}_{plan.name}_{NAME}",
        tags=page_tags(PORTAL, plan, item, missing=missing_tags(plan, item.index)),
        body=f"""<div class="article">
<h1>{escape(item.title)}</h1>
<div class="info">{shown_date}<span>来源：{escape(item.source)}</span>{PRINT}</div>
{labels}<div class="TRS_Editor" id="zoom">
{lines}
{_pictures(pictures)}{_inline(inline)}</div>
{_annexes(annexes)}</div>""",
        column=plan,
        position="正文",
    )
    return framed(face)


def _block(plan: ColumnPlan, items: tuple[Item, ...]) -> str:
    lines = "".join(
        f'<li><span class="date">{i.on:%Y-%m-%d}</span>'
        f'<a href="{i.address}" title="{escape(i.title)}">{escape(i.title)}</a></li>\n'
        for i in items
    )
    more = f'<a href="{plan.address}">{plan.name}</a>'
    return f'<div class="block"><h3>{more}</h3>\n<ul class="list">\n{lines}</ul></div>\n'


def _list_body(plan: ColumnPlan, items: tuple[Item, ...], number: int, pages: int) -> str:
    if plan.form is Form.SCRIPTED:
        return f"""<div class="main"><h3>{plan.name}</h3><ul class="list" id="channelList"></ul>
<script src="/images/list.js"></script>
<script>renderChannel("channelList", "/api/channel/{plan.folder.replace("/", "_")}.json");</script>
</div>"""
    if plan.form is Form.BLANK:
        return f'<div class="main"><h3>{plan.name}</h3><ul class="list"></ul></div>'
    lines = "\n".join(_line(plan, i) for i in items)
    pager = f'<script>createPageHTML({pages}, {number}, "index", "html");</script>'
    return f'<div class="main"><h3>{plan.name}</h3><ul class="list">\n{lines}\n</ul>\n{pager}</div>'


def _line(plan: ColumnPlan, item: Item) -> str:
    relative = "./" + item.address.removeprefix(f"/{plan.folder}/")
    mark = "【置顶】" if item.pinned else ""
    day = "" if plan.form is Form.UNDATED else f'<span class="date">{item.on:%Y-%m-%d}</span>'
    text = escape(item.title)
    return f'<li>{day}<a href="{relative}" title="{text}">{mark}{text}</a></li>'


def _guide(item: Item) -> str:
    rows = (
        ("事项名称", item.title.removesuffix("办事指南")),
        ("设定依据", "《云湖区便民服务事项目录》（虚构）"),
        ("申请条件", "本区户籍居民或在本区依法登记的法人和其他组织"),
        ("办理材料", "申请表、身份证明、相关佐证材料"),
        ("办理地点", "云湖区政务服务中心二楼综合窗口"),
        ("办理时间", "工作日上午9:00至12:00，下午13:30至17:00"),
        ("联系电话", w.phone(w.APPROVAL)),
        ("办理流程", "申请—受理—审核—办结—送达"),
    )
    lines = "".join(
        f"<tr><th>{name}</th><td>{escape(text)}</td></tr>\n"
        for name, text in without_elements(item, rows)
    )
    return f'<table class="guide">\n{lines}</table>'


def _pictures(pairs: list[tuple[str, str]]) -> str:
    return "".join(f'<p class="pic"><img src="{a}" alt="{t}"></p>\n' for a, t in pairs)


def _inline(pairs: list[tuple[str, str]]) -> str:
    return "".join(f'<p>　　相关链接：<a href="{a}">{t}</a></p>\n' for a, t in pairs)


def _annexes(pairs: list[tuple[str, str]]) -> str:
    lines = "".join(f'<p><a href="{a}">{t}</a></p>\n' for a, t in pairs)
    return f'<div class="fujian">\n{lines}</div>\n' if lines else ""
