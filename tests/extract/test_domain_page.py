"""What a page under a domain says: likeness, refreshing tags, signs of a sold name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.domain_page import read_domain_page
from extract.likeness import MOST_CHARS, distance, fingerprint
from extract.lures import lures_of_page
from extract.refresh import refreshes_to

TODAY = date(2026, 11, 24)
HOME = "http://www.qinghe.gov.cn/"
TEXT = "".join(
    f"清河区{word}工作专班召开第{at}次会议研究{word}有关事项，要求各单位抓好落实。"
    for at, word in enumerate(
        [
            "防汛抗旱",
            "招商引资",
            "老旧小区改造",
            "秋粮收购",
            "学位供给",
            "就业服务",
            "医保缴费",
            "消防安全",
        ]
    )
)
OTHER = "".join(
    f"本店新到{thing}，欢迎选购，量大从优，支持货到付款，七天无理由退换。"
    for thing in ["蜂蜜", "香菇", "茶叶", "竹笋", "腊肉", "干果", "米酒", "土鸡蛋"]
)


def read(html: str, url: str = HOME):
    return read_domain_page(html.encode(), url, "text/html; charset=utf-8", TODAY)


def test_a_few_changed_words_change_a_few_bits():
    changed = TEXT.replace("秋粮收购", "春耕备耕", 1)
    assert 0 < distance(fingerprint(TEXT), fingerprint(changed)) <= 10


def test_unrelated_pages_differ_in_many_bits():
    assert distance(fingerprint(TEXT), fingerprint(OTHER)) > 20


def test_figures_and_spaces_count_for_nothing():
    assert fingerprint(TEXT) == fingerprint(" ".join(TEXT.replace("第1次", "第99次")) + " 13:45:07")


def test_hardly_any_text_has_no_fingerprint():
    assert fingerprint("404") == fingerprint("清河区") == ""


def test_what_stands_behind_the_bound_counts_for_nothing():
    long = "清河区人民政府公告" * (MOST_CHARS // 9 + 1)
    assert fingerprint(long) == fingerprint(long + OTHER)


@given(st.text(max_size=300))
def test_a_fingerprint_is_sixteen_hex_digits_or_nothing(text):
    mark = fingerprint(text)
    assert mark == "" or (len(mark) == 16 and int(mark, 16) >= 0)
    assert mark == fingerprint(text)


@pytest.mark.parametrize(
    ("tag", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/index.html">', HOME + "index.html"),
        ("<META HTTP-EQUIV=Refresh CONTENT='3; URL=http://a.example/'>", "http://a.example/"),
        ('<meta http-equiv="refresh" content="url=sub/">', HOME + "sub/"),
        ('<meta http-equiv="refresh" content="600">', None),  # reads itself again
        ('<meta http-equiv="refresh" content="30;url=http://a.example/">', None),  # is read first
        ('<meta http-equiv="refresh" content="0;url=javascript:x()">', None),
        ('<meta http-equiv="refresh" content="0;url=http://[/">', None),
        ("<p>refresh</p>", None),
    ],
)
def test_refreshing_tags(tag, target):
    assert refreshes_to(f"<html><head>{tag}</head></html>".encode(), HOME) == target


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page(body):
    page = read_domain_page(b"<meta http-equiv=refresh content=" + body, HOME, "", TODAY)
    assert isinstance(page.title, str)
    refreshes_to(b"<meta http-equiv=refresh content=" + body, HOME)


def test_a_home_page_tells_its_marks_and_newest_day():
    rows = "".join(
        f"<li><a href=/{n}.html>清河区公布第{n}批惠民政策</a><span>{day}</span></li>"
        for n, day in enumerate(["2099-01-01", "2026-11-20", "2026-11-03", "2026-10-08"])
    )
    page = read(
        f"<title> 清河区\n人民政府 </title><body><ul>{rows}</ul><div class=footer>"
        "主办单位：清河区人民政府办公室 网站标识码：4201050001 鄂ICP备05012345号-1</div>"
    )
    assert page.title == "清河区 人民政府"
    assert page.newest == "2026-11-20", "a day to come is no update"
    assert page.code == "4201050001"
    assert page.organizer.startswith("清河区人民政府办公室")
    assert page.looks == ()


@pytest.mark.parametrize(
    ("html", "looks"),
    [
        ("<title>域名出售</title><p>该域名正在出售，域名转让请联系</p>", ("for_sale",)),
        ("<p>This domain may be for sale.</p>", ("for_sale",)),
        ("<p>本域名尚未绑定网站</p>", ("parked",)),
        ("<title>IIS Windows Server</title><img src=iisstart.png>", ("default",)),
        ("<title>恭喜，站点创建成功！</title><p>恭喜，站点创建成功</p>", ("default",)),
        ("<html><body> </body></html>", ("empty",)),
        ("<html><body><script src=app.js></script></body></html>", ()),  # drawn by script
        (
            "<title>澳门葡京体育投注</title><p>欢迎新老客户前来注册</p>",
            ("lure:葡京", "lure:体育投注"),
        ),
        ("<p>百家乐 六合彩 真人娱乐 现在注册</p>", ("lure:百家乐", "lure:六合彩", "lure:真人娱乐")),
        ("<p>警方通报：捣毁六合彩、百家乐、赌球窝点</p>", ()),
        (f"<title>清河区人民政府</title><p>{TEXT * 20}关于公有房产域名出售的公告</p>", ()),
    ],
)
def test_signs_of_a_name_that_is_no_government_site_any_more(html, looks):
    assert set(read(html).looks) == set(looks)


def test_one_lure_in_a_text_is_none():
    assert lures_of_page("便民服务", "威尼斯人酒店旁的停车场") == ()
