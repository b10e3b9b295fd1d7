"""The seeded faults of links, page tags, footer marks and addresses, as a table.

Nights are offsets as in `plan.py`. `owner` is the folder of the column in which all places of
a link stand; empty: the link stands all over the site or on its home page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from demo.items import Item
from demo.offers import DEAD_FORM
from demo.plan import ALL_NIGHTS, PORTAL, TOURISM, ColumnPlan, Form
from model.finding import Verdict


class Where(StrEnum):
    """Where on a site a seeded link stands."""

    FOOTER = "footer"  # every page
    NAVIGATION = "navigation"  # every page
    HOME = "home"
    ARTICLE = "article"
    ANNEX = "annex"  # attachment of an article
    PICTURE = "picture"  # image of an article
    STYLE = "style"  # stylesheet of every page of one column
    ENTRY = "entry"  # the list's own entry: the article itself is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededLink:
    """One link target with what it answers on the nights of `dead_on`; 302: a redirect loop."""

    site: str
    where: Where
    address: str = ""  # empty for ENTRY: the item's own
    text: str = ""
    status: int = 404
    owner: str = ""
    index: int = -1  # of the item in its column's regular series
    dead_on: tuple[int, ...] = ALL_NIGHTS


SEEDED: tuple[SeededLink, ...] = (
    SeededLink(site=PORTAL, where=Where.FOOTER, address="/gywm/wzsm.html", text="网站声明"),
    SeededLink(site=PORTAL, where=Where.HOME, address="/ztzl/2019/yshj/", text="优化营商环境专题"),
    SeededLink(site=PORTAL, where=Where.ARTICLE, owner="xwzx/bmdt", index=9, text="原文件",
               address="/zwgk/zcwj/202203/t20220301_9001.html"),
    SeededLink(site=PORTAL, where=Where.ANNEX, owner="zwgk/tzgg", index=7, status=410,
               text="附件2：报名汇总表.xlsx", address="/zwgk/tzgg/W0/P020220715001.xlsx"),
    SeededLink(site=PORTAL, where=Where.PICTURE, owner="xwzx/tpxw", index=4, text="活动现场",
               address="/xwzx/tpxw/W0/W020230401002.png"),
    SeededLink(site=PORTAL, where=Where.STYLE, owner="ztzl", address="/images/zt2018/style.css"),
    SeededLink(site=PORTAL, where=Where.ENTRY, owner="zwgk/jgjg", index=11),
    SeededLink(site=PORTAL, where=Where.ARTICLE, owner="zwfw/bszn", index=3, status=500,
               text="办件进度查询", address="/zwfw/cx/jdcx.jsp"),
    SeededLink(site=PORTAL, where=Where.ANNEX, owner=DEAD_FORM[0], index=DEAD_FORM[1],
               text="附件：样表.docx", address="/zwfw/bszn/W0/P020260601006.docx"),
    SeededLink(site=PORTAL, where=Where.ARTICLE, owner="hdjl/zjdc", index=2, status=302,
               text="在线问卷", address="/hdjl/wj/index.jsp"),
    SeededLink(site=PORTAL, where=Where.ANNEX, owner="zwgk/ghjh", index=1, dead_on=(2, 1),
               text="附件2：重点项目表.pdf", address="/zwgk/ghjh/W0/P020260301003.pdf"),
    SeededLink(site=PORTAL, where=Where.ARTICLE, owner="zwgk/zcjd", index=5, dead_on=(0,),
               text="政策原文", address="/zwgk/zcwj/yw/sswj.html"),
    SeededLink(site=TOURISM, where=Where.NAVIGATION, address="/col/col19/index.html",
               text="智慧文旅"),
    SeededLink(site=TOURISM, where=Where.ANNEX, owner="col12", index=2,
               text="附件：活动报名表.docx", address="/attach/0/2103150930.docx"),
)  # fmt: skip

LINK_LOCAL = "http://169.254.169.254/latest/meta-data/"  # must never be fetched
LINK_LOCAL_IN = ("hdjl/lygk", 4)
DENIED = "/search/gjss.html"  # forbidden by robots.txt, linked from every portal page
GUARDED = "/zwfw/sso/login.html"  # answers 403, linked from the hub of services

GIANT_BYTES = 3 * 1024**3
GIANT = "/zwgk/zcjd/W0/V020261001001.mp4"  # linked from an article; its body is 3 GB
GIANT_IN = ("zwgk/zcjd", 2)


def links_in(item: Item, index: int) -> tuple[SeededLink, ...]:
    """Return the seeded links that stand in this article."""
    inside = (Where.ARTICLE, Where.ANNEX, Where.PICTURE)
    return tuple(
        s
        for s in SEEDED
        if s.where in inside and s.owner == item.column.folder and s.index == index
    )


def on_every_page(code: str, where: Where) -> tuple[SeededLink, ...]:
    """Return the seeded links of a site's frame, or of its home page."""
    return tuple(s for s in SEEDED if s.site == code and s.where is where)


