"""Notices that stand in for a site: what they say, and what follows where home is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from crawler.closed_words import says_closed
from model.fetch import FetchOutcome
from model.finding import Verdict
from tests.fakesite.answers import html, links, page
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.notices import REPAIR, UNFILED
from tests.fakesite.server import Server

TEXT = "区政府办公室组织召开专题会议，研究部署下一阶段重点工作。" * 4


@pytest.mark.parametrize(
    ("title", "text", "closed"),
    [
        ("未备案提示", "您访问的域名尚未备案，根据规定暂停访问。", True),
        ("提示", "网站备案号已失效，无法访问", True),
        ("", "该网站已关闭，请访问新网站", True),
        ("系统维护公告", "因系统升级维护，服务暂停，稍后恢复", True),
        ("网站维护中", "", True),
        ("Maintenance", "The site is under maintenance.", True),
        ("关于关闭网站的公告", "某某网站已关闭", False),
        ("网站维护管理办法", "网站暂停服务的，应当公告", False),
        ("联系我们", "网站维护：信息中心 技术支持：某某公司", False),
        ("办事大厅", "窗口已关闭，请提交后关闭", False),
        ("备案查询", "网站备案查询入口", False),
        ("清理网站", TEXT + TEXT + "网站已关闭", False),
        ("", "", False),
    ],
)
def test_words_that_say_so(title: str, text: str, closed: bool) -> None:
    assert says_closed(page(title, f"<p>{text}</p>")) is closed
    gbk = f"<title>{title}</title><p>{text}</p>".encode("gb18030")
    assert says_closed(gbk) is closed


def test_a_page_that_leads_on_is_a_page() -> None:
    menu = links([f"/list/{number}" for number in range(9)])
    assert not says_closed(page("提示", "<p>网站暂时关闭</p>" + menu))


@pytest.mark.parametrize("hostile", ["网站" * 2_000, "未备案" * 1_300, "系统正在" * 1_000])
def test_no_page_takes_long(hostile: str) -> None:
    assert not says_closed(hostile.encode("gb18030"))


def test_a_link_to_a_notice_is_doubted_and_never_certain(tmp_path: Path) -> None:
    with Server() as server:
        server.routes["/"] = html(page("首页", links(("/unfiled", "/repair", "/there"))))
        server.routes["/unfiled"] = html(UNFILED)
        server.routes["/repair"] = html(REPAIR)
        server.routes["/there"] = html(page("工作动态", f"<p>{TEXT}</p>"))
        server.routes["/plain/filing"] = html(page("指引", f"<p>{TEXT}</p>"))
        job = job_for(server, tmp_path)
        crawl(job, tmp_path)
    judged = judge(snapshot_of(job), load_rulebook("check-2019"))
    found = {f.subject: f for f in judged.findings if f.check == "link_dead"}
    assert set(found) == {server.url("/unfiled"), server.url("/repair")}
    for finding in found.values():
        assert finding.verdict is Verdict.SUSPECT
        assert "网站关闭、停机维护或未备案" in finding.message


def test_a_home_page_that_is_a_notice_leaves_the_night_unjudged(tmp_path: Path) -> None:
    """Otherwise everything that a portal owes would be missing for hours of repair."""
    with Server(other=html(REPAIR)) as server:
        job = job_for(server, tmp_path)
        crawl(job, tmp_path)
    snapshot = snapshot_of(job)
    assert not snapshot.soundness.sound
    assert "停机维护" in snapshot.soundness.reason
    assert snapshot.targets[server.url("/")].outcome is FetchOutcome.CLOSED_NOTICE
