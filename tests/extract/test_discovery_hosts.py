"""Hosts found in links: whose they probably are, and how sure that is."""

from __future__ import annotations

import pytest

from extract.discovery_hosts import is_worth_looking_up, propose_hosts, registered_domain
from extract.discovery_units import UnitNames, places_in
from model.discovery import Certainty, HostGroup, LinkedHost
from model.site import Site

SITE = Site(
    code="9900000088",
    name="松原岛区人民政府",
    home_url="http://www.songyuandao.gov.cn/",
    unit="松原岛区人民政府办公室",
)
NAMES = UnitNames.of(
    ["松原岛区人民政府办公室", "松原岛区教育局", "松原岛区水务局"], "松原岛区人民政府办公室"
)


def linked(host: str, *texts: str, pages: int = 3) -> LinkedHost:
    counted = {text: len(texts) - number for number, text in enumerate(texts)}
    return LinkedHost(
        host=host, pages=pages, addresses=1, texts=counted, example=f"{SITE.home_url}a.html"
    )


def found(*hosts: LinkedHost, servers: dict[str, str] | None = None):
    return {one.linked.host: one for one in propose_hosts(hosts, SITE, NAMES, servers or {})}


def test_each_host_is_put_where_its_evidence_puts_it():
    made = found(
        linked("edu.songyuandao.gov.cn", "区教育局"),
        linked("www.sydsw.com", "松原岛区水务局网站", "水务"),
        linked("www.gov.cn", "中国政府网"),
        linked("weibo.com", "政务微博"),
        linked("www.example.com", "友情链接"),
        linked("198.51.100.7", "办事大厅"),
    )
    assert {host: (one.group, one.unit) for host, one in made.items()} == {
        "edu.songyuandao.gov.cn": (HostGroup.OWN_DOMAIN, "松原岛区教育局"),
        "www.sydsw.com": (HostGroup.DISTRICT, "松原岛区水务局"),
        "www.gov.cn": (HostGroup.GOVERNMENT, ""),
        "weibo.com": (HostGroup.MEDIA, ""),
        "www.example.com": (HostGroup.OTHER, ""),
        "198.51.100.7": (HostGroup.OTHER, ""),
    }
    assert list(made)[:2] == ["edu.songyuandao.gov.cn", "www.sydsw.com"]  # the district's first
    assert "未使用 gov.cn 域名" in made["www.sydsw.com"].reason.text
    assert made["www.sydsw.com"].reason.certainty is Certainty.GUESS
    assert {host for host, one in made.items() if one.is_government} == {
        "edu.songyuandao.gov.cn",
        "www.gov.cn",
    }


def test_a_body_of_another_district_is_not_ours():
    one = found(linked("www.other.gov.cn", "青石湾区教育局"))["www.other.gov.cn"]
    assert (one.group, one.unit) == (HostGroup.GOVERNMENT, "")


def test_hosts_on_one_server_are_shown_together_and_our_own_server_is_a_sign():
    servers = {
        "www.songyuandao.gov.cn": "203.0.113.5",
        "www.sydzx.com": "203.0.113.5",
        "a.gov.cn": "203.0.113.9",
        "b.gov.cn": "203.0.113.9",
    }
    made = found(linked("www.sydzx.com"), linked("a.gov.cn"), linked("b.gov.cn"), servers=servers)
    assert made["www.sydzx.com"].group is HostGroup.DISTRICT
    assert made["www.sydzx.com"].beside == ("www.songyuandao.gov.cn",)
    assert made["a.gov.cn"].beside == ("b.gov.cn",)
    assert made["a.gov.cn"].group is HostGroup.GOVERNMENT


def test_hosts_on_the_sites_own_certificate_are_a_sign_too():
    linked_to = [linked("www.sydzx.com"), linked("a.b.sydyun.cn"), linked("edu.songyuandao.gov.cn"),
                 linked("c.sydyun.cn"), linked("www.other.com")]  # fmt: skip
    names = ("www.songyuandao.gov.cn", "*.songyuandao.gov.cn", "www.SYDZX.com", "*.sydyun.cn")
    made = {one.linked.host: one for one in propose_hosts(linked_to, SITE, NAMES, {}, names)}
    assert {host for host, one in made.items() if "同一张证书" in one.reason.text} == {
        "www.sydzx.com", "c.sydyun.cn", "edu.songyuandao.gov.cn",
    }  # fmt: skip
    assert made["www.sydzx.com"].group is HostGroup.DISTRICT
    assert made["www.sydzx.com"].reason.certainty is Certainty.GUESS
    assert made["edu.songyuandao.gov.cn"].group is HostGroup.OWN_DOMAIN
    assert made["a.b.sydyun.cn"].group is HostGroup.OTHER


def test_registered_domains_and_what_is_looked_up():
    assert registered_domain("http://jyj.songyuandao.gov.cn/x") == "songyuandao.gov.cn"
    assert registered_domain("http://127.0.0.1:80/") == ""
    assert is_worth_looking_up(linked("jyj.songyuandao.gov.cn"), SITE)
    assert not is_worth_looking_up(linked("weibo.com", "松原岛区教育局"), SITE)
    assert not is_worth_looking_up(linked("www.example.com", "友情链接"), SITE)


@pytest.mark.parametrize(
    ("organizer", "places"),
    [
        ("某安市海陵区人民政府办公室", ("某安市", "海陵区")),
        ("某北省人民政府", ("某北省",)),
        ("某安市市场监督管理局", ("某安市",)),
        ("某京市西城区人民政府", ("某京市", "西城区")),
        ("经济技术开发区管委会", ()),
        ("区教育局", ()),
    ],
)
def test_the_places_that_a_name_begins_with(organizer: str, places: tuple[str, ...]) -> None:
    assert places_in(organizer) == places


def test_the_province_that_the_home_page_names_is_not_of_the_district() -> None:
    printed = ["某北省人民政府", "海陵区教育局", "罡杨镇人民政府"]
    names = UnitNames.of(printed, "某安市海陵区人民政府办公室")
    assert names.region == "海陵区"
    assert names.resolve("区教体局") == "海陵区教体局"
    assert not names.is_local("某北省人民政府")
    assert not names.is_local("某安市教育局")
    assert names.is_local("海陵区教育局")
    assert names.is_local("某安市海陵区教育局")
    assert names.is_local("国家税务总局海陵区税务局")
    assert names.is_local("罡杨镇人民政府")
