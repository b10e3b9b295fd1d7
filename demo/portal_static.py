"""The portal's pages of text: overview, duties, site map, contact, error reports."""

from __future__ import annotations

from datetime import date

from demo import words as w
from demo.faults import CONTACT_PAGE
from demo.offers import contact
from demo.plan import PORTAL, ColumnPlan, columns_of
from demo.planted import TAMPERED, TITLE
from demo.portal_frame import GUIDE, NAME, Face, framed
from demo.tags import COLUMN_TYPES, TEXT_AGE, Text, text_tags
from model.site import ColumnKind

NO_PLACE = "shouli"  # the guide links to it and does not have it; pages of the portal run scripts
PLACES = (("fanwei", "公开范围"), ("fangshi", "公开方式"), (NO_PLACE, "受理机构"))

OVERVIEW = (
    f"{w.DISTRICT}是{w.PROVINCE}下辖的一个虚构的区，专为演示政府网站巡检而设，现实中并不存在。",
    "全区下辖三个街道、四个镇、一个乡，设有二十六个社区、八十四个行政村。",
    "境内有望溪、柳荫两条小河汇入云湖，湖岸步道全长二十三公里。",
)


def column_page(plan: ColumnPlan, today: date) -> bytes:
    """Return the page of a column that is one text."""
    lines = OVERVIEW if plan.kind is ColumnKind.OVERVIEW else _duties()
    text = Text(
        title=plan.name, on=today - TEXT_AGE, source=plan.unit, type=COLUMN_TYPES[plan.kind]
    )
    return _page(text, "".join(f"<p>　　{line}</p>\n" for line in lines), plan)


def pages(today: date) -> dict[str, bytes]:
    """Return the other pages of text by address."""
    made = {
        "/wzdt.html": ("网站地图", _sitemap()),
        CONTACT_PAGE: ("联系我们", contact()),
        "/jiucuo.html": ("我为政府网站找错", _report_form()),
        GUIDE: (f"{w.DISTRICT}政府信息公开指南", _guide()),
        "/search/gjss.html": ("高级检索", "<form><input name='q'></form>"),
    }
    return {address: _page(_text(title, today), body) for address, (title, body) in made.items()}


def tampered(today: date) -> dict[str, bytes]:
    """Return the page whose title an intruder changed, by its address."""
    return {TAMPERED: _page(_text(TITLE, today), _sitemap())}


def original(today: date) -> bytes:
    """Return the short text behind a link that works on some nights."""
    return _page(_text("政策原文", today), f"<p>　　{OVERVIEW[0]}</p>")


def _text(title: str, today: date) -> Text:
    return Text(title=title, on=today - TEXT_AGE, source=w.OFFICE)


def _page(text: Text, body: str, column: ColumnPlan | None = None) -> bytes:
    face = Face(
        title=f"{text.title}_{NAME}",
        tags=text_tags(PORTAL, text),
        body=f"""<div class="article"><h1>{text.title}</h1>
<div class="info"><span>发布时间：{text.on:%Y-%m-%d} 09:00</span>
<span>来源：{text.source}</span></div>
<div class="TRS_Editor" id="zoom">
{body}</div></div>""",
        column=column,
    )
    return framed(face)


def _duties() -> list[str]:
    return [f"{name}（{short}）　联系电话：{w.phone(name)}" for name, short in w.UNITS]


def _sitemap() -> str:
    lines = "".join(
        f'<li><a href="{c.address}">{" - ".join(c.trail)}</a></li>\n' for c in columns_of(PORTAL)
    )
    return f'<ul class="map">\n{lines}</ul>'


def _guide() -> str:
    lines = (
        "为方便公民、法人和其他组织获取政府信息，根据政府信息公开有关规定，编制本指南（演示用虚构内容）。",
        "一、公开范围。本机关主动公开机构职能、政策文件、规划计划、财政信息、应急预案等信息，具体见本网站各栏目。",
        "二、公开方式。以本网站为第一平台，同时通过政务公开栏、便民服务中心公开信息查阅点等方式公开。",
        "三、依申请公开。申请人可以书面提出申请，写明姓名或者名称、联系方式、所需信息的名称和获取方式。",
        f"四、受理机构。{w.OFFICE}负责受理申请，工作时间为法定工作日上午9时至12时、下午13时30分至17时。",
        "五、监督方式。认为未依法履行公开义务的，可以向上级机关投诉，也可以依法申请行政复议或者提起行政诉讼。",
    )
    links = "".join(f'<a href="#{place}">{name}</a> ' for place, name in PLACES)
    there = "".join(f'<a id="{place}"></a>' for place, _ in PLACES if place != NO_PLACE)
    return f"<p>{links}</p>{there}" + "".join(f"<p>　　{line}</p>\n" for line in lines)


def _report_form() -> str:
    return f"<p>　　网站标识码：{PORTAL}</p><p>　　请填写您发现的问题，我们将尽快核实处理。</p>"
