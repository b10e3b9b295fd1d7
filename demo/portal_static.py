"""The portal's pages of text: overview, duties, site map, contact, error reports."""

from __future__ import annotations

from demo import words as w
from demo.plan import PORTAL, ColumnPlan, column, columns_of
from demo.portal_frame import NAME, Face, framed
from demo.tags import page_tags
from model.site import ColumnKind

OVERVIEW = (
    f"{w.DISTRICT}是{w.PROVINCE}下辖的一个虚构的区，专为演示政府网站巡检而设，现实中并不存在。",
    "全区下辖三个街道、四个镇、一个乡，设有二十六个社区、八十四个行政村。",
    "境内有望溪、柳荫两条小河汇入云湖，湖岸步道全长二十三公里。",
)


def column_page(plan: ColumnPlan) -> bytes:
    """Return the page of a column that is one text."""
    lines = OVERVIEW if plan.kind is ColumnKind.OVERVIEW else _duties()
    text = "".join(f"<p>　　{line}</p>\n" for line in lines)
    body = f'<div class="article"><h1>{plan.name}</h1><div id="zoom">\n{text}</div></div>'
    return framed(
        Face(title=f"{plan.name}_{NAME}", tags=page_tags(PORTAL, plan), body=body, column=plan)
    )


def pages() -> dict[str, bytes]:
    """Return the other pages of text by address."""
    return {
        "/wzdt.html": _plain("网站地图", _sitemap()),
        "/gywm/lxwm.html": _plain("联系我们", _contact()),
        "/jiucuo.html": _plain("我为政府网站找错", _report_form()),
        "/search/gjss.html": _plain("高级检索", "<form><input name='q'></form>"),
    }


def original() -> bytes:
    """Return the short text behind a link that works on some nights."""
    return _plain("政策原文", f"<p>　　{OVERVIEW[0]}</p>")


def _plain(title: str, body: str) -> bytes:
    face = Face(
        title=f"{title}_{NAME}",
        tags=page_tags(PORTAL),
        body=f'<div class="article"><h1>{title}</h1>{body}</div>',
    )
    return framed(face)


def _duties() -> list[str]:
    return [f"{name}（{short}）　联系电话：{w.phone(name)}" for name, short in w.UNITS]


def _sitemap() -> str:
    lines = "".join(
        f'<li><a href="{c.address}">{" - ".join(c.trail)}</a></li>\n' for c in columns_of(PORTAL)
    )
    return f'<ul class="map">\n{lines}</ul>'


def _contact() -> str:
    office = column("zwgk/tzgg").unit
    return f"<p>主办单位：{office}</p><p>联系电话：{w.phone(office)}</p>"


def _report_form() -> str:
    return f"<p>网站标识码：{PORTAL}</p><p>请填写您发现的问题，我们将尽快核实处理。</p>"
