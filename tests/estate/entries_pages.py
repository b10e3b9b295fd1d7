"""Names whose pages are no government's, or that lead elsewhere."""

from __future__ import annotations

from model.domain_fact import FactKind as F
from model.finding import Verdict
from tests.estate.answers import circle, mark_of, over_https
from tests.estate.authority import Shown
from tests.estate.entry import (
    PAGE_FACTS,
    V6,
    WAY_FACTS,
    Entry,
    Page,
    Truth,
    Unknown,
    all_of,
    home,
    page_truth,
    plainly,
    portal,
)
from tests.estate.web_server import Reply

FAIL, SUSPECT = Verdict.FAIL, Verdict.SUSPECT
SHOP, INNER, NEW = "www.shop.example", "oa.inner.example", "xinban.lishui.gov.cn"
ELSEWHERE = "127.0.1.77"
NGINX = (
    "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1>"
    "<p>If you see this page, the web server is successfully installed.</p></body></html>"
)


def sold() -> list[Entry]:
    """Names whose pages are no government's."""
    suspect = {"parked_or_sold": SUSPECT}

    def shows(key: str, place: str, number: int, page: Page, looks: tuple[str, ...]) -> Entry:
        return portal(
            key, place, number=number, page=page, truth={F.LOOKS: looks}, findings=suspect
        )

    bare = {"code": "", "organizer": "", "icp": "", "police": ""}
    nginx: Truth = {
        F.TITLE: ("Welcome to nginx!",),
        F.LOOKS: ("default",),
        **all_of((F.ICP, F.POLICE, F.SITE_CODE, F.ORGANIZER, F.NEWEST), ()),
    }
    return [
        shows(
            "hongye",
            "红叶区",
            33,
            Page(title="域名停放", lines=("本域名尚未绑定网站",), **bare),
            ("parked",),
        ),
        shows(
            "lanhu",
            "蓝湖区",
            34,
            Page(
                title="lanhu.gov.cn",
                lines=("This domain is for sale", "Make an offer"),
                **bare,
            ),
            ("for_sale",),
        ),
        shows(
            "mingzhu",
            "明珠区",
            35,
            Page(
                title="澳门葡京娱乐城",
                lines=("百家乐在线", "六合彩开奖"),
                **bare,
            ),
            ("lure:娱乐城", "lure:葡京"),
        ),
        portal(
            "nanshan",
            "南山区",
            number=36,
            findings=suspect,
            answer=over_https("nanshan", NGINX),
            truth={
                **nginx,
                **all_of((F.PAGE_V4, F.PAGE_V6), (mark_of(NGINX), "Welcome to nginx!")),
            },
        ),
        portal(
            "ouhai",
            "欧海区",
            number=37,
            findings=suspect,
            answer=over_https("ouhai", "<html></html>"),
            truth={
                **all_of(PAGE_FACTS, ()),
                F.LOOKS: ("empty",),
            },
        ),
    ]


def led_away() -> list[Entry]:
    """Names that lead elsewhere, in a circle, or to where nobody may follow."""
    shop = Page(
        title="山货商城", lines=("新到蜂蜜", "野生香菇"), icp="浙ICP备09000001号", police=""
    )
    to_shop = {
        F.FINAL_HOST: (SHOP,),
        F.HOPS: (f"http://{SHOP}/",),
        F.HSTS: (),
        **page_truth(shop),
        **all_of(WAY_FACTS, ("redirected", "200", f"http://{SHOP}/")),
    }
    refresh = f'<meta http-equiv="refresh" content="0; url=http://{SHOP}/">'
    new = home("丽水新区")
    no_page = Unknown("指向内部网络地址，未访问")
    inner = ("private_address", "", f"http://{INNER}/")
    return [
        Entry(
            name=SHOP,
            domain=None,
            truth={},
            certificate=Shown(names=(SHOP,)),
            records={(SHOP, "A"): (ELSEWHERE,), (SHOP, "AAAA"): (V6,)},
            zones=("shop.example",),
            answer=plainly(shop),
        ),
        Entry(
            name=NEW,
            domain=None,
            truth={},
            certificate=Shown(names=(NEW,)),
            records={(NEW, "A"): (ELSEWHERE,)},
            zones=(),
            answer=plainly(new),
        ),
        Entry(
            name=INNER,
            domain=None,
            truth={},
            certificate=Shown(names=(INNER,)),
            records={(INNER, "A"): (ELSEWHERE,)},
            zones=("inner.example",),
            answer=plainly(new),
        ),
        portal(
            "puxi",
            "浦西区",
            number=38,
            answer=lambda asked: Reply(status=302, location=f"http://{SHOP}/"),
            truth=to_shop,
            findings={"redirects_off_gov": FAIL},
        ),
        portal(
            "qiushui",
            "秋水区",
            number=39,
            answer=lambda asked: Reply(body=f"<html><head>{refresh}</head></html>"),
            truth=to_shop,
            findings={"redirects_off_gov": FAIL},
        ),
        portal(
            "lishuiqu",
            "丽水旧区",
            number=40,
            answer=lambda asked: Reply(status=302, location=f"http://{NEW}/"),
            truth={
                **to_shop,
                **page_truth(new),
                F.FINAL_HOST: (NEW,),
                F.HOPS: (f"http://{NEW}/",),
                **all_of(WAY_FACTS, ("redirected", "200", f"http://{NEW}/")),
            },
        ),
        portal(
            "ronghu",
            "榕湖区",
            number=41,
            answer=lambda asked: Reply(status=302, location=f"http://{INNER}/"),
            truth={
                **all_of((*PAGE_FACTS, F.WEB, F.FINAL_HOST, F.HOPS), no_page),
                F.HSTS: (),
                **all_of(WAY_FACTS, inner),
            },
        ),
        portal(
            "songyang",
            "松阳区",
            number=42,
            answer=circle("songyang"),
            truth={
                **all_of((*PAGE_FACTS, F.WEB, F.FINAL_HOST, F.HOPS, F.HSTS), ()),
                **all_of(
                    (F.HTTP_V4, F.HTTP_V6), ("redirect_loop", "302", "http://www.songyang.gov.cn/b")
                ),
                **all_of(
                    (F.HTTPS_V4, F.HTTPS_V6),
                    ("redirect_loop", "302", "http://www.songyang.gov.cn/b"),
                ),
            },
        ),
    ]
