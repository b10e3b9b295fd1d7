"""Pages of other sites that the portal links to: two that went bad, and their good neighbours.

A machine on loopback cannot be another site, so what these pages show is written instead of met,
as if another crawl of the same night had asked for them already.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from demo.items import Item
from demo.offers import OUTSIDE
from demo.planted import HOST
from model.finding import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePage:
    """One page of another site as it answers on every night."""

    url: str
    title: str
    text: str
    name: str = ""  # of the link in the portal's article; "" where it stands elsewhere
    bad: bool = False

    @property
    def html(self) -> bytes:
        """The page as it is sent."""
        head = f'<meta charset="utf-8"><title>{escape(self.title)}</title>'
        return f"<!DOCTYPE html><html><head>{head}</head><body>{self.text}</body></html>".encode()


_FAIR = "云湖旅游博览会由云湖区文化和旅游局主办，设特色产品、乡村旅游、文创设计三个展区，免费入场。"
_TRADE = (
    "近期有投资者咨询域名出售、转让有关问题。域名转让应当通过注册服务机构办理，出售域名一方应当"
    "核验受让方身份。"
)

PAGES: tuple[OutsidePage, ...] = (
    OutsidePage(
        url="http://bolanhui.example/",
        name="云湖旅游博览会",
        title="bolanhui.example",
        text="<h1>bolanhui.example</h1><p>此域名正在出售，有意者请联系。</p>",
        bad=True,
    ),
    OutsidePage(
        url="http://malasong.example/yunhu/",
        name="环云湖马拉松报名",
        title="金沙国际娱乐_百家乐_真人荷官",
        text="<p>注册即送彩金，秒到账。</p>" * 4,
        bad=True,
    ),
    OutsidePage(
        url="http://zhanguan.example/",
        name="云湖展览馆",
        title="云湖展览馆",
        text=f"<p>{_FAIR}</p>",
    ),
    OutsidePage(  # about the sale of domains, none of which is this one
        url="http://zixun.example/yuming.html",
        name="域名交易风险提示",
        title="域名交易风险提示",
        text=f"<p>{_TRADE}</p>" * 30,
    ),
    *(
        OutsidePage(url=url, title="云湖区政务服务号", text=f"<p>{_FAIR}</p>")
        for url in (*OUTSIDE, f"http://{HOST}/")
    ),
)
LINKED_IN = ("xwzx/ztbd", 2)  # the article that names them

LURING = "http://malasong.example/yunhu/"  # its title is a lure
HIJACKED: tuple[tuple[str, Verdict], ...] = tuple(
    (page.url, Verdict.SUSPECT) for page in PAGES if page.bad
)


def links(item: Item) -> str:
    """Return the links of the article that names other sites, "" for any other."""
    if (item.column.folder, item.index) != LINKED_IN:
        return ""
    named = "、".join(f'<a href="{p.url}">{p.name}</a>' for p in PAGES if p.name)
    return f"<p>　　相关网站：{named}。</p>\n"
