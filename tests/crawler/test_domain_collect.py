"""The collector's own failures, its manners, and its bounds; names' states are in tests/estate."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from crawler.domain_certificate import read_certificate
from crawler.domain_collect import collect_all
from crawler.domain_dns import LIES, NOWHERE, OWN_FAILURE
from crawler.domain_order import DomainOrder, Wanted
from crawler.domain_resolvers import Server, servers_of
from crawler.domain_tls import Handshakes
from crawler.domain_way_out import NO_IPV6
from model.clock import FixedClock, SystemClock
from model.domain_fact import Fact, FactKind, TlsTrust
from model.errors import JobFailed, SettingsError
from tests.estate.authority import Authority, Shown
from tests.estate.dns_server import GARBAGE, SILENT, DnsServer, Table
from tests.estate.estate import running
from tests.estate.web_server import Asked, Reply, WebServers

NOW = SystemClock().now().replace(microsecond=0)
ONE, TWO = "127.0.2.1", "127.0.2.2"
Facts = dict[str, dict[FactKind, Fact]]


@dataclass(slots=True, kw_only=True)
class Place:
    """A resolver, a second one, and two servers."""

    table: Table
    dns: DnsServer
    second: DnsServer
    web: WebServers
    ca_file: str
    busy_s: int = 0  # servers say 503 and ask for so many seconds
    leads_to: str = ""  # servers redirect there

    def add(self, name: str, *addresses: str, kind: str = "A") -> None:
        self.table.records[name, kind] = addresses
        self.dns.learn()
        self.second.learn()

    def order(self, **changes: object) -> DomainOrder:
        order = DomainOrder(
            resolvers=(f"127.0.0.1:{self.dns.port}",),
            controls=("control.example",),
            private=frozenset(name for name, _ in self.table.records),
            user_agent="xunjian test",
            rate_per_s=0,
            timeout_s=2.0,
            dns_timeout_s=0.3,
            ca_file=self.ca_file,
            ports=self.web.ports,
        )
        return replace(order, **changes)  # type: ignore[arg-type]

    def collect(self, *names: str, **changes: object) -> Facts:
        found: Facts = {}

        def keep(batch: list[tuple[str, Fact]]) -> None:
            for name, fact in batch:
                found.setdefault(name, {})[fact.kind] = fact

        wanted = [Wanted(name=name) for name in names]
        collect_all(wanted, self.order(**changes), FixedClock(NOW), keep)
        return found


@contextmanager
def _place(folder: Path) -> Iterator[Place]:
    table = Table(zones={"example", "gov.cn"})
    table.records["control.example", "A"] = (ONE,)
    authority = Authority(folder, NOW)

    def answer(asked: Asked) -> Reply:
        if asked.host != "control.example" and found.busy_s:
            return Reply(status=503, headers=(("Retry-After", str(found.busy_s)),))
        if asked.host != "control.example" and found.leads_to:
            return Reply(status=302, location=found.leads_to)
        return Reply(body="<title>清河区人民政府</title><body>清河区人民政府网站</body>")

    web = WebServers(
        answer, authority, lambda name: Shown(names=(name,)), plain=(ONE, TWO), secure=(ONE, TWO)
    )
    dns, second = DnsServer(table), DnsServer(table)
    with running(dns.start, second.start, web.start, ends=(dns, second, web)):
        found = Place(table=table, dns=dns, second=second, web=web, ca_file=str(authority.ca_file))
        yield found


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with _place(tmp_path) as found:
        yield found


def test_no_such_name_is_not_believed_of_a_resolver_that_finds_nobody(place: Place) -> None:
    del place.table.records["control.example", "A"]
    place.dns.learn()
    facts = place.collect("www.qinghe.gov.cn")["www.qinghe.gov.cn"]
    for kind in (FactKind.A, FactKind.AAAA, FactKind.WEB, FactKind.TITLE):
        assert (facts[kind].values, facts[kind].why) == (None, OWN_FAILURE), kind


def test_without_control_names_the_top_of_the_tree_is_the_control(place: Place) -> None:
    facts = place.collect("www.qinghe.gov.cn", controls=())["www.qinghe.gov.cn"]
    assert (facts[FactKind.A].values, facts[FactKind.A].why) == (None, OWN_FAILURE)
    place.table.records["cn", "NS"] = ("a.dns.cn",)
    place.dns.learn()
    facts = place.collect("www.qinghe.gov.cn", controls=())["www.qinghe.gov.cn"]
    assert facts[FactKind.A].values == ()
    assert facts[FactKind.WEB].values == ()


def test_the_second_resolver_answers_where_the_first_keeps_silent(place: Place) -> None:
    place.add("www.qinghe.gov.cn", ONE)
    place.dns.mood = SILENT
    both = (f"127.0.0.1:{place.dns.port}", f"127.0.0.1:{place.second.port}")
    facts = place.collect("www.qinghe.gov.cn", resolvers=both)["www.qinghe.gov.cn"]
    assert facts[FactKind.A].values == (ONE,)
    assert facts[FactKind.A].resolver == both[1]
    assert facts[FactKind.RESOLVERS].values is None, "nobody to compare with"


def test_an_address_that_every_wrong_name_leads_to_is_not_believed(place: Place) -> None:
    place.add(NOWHERE, TWO)
    place.add("www.qinghe.gov.cn", TWO)
    place.add("www.other.gov.cn", ONE)
    found = place.collect("www.qinghe.gov.cn", "www.other.gov.cn")
    facts = found["www.qinghe.gov.cn"]
    assert (facts[FactKind.A].values, facts[FactKind.A].why) == (None, LIES)
    assert facts[FactKind.WEB].values is None
    assert found["www.other.gov.cn"][FactKind.A].values == (ONE,)


def test_a_platform_that_asks_for_time_gets_it(place: Place) -> None:
    place.busy_s = 1
    for name in ("a.qinghe.gov.cn", "b.qinghe.gov.cn"):
        place.add(name, TWO)
    place.collect("a.qinghe.gov.cn", "b.qinghe.gov.cn", rate_per_s=50.0)
    times = [asked.at for asked in place.web.log if asked.address == TWO]
    assert len(times) == 4
    # Two names are under way at a time, so two requests may have left before the first answer.
    assert sorted(times)[-1] - sorted(times)[0] >= 1.0


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("http://a..b.gov.cn/", "no_such_host"),
        (f"http://{'a' * 70}.gov.cn/", "no_such_host"),
        (f"http://{'a.' * 200}gov.cn/", "no_such_host"),
        ("http://127.0.0.1:22/", "private_address"),
        ("http://2130706433/", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://[fe80::1%25lo]/", "private_address"),
        ("javascript:alert(1)", "server_error"),
        ("http://[broken/", "server_error"),
    ],
)
def test_hostile_redirects_are_outcomes(place: Place, target: str, outcome: str) -> None:
    place.add("www.qinghe.gov.cn", ONE)
    place.leads_to = target
    facts = place.collect("www.qinghe.gov.cn")["www.qinghe.gov.cn"]
    assert facts[FactKind.HTTP_V4].first == outcome
    assert facts[FactKind.WEB].values in ((), None)


def test_garbage_from_a_resolver_is_no_answer(place: Place) -> None:
    place.add("www.qinghe.gov.cn", ONE)
    place.table.moods["www.qinghe.gov.cn"] = GARBAGE
    facts = place.collect("www.qinghe.gov.cn")["www.qinghe.gov.cn"]
    assert facts[FactKind.A].values is None
    assert facts[FactKind.WEB].values is None


def test_a_private_address_is_never_connected_to(place: Place) -> None:
    place.add("www.qinghe.gov.cn", ONE)
    order = {"private": frozenset({"control.example"})}
    before = len(place.web.connections)
    facts = place.collect("www.qinghe.gov.cn", **order)["www.qinghe.gov.cn"]
    assert facts[FactKind.A].values == (ONE,)
    assert facts[FactKind.HTTP_V4].first == "private_address"
    assert facts[FactKind.TLS_TRUST].values is None
    assert [asked for asked in place.web.log if asked.host != "control.example"] == []
    # The one connection is to the control name, to see whether there is a way out at all.
    assert len(place.web.connections) - before <= 2


def test_nothing_is_held_against_a_name_where_nobody_answers(place: Place) -> None:
    place.add("control.example", "127.0.2.99")
    place.add("www.qinghe.gov.cn", "127.0.2.98")
    facts = place.collect("www.qinghe.gov.cn")["www.qinghe.gov.cn"]
    assert facts[FactKind.A].values == ("127.0.2.98",)
    for kind in (FactKind.HTTP_V4, FactKind.HTTPS_V4, FactKind.WEB, FactKind.TLS_TRUST):
        assert facts[kind].values is None, kind
        assert "监测机自身网络不通" in facts[kind].why


def test_without_a_road_to_ipv6_nothing_is_said_about_it(place: Place) -> None:
    place.add("www.qinghe.gov.cn", ONE)
    place.add("www.qinghe.gov.cn", "fe80::1", kind="AAAA")  # link-local: no road without a link
    facts = place.collect("www.qinghe.gov.cn")["www.qinghe.gov.cn"]
    assert facts[FactKind.AAAA].values == ("fe80::1",)
    for kind in (FactKind.HTTP_V6, FactKind.HTTPS_V6, FactKind.PAGE_V6):
        assert (facts[kind].values, facts[kind].why) == (None, NO_IPV6), kind
    assert facts[FactKind.WEB].values == ("yes",)


def test_names_of_one_address_keep_one_pace(place: Place) -> None:
    names = [f"d{at}.qinghe.gov.cn" for at in range(4)]
    for name in names:
        place.add(name, TWO)
    place.collect(*names, rate_per_s=10.0)
    times = [at for at, address in place.web.connections if address == TWO]
    # http, https and the certificate of each name; a timer's lateness is not paid back.
    assert len(times) >= 12
    counts = [sum(at <= other < at + 0.9 for other in times) for at in times]
    assert max(counts) <= 10, "ten a second"


def test_every_handshake_is_a_turn(place: Place) -> None:
    turns: list[str] = []

    def turn(name: str) -> nullcontext[None]:
        turns.append(name)
        return nullcontext()

    handshakes = Handshakes("", 2.0)  # the estate's root is none of the machine's
    shown = asyncio.run(handshakes.look(TWO, place.web.ports[1], "a.qinghe.gov.cn", turn))
    assert shown.trust is not TlsTrust.TRUSTED
    assert turns == ["a.qinghe.gov.cn"] * 2, "one that verifies, one that looks only"


def test_it_stops_between_names(place: Place) -> None:
    names = [f"d{at}.qinghe.gov.cn" for at in range(60)]
    for name in names:
        place.add(name, ONE)
    kept: list[str] = []

    def keep(batch: list[tuple[str, Fact]]) -> None:
        kept.extend(dict(batch))

    count = collect_all(
        [Wanted(name=name) for name in names],
        place.order(at_once=2),
        FixedClock(NOW),
        keep,
        stopping=lambda: len(place.web.log) > 5,
    )
    assert 0 < count < 60
    assert len(kept) == count


def test_a_name_is_asked_a_handful_of_times(place: Place) -> None:
    place.add("www.qinghe.gov.cn", ONE)
    place.collect("www.qinghe.gov.cn")
    asked = [(each.secure, each.path) for each in place.web.log if each.host == "www.qinghe.gov.cn"]
    assert sorted(asked) == [(False, "/"), (True, "/")]
    questions = [kind for name, kind in place.dns.asked.elements() if name == "www.qinghe.gov.cn"]
    assert sorted(questions) == ["A", "AAAA", "CAA", "SOA"]


def test_a_pace_folder_that_cannot_be_written_ends_the_job(place: Place, tmp_path: Path) -> None:
    (tmp_path / "pace").write_text("", encoding="utf-8")
    with pytest.raises(JobFailed, match="协调速度"):
        place.collect("control.example", rate_per_s=5.0, pace_folder=str(tmp_path / "pace"))


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("223.5.5.5", Server("223.5.5.5", 53)),
        ("223.5.5.5:5353", Server("223.5.5.5", 5353)),
        ("2400:3200::1", Server("2400:3200::1", 53)),
        ("[2400:3200::1]:5353", Server("2400:3200::1", 5353)),
    ],
)
def test_resolvers_are_written_with_or_without_a_port(text: str, server: Server) -> None:
    assert servers_of((text,)) == (server,)
    assert servers_of((server.shown,)) == (server,)


@pytest.mark.parametrize("text", ["dns.example", "223.5.5", "223.5.5.5:0", "223.5.5.5:99999"])
def test_a_wrong_resolver_is_named(text: str) -> None:
    with pytest.raises(SettingsError, match="解析服务器的地址"):
        servers_of((text,))


def test_a_broken_certificate_is_no_certificate() -> None:
    assert read_certificate(b"") is None
    assert read_certificate(b"\x30\x03\x02\x01\x01") is None