def style_of(column: ColumnPlan) -> str:
    """Return the address of the lost stylesheet of this column's old template, or ""."""
    return next(
        (s.address for s in SEEDED if s.where is Where.STYLE and s.owner == column.folder), ""
    )


def missing_tags(column: ColumnPlan, index: int | None) -> frozenset[str]:
    """Return the page tags left out; `index` of the article, None for the list page."""
    missing = set()
    if column.site == TOURISM:
        missing.add("SiteIDCode")
    if column.folder == "xwzx/bmdt" and index is not None and index % 6 == 1:
        missing.add("PubDate")
    if column.form is Form.UNDATED:  # neither list nor article says when
        missing.add("PubDate")
    if column.folder == "zwgk/tzgg" and index is not None and 5 <= index <= 9:
        missing.add("ContentSource")
    if column.folder == "hdjl/zjdc" and index is None:
        missing.add("ColumnType")
    return frozenset(missing)


MISSING_TAGS: tuple[tuple[str, str], ...] = (  # (site, subject), the truth of the above
    (PORTAL, "article:PubDate"),
    (PORTAL, "article:ContentSource"),
    (PORTAL, "list:ColumnType"),
    (TOURISM, "site:SiteIDCode"),
)


def false_tags(column: ColumnPlan, index: int, tags: Mapping[str, str]) -> dict[str, str]:
    """Return the page tags of an article that say something false, or write it wrongly."""
    if column.folder == "zwgk/ghjh" and index == 2:  # another day than the page shows
        day = date.fromisoformat(tags["PubDate"][:10]) - timedelta(days=1)
        return {"PubDate": f"{day.isoformat()}{tags['PubDate'][10:]}"}
    if column.folder == "hdjl/zjdc" and index == 3:  # with seconds
        return {"PubDate": f"{tags['PubDate']}:00"}
    return {}


def jiucuo_code(column: ColumnPlan | None) -> str:
    """Return the code in the entry 我为政府网站找错: pages of an old template name another site."""
    return "9900000002" if column is not None and column.old_template else PORTAL


CONTACT_PAGE = "/gywm/LXWM.html"  # with capitals

MISSING_MARKS: tuple[tuple[str, str], ...] = (
    (PORTAL, "police"),  # the pages of columns with an old template
    (TOURISM, "jiucuo"),  # nowhere on the site
)
PAGE_FAULTS: tuple[tuple[str, str, str, Verdict], ...] = (  # (check, site, subject, verdict)
    ("page_tags_disagree", PORTAL, "PubDate", Verdict.SUSPECT),
    ("footer_marks_disagree", PORTAL, "code", Verdict.FAIL),
    ("date_format_wrong", PORTAL, "tag", Verdict.FAIL),
    ("date_format_wrong", TOURISM, "visible", Verdict.SUSPECT),  # its pages of text
    ("url_unclean", PORTAL, "capitals", Verdict.SUSPECT),
)
