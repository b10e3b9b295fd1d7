"""Shared platforms: what one ICP record and one content system say, and what they do not."""

from __future__ import annotations

from datetime import date

import pytest

from extract.content_systems import system_of
from extract.discovery_hosts import propose_hosts
from extract.discovery_platforms import icp_subject, with_platforms
from model.discovery import Certainty, HostGroup, HostMark, LinkedHost, ProposedHost
from tests.extract.test_discovery_hosts import NAMES, SITE, linked

OWN, ICP = "www.songyuandao.gov.cn", "屿ICP备99000001号-1"
SEEN = date(2026, 11, 20)
JCMS = ("http://x.cn/art/2026/11/3/art_101_7.html", "http://x.cn/col/col101/index.html")
TRS = ("http://y.cn/a/202611/t20261103_7.html", "http://y.cn/a/202611/t20261104_8.shtml")


def proposed(
    *hosts: LinkedHost, own_icp: str = ICP, own_urls: tuple[str, ...] = (), **icp: str
) -> dict[str, ProposedHost]:
    marks = {f"{name}.gov.cn": HostMark(icp=number, seen_on=SEEN) for name, number in icp.items()}
    marks["www.jiaoyu.com"] = HostMark(icp="屿ICP备99000001号-5", seen_on=SEEN)
    found = propose_hosts(hosts, SITE, NAMES, {})
    made = with_platforms(found, OWN, own_icp, own_urls, marks)
    return {one.linked.host: one for one in made}


@pytest.mark.parametrize(
    ("number", "subject"),
    [
        ("屿ICP备99000001号-1", "屿ICP备99000001号"),
        ("屿icp备99000001", "屿ICP备99000001号"),
        ("屿ICP证990001号", "屿ICP证990001号"),
        ("", ""),
        ("99000001", ""),
    ],
)
def test_the_subject_of_a_record_is_its_number_without_the_sites(number: str, subject: str) -> None:
    assert icp_subject(number) == subject


def test_a_host_on_the_sites_record_is_probably_of_the_district() -> None:
    made = proposed(
        linked("a.gov.cn", "某网"), linked("b.gov.cn", "另网"), linked("www.jiaoyu.com", "学习"),
        a="屿ICP备99000001号-2", b="屿ICP备99000002号-1",
    )  # fmt: skip
    same, other, outside = made["a.gov.cn"], made["b.gov.cn"], made["www.jiaoyu.com"]
    assert (same.group, same.reason.certainty) == (HostGroup.DISTRICT, Certainty.PROBABLE)
    assert "屿ICP备99000001号 与本网站、www.jiaoyu.com相同" in same.reason.text
    assert "2026-11-20 域名巡检所见，以备案系统为准" in same.reason.text
    assert (other.group, "备案" in other.reason.text) == (HostGroup.GOVERNMENT, False)
    assert (outside.group, outside.reason.certainty) == (HostGroup.DISTRICT, Certainty.GUESS)
    assert "未使用 gov.cn 域名" in outside.reason.text
    assert list(made)[-1] == "b.gov.cn"


def test_hosts_on_one_record_that_is_not_the_sites_are_only_told_of() -> None:
    made = proposed(
        linked("a.gov.cn", "某网"), linked("b.gov.cn", "另网"),
        a="屿ICP备99000003号-2", b="屿ICP备99000003号-1",
    )  # fmt: skip
    assert {one.group for one in made.values()} == {HostGroup.GOVERNMENT}
    assert "与b.gov.cn相同" in made["a.gov.cn"].reason.text


def test_without_a_record_of_its_own_a_site_shares_none() -> None:
    made = proposed(linked("a.gov.cn", "某网"), own_icp="", a="屿ICP备99000001号-2")
    assert made["a.gov.cn"].group is HostGroup.GOVERNMENT
    assert "备案" not in made["a.gov.cn"].reason.text


@pytest.mark.parametrize(
    ("urls", "system"),
    [
        (JCMS, "大汉 JCMS"),
        (TRS, "拓尔思 TRS"),
        (("http://z.cn/info/1034/560.htm", "http://z.cn/info/1035/9.htm?x=1"), "博达 VSB"),
        ((*JCMS, *TRS), ""),
        (JCMS[:1], ""),
        (("http://z.cn/list.asp?id=/info/1034/560.htm",) * 3, ""),
        ((), ""),
    ],
)
def test_addresses_tell_the_system_that_made_them(urls: tuple[str, ...], system: str) -> None:
    assert system_of(urls) == system


def test_the_same_system_is_told_of_and_moves_no_host() -> None:
    def host(name: str, urls: tuple[str, ...], text: str) -> LinkedHost:
        return LinkedHost(
            host=name, pages=1, addresses=2, texts={text: 1}, example="", samples=urls
        )

    hosts = (
        host("edu.songyuandao.gov.cn", JCMS, "区教育局"),
        host("a.gov.cn", JCMS, "某网"),
        host("b.gov.cn", TRS, "另网"),
        host("www.example.com", JCMS, "友情链接"),
    )
    made = proposed(*hosts, own_urls=JCMS)
    told = {name for name, one in made.items() if "大汉 JCMS" in one.reason.text}
    assert told == {"edu.songyuandao.gov.cn", "a.gov.cn"}
    assert made["a.gov.cn"].group is HostGroup.GOVERNMENT
    assert not any("JCMS" in one.reason.text for one in proposed(*hosts, own_urls=TRS).values())
