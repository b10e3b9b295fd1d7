from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from model.attachment import FileState
from model.finding import Finding, Place, Verdict
from model.night import NightFacts
from model.score import Grade
from model.snapshot import Soundness
from reports import site_report
from reports.render import environment
from tests.reports.sample import (
    HOME,
    NIGHT_ON,
    PRINTED_AT,
    SITE,
    TITLES,
    night_facts,
    score,
)


def page(facts: NightFacts) -> str:
    return site_report.render(facts, printed_at=PRINTED_AT, titles=TITLES)


def with_findings(*found: Finding, **changed: object) -> NightFacts:
    facts = night_facts(**changed)
    return replace(facts, judgement=replace(facts.judgement, findings=found))


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text that a reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.hidden = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.hidden = self.hidden and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text += data


def test_the_page_needs_nothing_from_outside() -> None:
    text = page(night_facts())
    for tag, attributes in Elements(text).elements:
        assert tag not in {"script", "img", "iframe", "object", "embed", "base", "form"}
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "link":
            assert attributes["href"] == "data:,"
        if tag == "a" and not (attributes["href"] or "").startswith("#"):
            assert (attributes["href"] or "").startswith(("http://", "https://"))
            assert attributes["rel"] == "noreferrer noopener"
    assert "url(" not in text
    assert "@import" not in text


def test_crawled_text_is_escaped_everywhere() -> None:
    evil = '<script>alert(1)</script>" onmouseover="x\' {{ 7*7 }} \x00\u202e'
    kind = {"kind": "page", "outcome": "not_found", "status": 404, "failed_nights": 3}
    found = [
        Finding(
            check=check,
            subject=subject,
            verdict=verdict,
            message=evil,
            places=(Place(evil, evil, evil), Place("javascript:alert(1)", "x", "list")),
            evidence=kind,
            unit=evil,
            column=evil,
        )
        for check in ("link_dead", "column_stale")
        for verdict in Verdict
        for subject in (evil, "javascript:alert(1)", 'http://a.example/"><b>')
    ]
    facts = with_findings(
        *found,
        site=replace(SITE, name=evil, home_url="javascript:alert(1)", unit=evil),
        office=evil,
        notices=(evil,),
    )
    text = page(facts)
    seen = Elements(text)
    assert not [tag for tag, _ in seen.elements if tag in {"script", "b"} and tag == "script"]
    assert not [a for _, a in seen.elements if any(name.startswith("on") for name in a)]
    assert not re.search(r'href="\s*javascript', text)
    assert "{{ 7*7 }}" in seen.text
    assert "\x00" not in text
    assert "\u202e" not in text


def test_our_own_troubles_stand_first() -> None:
    facts = night_facts(
        notices=("昨夜巡检未完成，本次为补做",),
        soundness=Soundness(sound=False, reason="首页未能读取"),
    )
    seen = Elements(page(facts)).text
    body = seen[seen.index("请先注意") :]
    assert body.index("昨夜巡检未完成") < body.index("首页未能读取") < body.index("不合格")


def test_an_unsound_night_is_no_clean_bill() -> None:
    facts = with_findings(soundness=Soundness(sound=False, reason="首页未能读取"))
    text = page(facts)
    assert "未发现已确认的错链" not in text
    assert "本次采集不足以判定，不代表没有问题" in text


def test_a_cap_that_was_reached_is_said() -> None:
    facts = night_facts(soundness=Soundness(sound=True, finished=False))
    assert "本次采集未走完全站" in page(facts)


def test_a_crashed_check_is_ours_and_said() -> None:
    crash = Finding(check="x", subject=HOME, verdict=Verdict.CRASHED, message="检查程序出错")
    assert "有1项检查程序出错，属巡检系统自身故障" in page(with_findings(crash))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "触发单项否决：栏目不更新。如不计单项否决，按扣分指标得87分。"),
        (
            {"grade": Grade.PASS, "vetoes": (), "points": Decimal("86.50")},
            "得86.5分，达到合格线（60分），未触发单项否决。",
        ),
        (
            {"grade": Grade.FAIL, "vetoes": (), "points": Decimal(59)},
            "得59分，低于合格线（60分），未触发单项否决。",
        ),
        (
            {"grade": Grade.NO_VETO_SEEN, "vetoes": (), "points": None},
            "未发现单项否决情形。指标体系未给出完整分值，不计算得分。",
        ),
        (
            {"grade": Grade.NOT_JUDGED, "vetoes": (), "points": None},
            "本次采集的依据不足，不作合格与否的结论。",
        ),
    ],
)
def test_the_conclusion_says_how_it_came_about(changed: dict[str, object], sentence: str) -> None:
    facts = night_facts()
    facts = replace(facts, judgement=replace(facts.judgement, score=score(**changed)))
    assert sentence in page(facts)


