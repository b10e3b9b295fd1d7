"""The frame of every page of the portal: head, banner, navigation, position, footer."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from demo import words as w
from demo.faults import CONTACT_PAGE, DENIED, Where, jiucuo_code, on_every_page, style_of
from demo.plan import PORTAL, ColumnPlan, columns_of
from demo.planted import HIDDEN_IN, SCRIPT
from demo.tags import SITE_NAMES

NAME = SITE_NAMES[PORTAL]
SEARCH = "/ss/index.html"  # no link leads there, only the form
GUIDE = "/zwgk/gkzn.html"  # 政府信息公开指南


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What one page puts into the frame; texts are HTML already."""

    title: str  # plain text, of the <title> element
    tags: str
    body: str
    column: ColumnPlan | None = None
    position: str = ""  # last part of the breadcrumb, plain text


def framed(face: Face) -> bytes:
    """Return the whole page in UTF-8."""
    style = style_of(face.column) if face.column else ""
    extra = f'\n<link rel="stylesheet" href="{style}">' if style else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(face.title)}</title>
{face.tags}
<link rel="stylesheet" href="/images/gov2024.css">{extra}
<script src="/images/common.js"></script>
</head>
<body>
<div class="invented">{w.INVENTED}</div>
<div class="top"><div class="wrap"><h2>{NAME}</h2>
<form action="{SEARCH}"><input name="q" placeholder="请输入检索词"><button>检索</button></form>
<a href="{DENIED}">高级检索</a></div></div>
<div class="nav"><div class="wrap"><a href="/">首页</a>{_NAVIGATION}</div></div>
<div class="wrap">
{_position(face)}{face.body}
</div>
{_footer(face.column)}
</body>
</html>
""".encode()


def sidebar(column: ColumnPlan) -> str:
    """Return the links to the columns beside this one."""
    near = [c for c in columns_of(PORTAL) if c.trail[:-1] == column.trail[:-1]]
    lines = "".join(f'<li><a href="{c.address}">{c.name}</a></li>' for c in near)
    return f'<div class="side"><ul class="subnav">{lines}</ul></div>'


def _position(face: Face) -> str:
    if face.column is None:
        return ""
    parts = ['<a href="/">首页</a>']
    for depth in range(1, len(face.column.trail) + 1):
        trail = face.column.trail[:depth]
        place = next((c for c in columns_of(PORTAL) if c.trail == trail), face.column)
        parts.append(f'<a href="{place.address}">{place.name}</a>')
    if face.position:
        parts.append(escape(face.position))
    return f'<div class="position">当前位置：{" &gt; ".join(parts)}</div>\n'


def _footer(column: ColumnPlan | None) -> str:
    old = column is not None and column.old_template
    seeded = "".join(
        f' | <a href="{s.address}">{s.text}</a>' for s in on_every_page(PORTAL, Where.FOOTER)
    )
    police = "" if old else f'<p><img src="/images/ga.png" alt="">{w.POLICE_PORTAL}</p>'
    planted = SCRIPT if column is not None and column.folder == HIDDEN_IN else ""
    return f"""<div class="footer"><div class="wrap">{planted}
<p><a href="/wzdt.html">网站地图</a> | <a href="{CONTACT_PAGE}">联系我们</a>{seeded}</p>
<p>主办单位：{w.OFFICE} 承办单位：{w.DATA} 联系电话：{w.phone(w.OFFICE)}</p>
<p>网站标识码：{PORTAL} {w.ICP_PORTAL}</p>
{police}
<p><span id="_ideConac"><img id="imgConac" src="/images/dzjg.png" alt="党政机关网站标识"
 title="党政机关网站标识"></span>
<a href="/jiucuo.html?site_code={jiucuo_code(column)}"><img
 src="/images/jiucuo.png" alt="政府网站找错" title="我为政府网站找错"></a></p>
</div></div>"""


_NAVIGATION = "".join(
    f'<a href="{c.address}">{c.name}</a>' for c in columns_of(PORTAL) if len(c.trail) == 1
)
