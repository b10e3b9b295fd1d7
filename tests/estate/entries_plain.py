"""Portals in order, and rows of the inventory that are not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from model.domain import DomainPlan, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import FactKind as F
from model.finding import Verdict
from tests.estate.authority import Shown
from tests.estate.entry import (
    SHARED,
    V6,
    WAY_FACTS,
    WEB_FACTS,
    Entry,
    all_of,
    home,
    portal,
)
from tests.estate.web_server import Reply

FAIL, SUSPECT = Verdict.FAIL, Verdict.SUSPECT
PLACES = {
    "anping": "安平区",
    "beihe": "北河区",
    "caoyuan": "草园区",
    "dongshan": "东山区",
    "fengxi": "丰西区",
    "guangan": "广安区",
    "heping": "和平区",
    "jinhu": "金湖区",
    "kaiyang": "开阳区",
    "lishui": "丽水区",
}
SIGNED = {"anping", "beihe", "caoyuan"}
DS = "12345 13 2 " + "ab" * 32
DNSKEY = (
    "257 3 13 "
    + "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
)
CHINESE = "安平区.政务".encode("idna").decode()


def good() -> list[Entry]:
    """Ten portals on one server: three signed, two with CAA, one with a long key, one by alias."""
    entries = []
    for number, (key, place) in enumerate(PLACES.items(), start=1):
        zone, name = f"{key}.gov.cn", f"www.{key}.gov.cn"
        records: dict[tuple[str, str], tuple[str, ...]] = {}
        truth: dict[F, tuple[str, ...]] = {}
        if key in SIGNED:
            records |= {(zone, "DS"): (DS,), (zone, "DNSKEY"): (DNSKEY,)}
            truth[F.DNSSEC] = ("signed",)
        if key in ("dongshan", "fengxi"):
            records[(zone, "CAA")] = ('0 issue "ca.example"', '0 iodef "mailto:a@ca.example"')
            truth[F.CAA] = ('0 iodef "mailto:a@ca.example"', '0 issue "ca.example"')
        if key == "guangan":  # a key without a DS record at the parent
            records[(zone, "DNSKEY")] = (DNSKEY,)
        certificate = Shown(names=(name, zone), rsa_bits=2048 if key == "heping" else 0)
        if key == "jinhu":
            certificate = Shown(names=(name, "oa.jinhu.gov.cn"))
        if key == "kaiyang":
            records |= {
                (name, "CNAME"): ("kaiyang.cdn.example.",),
                ("kaiyang.cdn.example", "CNAME"): ("edge.cdn.example.",),
                ("edge.cdn.example", "A"): (SHARED,),
                ("edge.cdn.example", "AAAA"): (V6,),
            }
            truth[F.CNAME] = ("kaiyang.cdn.example", "edge.cdn.example")
        entry = portal(
            key,
            place,
            number=number,
            a=(SHARED,),
            records=records,
            certificate=certificate,
            truth=truth,
        )
        if key == "kaiyang":
            for kind in ("A", "AAAA"):
                del entry.records[name, kind]  # type: ignore[attr-defined]
        entries.append(entry)
    return entries


def named_otherwise() -> list[Entry]:
    """Names that are not built as they should be, and a Chinese one that is."""
    return [
        portal("anping", "安平区", number=1, name=CHINESE, zone=CHINESE),
        portal(
            "tongda", "通达区", number=11, name="www.tongda.com", findings={"not_gov_suffix": FAIL}
        ),
        portal(
            "tongdafw",
            "通达服务",
            number=12,
            name="www.tongdafw.net",
            row={
                "holder_type": HolderType.INSTITUTION,
                "holder": "通达区服务中心",
                "government_use": False,
            },
        ),
        portal("mei-shan2", "眉山区", number=13, findings={"name_pattern": SUSPECT}),
        portal(
            "linhe",
            "林河区",
            number=14,
            name="www.new.linhe.gov.cn",
            zone="linhe.gov.cn",
            findings={"name_pattern": FAIL},
        ),
        portal("maoming", "茂名区", number=15),
        portal(
            "mmqu",
            "茂名区",
            number=15,
            row={"main": False},
            answer=lambda asked: Reply(status=302, location="https://www.maoming.gov.cn/"),
            truth={
                **all_of(WAY_FACTS, ("redirected", "200", "https://www.maoming.gov.cn/")),
                F.HOPS: ("https://www.maoming.gov.cn/",),
                F.FINAL_HOST: ("www.maoming.gov.cn",),
                F.HSTS: (),
            },
            findings={"second_domain": SUSPECT},
        ),
        portal("nanhe", "南河区", number=16, row={"main": None}, findings={"second_domain": FAIL}),
        portal(
            "nanhequ", "南河区", number=16, row={"main": None}, findings={"second_domain": FAIL}
        ),
    ]


def held_wrongly(today: date) -> list[Entry]:
    """Rows whose papers are not in order; `today` is the day of the round."""
    street = HolderLevel.SUBCOUNTY
    same = home("石桥区", "4201000018")
    return [
        portal(
            "qiaotou",
            "桥头街道",
            number=17,
            row={"holder_level": street},
            findings={"site_unneeded": SUSPECT},
        ),
        portal(
            "shiqiao", "石桥区", number=18, page=same, findings={"same_site_two_units": SUSPECT}
        ),
        portal(
            "shiqiaoqu",
            "石桥旧区",
            number=19,
            page=same,
            findings={"same_site_two_units": SUSPECT},
        ),
        portal(
            "tushuguan",
            "图书馆",
            number=20,
            row={"holder": "安平区图书馆", "holder_type": HolderType.INSTITUTION},
            findings={"holder_unentitled": SUSPECT},
        ),
        portal("wangjiang", "望江区", number=21, findings={"holder_transferred": SUSPECT}),
        portal("xinan", "西南区", number=22, findings={"holder_transferred": FAIL}),
        portal("yongan", "永安区", number=23, findings={"unfiled_change": FAIL}),
        portal(
            "zhaohui",
            "朝晖区",
            number=24,
            row={"expires_on": today + timedelta(days=20)},
            findings={"expires_soon": FAIL},
        ),
        portal("bailu", "白鹿区", number=25, findings={"expires_soon": FAIL}),
        portal(
            "cuihu",
            "翠湖区",
            number=26,
            row={
                "plan": DomainPlan.CHANGE,
                "announced_on": today - timedelta(days=20),
                "announced_until": today + timedelta(days=10),
            },
            findings={"announce_window": FAIL},
        ),
    ]


def closing(today: date) -> list[Entry]:
    """Sites that were closed, in every state of their domain."""
    closed = {"site_state": SiteState.CLOSED}
    cancelled = {**closed, "domain_state": DomainState.CANCELLED}
    return [
        portal("dalin", "大林区", number=27, row=cancelled, findings={"closed_but_resolves": FAIL}),
        _gone("erqiao", "二桥区", 28, closed, {"closed_site_not_cancelled": FAIL}),
        portal(
            "fushan",
            "福山区",
            number=29,
            row=closed,
            findings={"closed_but_resolves": FAIL, "closed_site_not_cancelled": FAIL},
        ),
        _gone("gaoling", "高陵区", 30, cancelled, {}),
        portal(
            "huayuan",
            "花园区",
            number=31,
            row={
                **closed,
                "announced_on": today - timedelta(days=30),
                "announced_until": today + timedelta(days=70),
            },
        ),
        _gone("jiangbei", "江北区", 32, {}, {"no_ipv6": FAIL}),
    ]


def _gone(
    key: str, place: str, number: int, row: dict[str, Any], findings: dict[str, Verdict]
) -> Entry:
    """A name that does not exist any more; its zone neither."""
    entry = portal(
        key,
        place,
        number=number,
        row=row,
        a=(),
        aaaa=(),
        findings=findings,
        truth={**all_of(WEB_FACTS, ()), F.NS: (), F.DNSSEC: ()},
    )
    return Entry(
        name=entry.name,
        domain=entry.domain,
        truth=entry.truth,
        records={},
        zones=(),
        certificate=entry.certificate,
        findings=findings,
    )