def test_unverified_points_and_coverage_stand_on_the_face() -> None:
    text = page(night_facts())
    assert "尚未与官方原文核对" in text
    assert "已判定分值占比62%" in text
    facts = night_facts()
    whole = score(unverified=False, coverage=Decimal(1))
    text = page(replace(facts, judgement=replace(facts.judgement, score=whole)))
    assert "得分只供内部参考" not in text
    assert "不等于合格" not in text


def test_a_unit_with_nothing_due_is_not_applicable() -> None:
    rows = re.findall(r"<tr>.*?</tr>", page(night_facts()))
    row = next(r for r in rows if "区行政审批局</th>" in r and "达标率" in r)
    assert ">不适用</td>" in row
    assert ">0／0</td>" in row


def test_columns_stand_worst_first() -> None:
    text = page(night_facts())
    table = text[text.index('id="columns"') : text.index('id="dead"')]
    words = re.findall(r'<span class="badge \w+">(.*?)</span>', table)
    order = ["逾期", "空白", "待复核", "未判定", "临近到期", "正常", "已报备"]
    assert list(dict.fromkeys(words)) == order
    late = [int(days) for days in re.findall(r">逾期(\d+)天", table)]
    assert late == sorted(late, reverse=True)


def test_a_dead_link_shows_three_places_and_the_count() -> None:
    text = page(night_facts())
    first = text[text.index('<ol class="links">') :].split("</li>\n<li>\n<div")[0]
    assert first.count("<li>") - 1 == 3
    assert "共75处，其余72处见表格文件。" in first
    assert "连续21次巡检失效" in first
    assert "服务器内部错误" in first


def test_changes_are_counted_and_listed() -> None:
    text = page(night_facts())
    assert re.search(r"新增<b>\d+</b>项，再次出现<b>\d+</b>项，已消除<b>1</b>项，仍存在", text)
    assert "bsfw/old.html" in text
    assert "首次巡检" in page(night_facts(previous_night_on=None))


def test_what_could_not_be_verified_is_not_held_against_anyone() -> None:
    text = page(night_facts())
    apart = text[text.index('id="unverified"') : text.index('id="steps"')]
    assert "不计入问题" in apart
    assert "https://mp.weixin.example/s/abc" in apart
    assert "页脚由脚本生成，未能读取" in apart


def test_no_internal_name_stands_on_the_face() -> None:
    seen = Elements(page(night_facts())).text
    for name in (
        "link_dead",
        "column_stale",
        "not_judged",
        "not_found",
        "navigation",
        "v19.",
        "police",
    ):
        assert name not in seen


def test_a_long_table_says_what_it_leaves_out() -> None:
    many = tuple(
        Finding(check="link_dead", subject=f"{HOME}{n}", verdict=Verdict.FAIL, message="链接失效")
        for n in range(site_report.MAX_LINES + 5)
    )
    text = page(with_findings(*many))
    assert "另有5处，见表格文件“错链”。" in text


def test_same_facts_and_printing_time_same_text() -> None:
    assert page(night_facts()) == page(night_facts())
    assert NIGHT_ON.isoformat() in page(night_facts())


def test_the_environment_refuses_what_is_missing_and_naive_moments() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing_there }}").render()
    with pytest.raises(ValueError, match="naive"):
        site_report.render(
            night_facts(),
            printed_at=datetime(2026, 11, 24),  # noqa: DTZ001  the fault that is tested
            titles=TITLES,
        )


def test_it_says_how_many_attachments_were_read_and_why_others_were_not() -> None:
    assert "附件的文字" not in Elements(page(night_facts())).text
    files = {FileState.ENCRYPTED: 2, FileState.NO_TEXT: 1, FileState.READ: 7, FileState.CUT: 1}
    said = Elements(page(night_facts(files=files))).text
    assert (
        "读取了8个附件的文字，与网页一并作内容检查；另有3个附件没有读到文字，其内容未检查：" in said
    )
    assert "文件已加密，需要口令才能打开的2个，文件中没有文字，可能是扫描件的1个。" in said
    alone = Elements(page(night_facts(files={FileState.READ: 1}))).text
    assert "没有读到文字" not in alone
