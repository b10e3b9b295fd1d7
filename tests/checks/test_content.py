"""Word lists say what is wrong with them; numbers are checked and masked; words stay apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.evidence import Evidence
from checks.lures import lures_in
from checks.private_numbers import (
    CARD,
    IDENTITY,
    MOBILE,
    is_card,
    is_identity,
    mask,
    private_numbers,
)
from checks.registry import all_checks
from checks.runner import run_check
from checks.spelling import Speller, context
from checks.word_file import HEAD, built_in_words, office_words, read_lures, read_words
from model.errors import SettingsError
from model.fetch import FetchOutcome
from model.finding import Place
from model.hidden import HiddenLink, Veil
from model.inquiry import EnginePage
from model.masking import mask_all
from model.words import WordList, WordRule
from tests.checks.snapshots import HOME, page, snapshot

ON = date(2018, 7, 1)
PERSON = "110000199001010005"  # of no district: nobody has it
HEAD_LINE = ",".join(HEAD)


def test_the_built_in_list_is_sound() -> None:
    words = built_in_words()
    assert len(words.rules) > 250
    finder = Speller(words)
    suggested = {rule.wrong: list(finder.hits(rule.right)) for rule in words.rules}
    assert {wrong for wrong, hits in suggested.items() if hits} == set()
    missed = {rule.wrong for rule in words.rules if not list(finder.hits(rule.wrong))}
    assert missed == set()
    for rule in words.rules:
        for word in rule.unless:
            assert rule.wrong not in {hit.rule.wrong for hit in finder.hits(word)}, word


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("错词,建议\n", "第1行：表头应为"),
        (f"{HEAD_LINE}\n布署,,错别字,\n", "第2行：“布署”没有写明建议写法"),
        (f"{HEAD_LINE}\n布署,部署,错别字,\n\n布署,部署,错别字,\n", "第4行：“布署”前面已经写过"),
        (f"{HEAD_LINE}\n布,部,错别字,\n", "第2行：“布”应为2至30个字"),
        (f"{HEAD_LINE}\n布署,部署,错别字,公布署名、宣布\n", "第2行：“宣布”里没有“布署”"),
        (f"{HEAD_LINE}\n布署,布署,错别字,\n", "第2行：建议写法与错误写法相同"),
        (f"{HEAD_LINE}\n布署,部署,错别字,公布署名,宣布\n", "第2行：多于4栏"),
    ],
)
def test_a_fault_in_the_list_is_named_by_its_line(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "words.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(SettingsError, match=said):
        read_words(path)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_lists_are_read_as_excel_saves_them(tmp_path: Path, charset: str) -> None:
    (tmp_path / "words.csv").write_bytes(f"{HEAD_LINE}\r\n清合区,清河区,地名,\r\n".encode(charset))
    assert office_words(tmp_path).rules[0].right == "清河区"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("诱导词\n某某娱乐\n", "第1行：表头应为“诱导词，处理”"),
        ("诱导词,处理\n\n乐,增加\n", "第3行：“乐”应为2至30个字"),
        ("诱导词,处理\n乐迪娱乐,\n乐迪娱乐,放行\n", "第3行：“乐迪娱乐”前面已经写过"),
        ("诱导词,处理\n乐迪娱乐,删除\n", "第2行：处理应为增加或放行，现为“删除”"),
        ("诱导词,处理\n乐迪娱乐,增加,博彩\n", "第2行：多于2栏"),
        ("", "第1行：缺少表头“诱导词，处理”"),
    ],
)
def test_a_fault_in_the_lures_is_named_by_its_line(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "lures.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(SettingsError, match=said):
        read_lures(path)


def test_the_office_adds_lures_and_takes_some_out(tmp_path: Path) -> None:
    (tmp_path / "lures.csv").write_text("诱导词,处理\n乐迪娱乐,\n太阳城,放行\n", "gb18030")
    own = office_words(tmp_path)
    assert lures_in("乐迪娱乐和百家乐，太阳城", own) == ("百家乐", "乐迪娱乐")
    assert lures_in("警惕乐迪娱乐骗局", own) == ()
    assert lures_in("太阳城", WordList()) == ("太阳城",)
    assert built_in_words().joined(own).lures == ("乐迪娱乐",)


def test_the_office_has_the_last_word() -> None:
    ours = WordList((WordRule(wrong="水份", right="水分", category="规范表述"),))
    theirs = WordList((WordRule(wrong="水份", right="含水量", category="本区用语"),), frozenset())
    assert ours.joined(theirs).rules == theirs.rules
    allowed = ours.joined(WordList((), frozenset({"水份"})))
    assert list(Speller(allowed).hits("水份不足")) == []


def test_the_longest_of_words_at_one_place_counts() -> None:
    rules = [WordRule(wrong=w, right="对", category="错别字") for w in ("人名", "人名政府")]
    hits = list(Speller(WordList(tuple(rules))).hits("区人名政府的人名"))
    assert [hit.rule.wrong for hit in hits] == ["人名政府", "人名"]


@given(st.text(alphabet="公布署名部工作务必，\n", max_size=30))
def test_hits_stand_where_they_say(text: str) -> None:
    for hit in Speller(built_in_words()).hits(text):
        assert text[hit.start : hit.end] == hit.rule.wrong
        assert hit.rule.wrong in context(text, hit.start, hit.end)


def test_identity_numbers_need_province_day_and_check_digit() -> None:
    assert is_identity(PERSON, ON)
    assert not is_identity(PERSON[:-1] + "6", ON)
    assert not is_identity("10" + PERSON[2:], ON)
    assert not is_identity(PERSON, date(1989, 12, 31))
    wrong_for_every_digit = [is_identity(PERSON[:17] + d, ON) for d in "0123456789X"]
    assert wrong_for_every_digit.count(True) == 1


def test_cards_need_length_prefix_and_sum() -> None:
    assert is_card("6222000000000000004")
    assert not is_card("6222000000000000005")
    assert not is_card("2222000000000000000")


@given(
    st.sampled_from([(IDENTITY, PERSON), (MOBILE, "13800001234"), (CARD, "6222" + "0" * 14 + "4")])
)
def test_masks_hide_the_middle(pair: tuple[str, str]) -> None:
    kind, plain = pair
    masked = mask(kind, plain)
    assert len(masked) == len(plain)
    assert masked.count("*") >= 4
    assert mask_all(f"甲{plain}乙") == f"甲{masked}乙"


@given(st.text(alphabet="0123456789 -X姓名\t\n", max_size=60))
def test_masking_keeps_the_length_and_no_long_number(text: str) -> None:
    shown = mask_all(text)
    assert len(shown) == len(text)
    assert [a for a, b in zip(text, shown, strict=True) if a != b and a in " -\t\n"] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证{PERSON}", [IDENTITY]),
        (f"统一信用代码{PERSON}", []),
        (f"http://www.example.cn/{PERSON}.html", []),
        ("姓名：王某 138 0000 1234", [MOBILE]),
        ("业务电话138-0000-1234", []),
        ("序号\t姓名\t手机\n1\t王某\t13800001234", [MOBILE]),
        ("姓名\t联系电话\n王某\t13800001234", []),
        ("姓名\t低保金额\t联系电话\n王某\t100\t13800001234", [MOBILE]),
        ("213800001234", []),
        (f"{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}", [IDENTITY]),  # as forms print it
        (f"{PERSON[:6]}-1990 01 01-{PERSON[14:]}", [IDENTITY]),
        (f"{PERSON[:6]} 19900101 0006", []),
        ("530023xxxxxxxx001x，11**************05，62**** **** 0004", []),
        ("行政运行\t13800001234.00", []),  # an amount of money
        ("王某 卡号 6222 0000 0000 0000 004", [CARD]),
        (PERSON.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)}), [IDENTITY]),
        ("参保人持本人身份证办理，咨询电话：0680-5550170、13800001234", []),
        ("本人身份证遗失，联系电话：13800001234", [MOBILE]),
        ("姓名\t身份证号\t值班电话\n王某\t\t值班电话13800001234", [MOBILE]),
        ("家长\t电话\n李某\t+8613800001234", [MOBILE]),
        ("家长\t电话\n李某\t+86 13800001234", [MOBILE]),
        ("水库\t行政责任人\t手机号\n某水库\t张某\t13800001234", []),
        ("全年完成投资13800001234元，到账13800001234.jpg", []),
        ("包保主体\t包保干部\t职务\t手机号码\n某店\t张某\t副主任\t13800001234", []),
        ("姓名\t职务\t身份证号\t手机号码\n张某\t村民\t\t13800001234", [MOBILE]),
        ("快递单号13800001234，发票号码：13800001235", []),
        ("姓名\t金额（元）\t性别\n王某\t13800001234\t男", []),
    ],
)
def test_numbers_are_judged_where_they_stand(text: str, kinds: list[str]) -> None:
    assert [number.kind for number in private_numbers(text, ON)] == kinds


def test_no_number_leaves_the_checks() -> None:
    text = f"会议布署工作，王某{PERSON}，电话本人13800001234"
    hidden = HiddenLink("http://x.example/", f"百家乐{PERSON}", Veil.NO_SIZE)
    now = page(f"{HOME}a.html", title=f"百家乐{PERSON}", hidden_links=(hidden,))
    places = (Place(HOME, f"百家乐 13800001234 {PERSON}", "footer"),)
    night = snapshot(
        now,
        texts={now.url: text},
        titles_before={now.url: f"旧题13800001234{PERSON}"},
        outside_new={"x.example": places},
        engine_pages=(
            EnginePage(
                url=now.url,
                outcome=FetchOutcome.ALIVE,
                title=f"六合彩{PERSON}",
                usual_title="政务公开 13800001234",
                added=(("http://x.example/", f"百家乐 13800001234 {PERSON}"),),
            ),
        ),
    )
    evidence = Evidence(night)
    themed = [check for check in all_checks().values() if check.theme == "content"]
    assert len(themed) == 8
    for check in themed:
        name = check.id
        options = check.options(severe=False) if name == "word_wrong" else check.options()
        run = run_check(check, options, evidence, ON, "row")
        assert name == "date_impossible" or run.findings
        assert PERSON not in repr(run)
        assert "13800001234" not in repr(run)


@pytest.mark.parametrize(
    "right",
    [
        "提升研究竞争力，打造攻坚难题破解样板，实现双重覆盖。",
        "名单公布署名后，他自己经过核实，立即然后上报，亲自已办结。",
        "参观山脉博物馆，慰问侯大爷，当时侯局长在场。",
        "全力渡过难关，努力渡汛，系统酬金按时发放。",
        "引起全社会注意和重视，庄严历史与尊严历程。",
        "各部份额不变，全国务实推进，比赛完毕竞答开始。",
        "工作务必细致，预防犯罪，国防碍难，消防犯错须改。",
        "地震奋战多日，回复盖章，批复盖印，反复盖土。",
        "政务中新增窗口，政府办公是日常，办事除外。",
        "王吉祥见义勇为，李安祥与吉祥情侣。",
        "以人文本身为题，追究竞买责任，毕竟争取到了。",
        "物业费按装修面积收取，材料按装订顺序提交，按装卸量结算。",
        "面对严峻工作形势，控股分公司提振灾区信心。",
        "输电线路严重覆冰，使命感概括起来有三点，搅拌演示。",
        "条目选自已出版的志书，摘自已发布的公报，全部份数为五份。",
        "请于投标截止日前缴纳保证金，申报截止日前10日受理。",
        "让不良习惯彻底改变，群众激动得不能自已，情感概览，回答辨析题，思辨论坛。",
    ],
)
def test_right_words_side_by_side_are_no_hits(right: str) -> None:
    found = [hit.rule.wrong for hit in Speller(built_in_words()).hits(right)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("会议对工作布署如下", "布署"),
        ("疫情发生的时侯，各单位", "的时侯"),
        ("我们自已动手", "自已"),
        ("工作己经完成", "己经"),
        ("区人名政府印发", "人名政府"),
        ("截止目前，已受理三件", "截止目前"),
        ("迎难而上，按步就班推进", "按步就班"),
        ("项目如期峻工", "峻工"),
        ("某镇攻府信息公开", "攻府"),
        ("截止日前，全区已完成", "截止日前，全"),
    ],
)
def test_wrong_words_are_found_in_sentences(text: str, wrong: str) -> None:
    assert [hit.rule.wrong for hit in Speller(built_in_words()).hits(text)] == [wrong]
