"""Names over whose answers resolvers fail, keep silent or disagree, and aliases to nowhere."""

from __future__ import annotations

from model.domain_fact import FactKind as F
from model.finding import Verdict
from tests.estate.dns_server import LOOP_AS_ANSWER, REFUSED, SERVFAIL, SILENT
from tests.estate.entries_pages import ELSEWHERE
from tests.estate.entry import (
    DNS_FACTS,
    SERVERS,
    WEB_FACTS,
    Entry,
    Unknown,
    all_of,
    portal,
)

FAIL, SUSPECT = Verdict.FAIL, Verdict.SUSPECT
SERVFAIL_WHY = Unknown("解析服务器返回失败（SERVFAIL）")
SILENT_WHY = Unknown("解析服务器没有在时限内应答")
REFUSED_WHY = Unknown("解析服务器拒绝查询（REFUSED）")


def _moody(key: str, mood: str) -> dict[str, str]:
    return dict.fromkeys((f"www.{key}.gov.cn", f"{key}.gov.cn"), mood)


def resolved() -> list[Entry]:
    """Names over whose answers resolvers fail, keep silent or disagree, and aliases to nowhere."""
    unknown = (*DNS_FACTS, *WEB_FACTS)
    nowhere = {**all_of(WEB_FACTS, ()), F.A: (), F.AAAA: ()}
    none = {"a": (), "aaaa": ()}
    return [
        portal(
            "huling",
            "虎岭区",
            number=61,
            moods=_moody("huling", SERVFAIL),
            truth=all_of(unknown, SERVFAIL_WHY),
        ),
        portal(
            "jingshan",
            "京山区",
            number=62,
            moods=_moody("jingshan", SILENT),
            truth=all_of(unknown, SILENT_WHY),
        ),
        portal(
            "kongtan",
            "空潭区",
            number=63,
            moods=_moody("kongtan", REFUSED),
            truth=all_of(unknown, REFUSED_WHY),
        ),
        portal(
            "luohe", "罗河区", number=64, truth={F.RESOLVERS: (f"{{second}}：{ELSEWHERE} ::1",)}
        ),
        portal(
            "meilin",
            "梅林区",
            number=65,
            **none,
            records={("www.meilin.gov.cn", "CNAME"): ("meilin.cdn.example.",)},
            truth={**nowhere, F.CNAME: ("meilin.cdn.example",)},
            findings={"no_ipv6": FAIL},
        ),
        portal(
            "ningyuan",
            "宁远区",
            number=66,
            **none,
            records={
                ("www.ningyuan.gov.cn", "CNAME"): ("b.ningyuan.gov.cn.",),
                ("b.ningyuan.gov.cn", "CNAME"): ("www.ningyuan.gov.cn.",),
            },
            truth={**all_of(unknown, SERVFAIL_WHY), F.NS: SERVERS, F.DNSSEC: ()},
        ),
        portal(
            "pinghu",
            "平湖区",
            number=67,
            **none,
            records={
                ("www.pinghu.gov.cn", "CNAME"): ("b.pinghu.gov.cn.",),
                ("b.pinghu.gov.cn", "CNAME"): ("www.pinghu.gov.cn.",),
            },
            moods={"www.pinghu.gov.cn": LOOP_AS_ANSWER},
            truth={**nowhere, F.CNAME: ("b.pinghu.gov.cn", "www.pinghu.gov.cn")},
            findings={"no_ipv6": FAIL},
        ),
    ]
