"""Asking registries, against a real RDAP and WHOIS server on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from crawler.domain_collect import never
from crawler.domain_order import DomainOrder
from crawler.registry import PRIVATE, UNKNOWN, ask_registries
from crawler.registry_answer import A_PERSON, LIMITED, NOT_READ
from crawler.registry_order import RegistryOrder
from crawler.registry_server import SILENT
from crawler.registry_servers import read_bootstrap
from model.clock import FixedClock
from model.domain_fact import Fact, FactKind
from tests.estate.dns_server import DnsServer, Table
from tests.estate.estate import running
from tests.estate.registry_server import SILENT as MUTE
from tests.estate.registry_server import RegistryServer, rdap

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CN = """Domain Name: {name}
Domain Status: ok
Registrant: {holder}
Registrant Contact Email: lisi@qinghe.gov.cn
Sponsoring Registrar: 北京启明数码有限公司
Name Server: ns1.dns.example
Registration Time: 2005-03-01 10:00:00
Expiration Time: 2027-03-01 23:30:00
DNSSEC: unsigned
"""
Facts = dict[FactKind, Fact]


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[RegistryServer, DnsServer]]:
    registry = RegistryServer(
        whois={
            "qinghe.gov.cn": CN.format(name="qinghe.gov.cn", holder="清河区人民政府办公室"),
            "lisi.cn": CN.format(name="lisi.cn", holder="李四"),
            "baihe.cn": "Queries exceeded: too many queries, try again later\n",
            "loud.example": "\x00\x01%$" * 30_000,
            "strange.example": CN.format(name="other.example", holder="某局"),
            "mute.example": MUTE,
            "odd": "refer: 127.0.0.1\n",
            "inner": "domain: INNER\nwhois: whois.inner.example\n",
        },
        web={
            "/domain/qinghe.com": (200, rdap("qinghe.com", "2027-08-13T20:00:00Z", holder="")),
            "/domain/luhe.com": (302, "/moved/luhe.com"),
            "/moved/luhe.com": (
                200,
                rdap("luhe.com", "2027-02-01T00:00:00+08:00", holder="麓河区人民政府"),
            ),
            "/domain/busy.org": (429, ""),
            "/domain/later.org": (200, rdap("later.org", "2027-08-13T20:00:00Z")),
            "/domain/broken.com": (200, "<html>not found</html>"),
            "/domain/round.com": (302, "/domain/round.com"),
        },
    )
    dns = DnsServer(Table(zones={"example"}))
    dns.table.records["whois.inner.example", "A"] = ("127.0.0.1",)
    with running(registry.start, dns.start, ends=(registry, dns)):
        whois, web = registry.ports
        services = [[["com"], [f"http://127.0.0.1:{web}/"]], [["net"], ["gopher://x/"]]]
        registry.web["/dns.json"] = (200, json.dumps({"services": services}))
        registry.whois["odd"] = f"refer: 127.0.0.1:{whois}\n"
        registry.whois["inner"] = f"domain: INNER\nwhois: whois.inner.example:{whois}\n"
        yield registry, dns


def orders(servers: tuple[RegistryServer, DnsServer]) -> tuple[DomainOrder, RegistryOrder]:
    registry, dns = servers
    whois, web = registry.ports
    registry.asked.clear()
    order = DomainOrder(
        resolvers=(f"127.0.0.1:{dns.port}",), timeout_s=1.0, dns_timeout_s=0.5, at_once=8
    )
    here = f"whois://127.0.0.1:{whois}"
    how = RegistryOrder(
        servers={"cn": here, "example": here, "org": f"http://127.0.0.1:{web}"},
        bootstrap=f"http://127.0.0.1:{web}/dns.json",
        iana=here,
        gap_s=0.0,
        timeout_s=0.5,
    )
    return order, how


def ask(
    names: list[str],
    order: DomainOrder,
    how: RegistryOrder,
    stopping: Callable[[], bool] = never,
) -> dict[str, Facts]:
    async def all_of() -> dict[str, Facts]:
        answers = ask_registries(names, order, how, FixedClock(NOW), stopping)
        return {name: {f.kind: f for f in facts} async for name, facts in answers}

    return asyncio.run(all_of())


def test_whois_gives_the_day_and_keeps_no_person(
    servers: tuple[RegistryServer, DnsServer],
) -> None:
    found = ask(["qinghe.gov.cn", "lisi.cn", "none.cn"], *orders(servers))
    held = found["qinghe.gov.cn"]
    assert held[FactKind.REGISTRY].values == ("whois", "127.0.0.1")
    assert held[FactKind.REGISTRY_EXPIRES].values == ("2027-03-01",), "the registry's own day"
    assert held[FactKind.REGISTRAR].values == ("北京启明数码有限公司",)
    assert held[FactKind.REGISTRANT].values == ("清河区人民政府办公室",)
    assert found["lisi.cn"][FactKind.REGISTRANT].values is None
    assert found["lisi.cn"][FactKind.REGISTRANT].why == A_PERSON
    assert "李四" not in repr(found)
    assert "lisi@" not in repr(found)
    assert all(fact.absent for fact in found["none.cn"].values()), "the registry has none"


def test_rdap_by_the_bootstrap_list_redirects_followed(
    servers: tuple[RegistryServer, DnsServer],
) -> None:
    found = ask(["qinghe.com", "luhe.com", "gone.com"], *orders(servers))
    assert found["qinghe.com"][FactKind.REGISTRY].values == ("rdap", "127.0.0.1")
    assert found["qinghe.com"][FactKind.REGISTRY_EXPIRES].values == ("2027-08-14",), "in China"
    assert found["qinghe.com"][FactKind.REGISTRANT].why == A_PERSON
    assert found["luhe.com"][FactKind.REGISTRY_EXPIRES].values == ("2027-02-01",)
    assert found["luhe.com"][FactKind.REGISTRANT].values == ("麓河区人民政府",)
    assert found["gone.com"][FactKind.REGISTRY].absent
    for word in ("张三丰", "1390000", "zhangsanfeng"):
        assert word not in repr(found)
    asked = [what for _, _, what in servers[0].asked]
    assert asked.count("/dns.json") == 1, "once a round"


def test_a_server_that_says_too_much_is_left_alone(
    servers: tuple[RegistryServer, DnsServer],
) -> None:
    order, how = orders(servers)
    for names in (["busy.org", "later.org"], ["baihe.cn", "qinghe.gov.cn"]):
        servers[0].asked.clear()
        found = ask(names, order, how)
        for name in names:
            assert {(f.values, f.why) for f in found[name].values()} == {(None, LIMITED)}
        assert len(servers[0].asked) == 1


@pytest.mark.parametrize("name", ["loud.example", "strange.example"])
def test_what_cannot_be_read_is_not_known(
    servers: tuple[RegistryServer, DnsServer], name: str
) -> None:
    found = ask([name], *orders(servers))
    assert {(f.values, f.why) for f in found[name].values()} == {(None, NOT_READ)}


def test_a_page_where_an_answer_should_be(servers: tuple[RegistryServer, DnsServer]) -> None:
    order, how = orders(servers)
    found = ask(["broken.com", "round.com"], order, how)
    # The list's WHOIS server is tried next; on this loopback nobody knows its name.
    assert {f.why for name in found for f in found[name].values()} == {SILENT}


def test_a_silent_server_is_asked_twice_and_no_more(
    servers: tuple[RegistryServer, DnsServer],
) -> None:
    order, how = orders(servers)
    servers[0].whois |= {f"mute{n}.example": MUTE for n in range(4)}
    found = ask([f"mute{n}.example" for n in range(4)], order, how)
    assert {f.why for facts in found.values() for f in facts.values()} == {SILENT}
    assert len(servers[0].asked) == 2


def test_a_suffix_of_no_list_is_referred_by_iana(
    servers: tuple[RegistryServer, DnsServer],
) -> None:
    servers[0].whois["hall.odd"] = (
        "Domain Name: hall.odd\nRegistry Expiry Date: 2027-03-01T00:00:00Z\n"
    )
    found = ask(["hall.odd", "a.nowhere"], *orders(servers))
    assert found["hall.odd"][FactKind.REGISTRY_EXPIRES].values == ("2027-03-01",)
    assert {f.why for f in found["a.nowhere"].values()} == {UNKNOWN}


def test_a_referral_inside_is_not_followed(servers: tuple[RegistryServer, DnsServer]) -> None:
    found = ask(["hall.inner"], *orders(servers))
    assert {f.why for f in found["hall.inner"].values()} == {PRIVATE}
    assert [what for _, _, what in servers[0].asked] == ["/dns.json", "inner"]


def test_pace_and_share_of_a_server(servers: tuple[RegistryServer, DnsServer]) -> None:
    order, how = orders(servers)
    names = [f"n{at}.cn" for at in range(4)]
    found = ask(names, order, replace(how, gap_s=0.2, most=3))
    moments = [at for at, _, _ in servers[0].asked]
    assert len(moments) == 3
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(moments))
    assert [name for name, facts in found.items() if not facts] == ["n3.cn"], "a later round's"


def test_once_stopped_no_further_question_is_put(
    servers: tuple[RegistryServer, DnsServer],
) -> None:
    order, how = orders(servers)
    registry, _ = servers
    names = [f"n{at}.cn" for at in range(4)]
    # The next turn would come in an hour: it is the wait that is broken off.
    found = ask(names, order, replace(how, gap_s=3600.0), lambda: bool(registry.asked))
    assert len(registry.asked) == 1
    assert sum(not facts for facts in found.values()) == 3, "left for a later round"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"services": 5}', b'{"services": [[1]]}'])
def test_what_is_no_bootstrap_list(body: bytes) -> None:
    assert read_bootstrap(body) is None
