"""Names that fail over some way, and certificates that are not in order."""

from __future__ import annotations

from model.domain import HolderLevel
from model.domain_fact import FactKind as F
from model.finding import Verdict
from tests.estate.answers import by_family, down_over_ipv6, every_way
from tests.estate.authority import ALONE, SELF, STRANGER, Shown
from tests.estate.entry import (
    CLOSED,
    MUDDLED,
    MUTE,
    OLD,
    PAGE_FACTS,
    PLAIN_ONLY,
    TLS_FACTS,
    WEB_FACTS,
    Entry,
    Page,
    Truth,
    Unknown,
    all_of,
    home,
    plainly,
    portal,
)
from tests.estate.web_server import Reply

FAIL, SUSPECT = Verdict.FAIL, Verdict.SUSPECT


def failing() -> list[Entry]:
    """Servers that refuse, say nothing, turn away, or show nothing; and addresses of one family."""
    no_v6 = {**all_of((F.AAAA, F.HTTP_V6, F.HTTPS_V6, F.PAGE_V6), ())}
    closed = {
        **no_v6,
        **all_of(WEB_FACTS, ()),
        F.HTTP_V4: ("refused", "", "http://www.{}.gov.cn/"),
        F.HTTPS_V4: ("refused", "", "https://www.{}.gov.cn/"),
    }
    other = Page(
        title="测试页面",
        lines=("这里是另外一台服务器的旧页面", "请从其他地址访问"),
        code="",
        organizer="",
        icp="",
        police="",
    )
    yangliu = home("杨柳区", "4201000050")
    return [
        portal(
            "taihu",
            "太湖区",
            number=43,
            a=(CLOSED,),
            aaaa=(),
            truth=_for("taihu", closed),
            findings={"domain_idle": FAIL, "no_ipv6": FAIL},
        ),
        portal(
            "wuxi",
            "吴西区",
            number=44,
            a=(CLOSED,),
            aaaa=(),
            truth=_for("wuxi", closed),
            row={"holder_level": HolderLevel.PORTAL},
            findings={"no_ipv6": FAIL},
        ),
        portal("xiangyang", "向阳区", number=45, aaaa=(), truth=no_v6, findings={"no_ipv6": FAIL}),
        portal(
            "yanhu",
            "盐湖区",
            number=46,
            a=(MUTE,),
            aaaa=(),
            truth={
                **no_v6,
                **all_of(
                    (*PAGE_FACTS, F.WEB, F.FINAL_HOST, F.HOPS), Unknown("服务器未在时限内应答")
                ),
                F.HTTP_V4: ("timeout_first_byte", "", "http://www.yanhu.gov.cn/"),
                F.HTTPS_V4: ("timeout_connect", "", "https://www.yanhu.gov.cn/"),
                **all_of(TLS_FACTS, Unknown("加密端口连接超时")),
                F.HSTS: Unknown("连接超时"),
                F.PAGE_V6: (),
            },
            findings={"no_ipv6": FAIL},
        ),
        portal(
            "yunshan",
            "云山区",
            number=47,
            answer=lambda asked: Reply(status=403, body="forbidden"),
            truth={
                **all_of(
                    (*PAGE_FACTS, F.WEB, F.FINAL_HOST, F.HOPS),
                    Unknown("被对方防护设备拦截，未能核实"),
                ),
                **every_way("yunshan", "blocked", "403"),
                F.HSTS: (),
            },
        ),
        portal(
            "zhuxi",
            "竹溪区",
            number=48,
            answer=lambda asked: Reply(status=404, body="no"),
            truth={
                **all_of((*PAGE_FACTS, F.WEB, F.FINAL_HOST, F.HOPS, F.HSTS), ()),
                **every_way("zhuxi", "not_found", "404"),
            },
        ),
        portal(
            "xinghe",
            "星河区",
            number=49,
            answer=down_over_ipv6("xinghe", home("星河区", "4201000049")),
            truth={
                F.HTTP_V6: ("server_error", "500", "https://www.xinghe.gov.cn/"),
                F.HTTPS_V6: ("server_error", "500", "https://www.xinghe.gov.cn/"),
                F.PAGE_V6: (),
            },
            findings={"no_ipv6": FAIL},
        ),
        portal(
            "yangliu",
            "杨柳区",
            number=50,
            answer=by_family("yangliu", yangliu, other),
            truth={F.PAGE_V6: (other.mark, other.title)},
            findings={"v4_v6_differ": SUSPECT},
        ),
        portal(
            "zijin",
            "紫金区",
            number=51,
            a=(PLAIN_ONLY,),
            aaaa=(),
            answer=plainly(home("紫金区", "4201000051")),
            truth={
                **no_v6,
                **all_of(TLS_FACTS, ()),
                F.HOPS: (),
                F.HTTP_V4: ("alive", "200", "http://www.zijin.gov.cn/"),
                F.HTTPS_V4: ("refused", "", "https://www.zijin.gov.cn/"),
            },
            findings={"no_ipv6": FAIL},
        ),
    ]


def certified() -> list[Entry]:
    """Certificates that a browser warns of, one that soon will be such, and an old protocol."""

    def shows(
        key: str, place: str, number: int, shown: Shown, trust: str, **more: Verdict
    ) -> Entry:
        findings = more or {"tls_invalid": FAIL}
        return portal(
            key,
            place,
            number=number,
            certificate=shown,
            truth={F.TLS_TRUST: (trust,)},
            findings=findings,
        )

    def own(key: str) -> tuple[str, ...]:
        return (f"www.{key}.gov.cn",)

    muddled = home("宝塔区", "4201000059")
    return [
        shows("anhe", "安和区", 52, Shown(names=own("anhe"), ends_days=-3), "expired"),
        shows("baishi", "白石区", 53, Shown(names=own("baishi"), by=SELF), "self_signed"),
        shows(
            "chenghai",
            "澄海区",
            54,
            Shown(names=("www.other.example", "other.example")),
            "wrong_name",
        ),
        shows("dahe", "大河区", 55, Shown(names=own("dahe"), by=ALONE), "incomplete"),
        shows(
            "enping",
            "恩平区",
            56,
            Shown(names=own("enping"), by=STRANGER),
            "untrusted",
            tls_invalid=Verdict.SUSPECT,
        ),
        shows("fuchun", "富春区", 57, Shown(names=own("fuchun"), begins_days=5), "not_yet"),
        shows(
            "guishan",
            "龟山区",
            58,
            Shown(names=own("guishan"), ends_days=10),
            "trusted",
            tls_expires_soon=FAIL,
        ),
        portal(
            "baota",
            "宝塔区",
            number=59,
            a=(MUDDLED,),
            aaaa=(),
            answer=plainly(muddled),
            truth={
                F.AAAA: (),
                F.HTTP_V6: (),
                F.HTTPS_V6: (),
                F.PAGE_V6: (),
                F.HOPS: (),
                F.HTTP_V4: ("alive", "200", "http://www.baota.gov.cn/"),
                F.HTTPS_V4: ("tls_error", "", "https://www.baota.gov.cn/"),
                **all_of(TLS_FACTS, Unknown("加密连接建立失败")),
                F.TLS_TRUST: ("broken",),
                F.HSTS: Unknown("安全连接（HTTPS）建立失败"),
            },
            findings={"tls_invalid": FAIL, "no_ipv6": FAIL},
        ),
        portal(
            "hepu",
            "合浦区",
            number=60,
            a=(OLD,),
            aaaa=(),
            certificate=Shown(names=own("hepu"), weak=True, rsa_bits=2048),
            truth={
                F.AAAA: (),
                F.HTTP_V6: (),
                F.HTTPS_V6: (),
                F.PAGE_V6: (),
                F.TLS_PROTOCOL: ("TLSv1.1",),
            },
            findings={"no_ipv6": FAIL},
        ),
    ]


def _for(key: str, truth: Truth) -> Truth:
    return {
        kind: value if isinstance(value, Unknown) else tuple(v.replace("{}", key) for v in value)
        for kind, value in truth.items()
    }
