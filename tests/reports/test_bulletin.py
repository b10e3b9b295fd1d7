"""The circular's draft: only what a person confirmed, the same twice, hostile text harmless."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest

from model.case import CaseState
from model.errors import ReportError
from model.finding import Finding, Verdict
from model.period import RoundFacts
from reports import bulletin_docx
from reports.bulletin import Bulletin, bulletin, render_html
from tests.reports.sample import NIGHT_ON, PRINTED_AT, SITE, TITLES, night_facts
from tests.reports.test_round import ATTACK, UNIT, case, round_
from tests.reports.test_site_report import Elements


def text_of(facts: RoundFacts) -> Bulletin:
    return bulletin(facts, printed_at=PRINTED_AT, titles=TITLES)


def words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def both(facts: RoundFacts) -> tuple[str, str]:
    text = text_of(facts)
    page = Elements(render_html(text, printed_at=PRINTED_AT)).text
    return page, words(bulletin_docx.render(text, printed_at=PRINTED_AT))


def test_nothing_unconfirmed_is_named() -> None:
    found = Finding(
        check="link_dead", subject="http://a.example/s", verdict=Verdict.FAIL, message="未经确认甲"
    )
    new = case(2, state=CaseState.FOUND, confirmed_on=None, sent_on=None, message="未经确认乙")
    closed = case(3, state=CaseState.CLOSED, closed_on=NIGHT_ON, message="已经办结")
    for said in both(round_(case(1, message="已确认的问题"), new, closed, findings=(found,))):
        assert "已确认的问题" in said
        assert "未经确认甲" not in said
        assert "未经确认乙" not in said
        assert "已经办结" not in said


def test_the_parts_of_a_circular_stand_in_order() -> None:
    for said in both(round_(case(1))):
        parts = ("一、总体情况", "二、存在的主要问题", "三、做得较好的单位", "四、下一步要求")
        places = [said.index(part) for part in parts]
        assert places == sorted(places)
        assert f"涉及{UNIT}（1件）。" in said
        assert "（一）" in said
        assert "督办后仍逾期" in said


def test_the_quarter_counts_its_months_up_to_the_night() -> None:
    first = NIGHT_ON.replace(month=(NIGHT_ON.month - 1) // 3 * 3 + 1, day=1)
    inside = case(1, confirmed_on=first, sent_on=first)
    before = case(2, confirmed_on=first - timedelta(days=1), sent_on=first - timedelta(days=1))
    sent = round_(inside, before).quarter_rates.sent
    assert (sent.part, sent.whole) == (1, 1)


def test_no_case_is_said_in_words() -> None:
    for said in both(round_()):
        assert "没有经人工确认且尚未办结的问题" in said
        assert "转办率不适用" in said


def test_hostile_text_stays_text() -> None:
    facts = replace(round_(case(1, message=ATTACK, column=ATTACK, unit=ATTACK)), office=ATTACK)
    text = text_of(facts)
    page = render_html(text, printed_at=PRINTED_AT)
    assert not {"script", "img"} & {tag for tag, _ in Elements(page).elements}
    data = bulletin_docx.render(text, printed_at=PRINTED_AT)
    assert "{{ 7*7 }}" in words(data)
    assert "\u202e" not in words(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    assert "<script" not in body
    assert not re.search(r"<w:(fldSimple|instrText|hyperlink)", body)


def test_same_facts_same_bytes() -> None:
    first, second = (
        bulletin_docx.render(text_of(round_(case(1))), printed_at=PRINTED_AT) for _ in range(2)
    )
    assert first == second


def test_an_office_can_use_its_own_template(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("{{ office }}：{{ opening }}")
    own.save(str(tmp_path / "circular.docx"))
    text = text_of(round_(case(1)))
    data = bulletin_docx.render(text, printed_at=PRINTED_AT, template=tmp_path / "circular.docx")
    assert words(data).startswith(f"{text.office}：{text.opening}\n附件1\n")
    own.add_paragraph("{{ parts[9].heading }}")
    own.save(str(tmp_path / "circular.docx"))
    with pytest.raises(ReportError, match=r"^函件模板 circular.docx 无法使用"):
        bulletin_docx.render(text, printed_at=PRINTED_AT, template=tmp_path / "circular.docx")


def test_a_failed_site_is_named_only_when_a_person_confirmed_why() -> None:
    stale = Finding(
        check="column_stale", subject="http://a.example/xw/", verdict=Verdict.FAIL, message="停更"
    )
    mark = stale.fingerprint(SITE.code)
    night = night_facts()
    steps = tuple(
        replace(step, findings=(mark,)) if step.name == "栏目不更新" else step
        for step in night.judgement.score.steps
    )
    failed = replace(night.judgement, score=replace(night.judgement.score, steps=steps))
    unsure = round_(judgement=failed)
    assert unsure.unconfirmed_fails == {SITE.code}
    assert (unsure.passes.failed, unsure.confirmed_passes.concluded) == (1, 0)
    for said in both(unsure):
        assert "1个网站的结论尚待人工复核，不计入合格率" in said
        assert "待人工复核" in said
        assert "不合格" not in said
    for more in (case(1, fingerprint=mark), case(1, fingerprint=mark, state=CaseState.CLOSED)):
        sure = round_(more, judgement=failed)
        assert sure.unconfirmed_fails == frozenset()
        for said in both(sure):
            assert "不合格" in said
    for less in (
        case(1, fingerprint=mark, state=CaseState.FOUND, confirmed_on=None),
        case(1, fingerprint=mark, state=CaseState.WITHDRAWN),
    ):
        assert round_(less, judgement=failed).unconfirmed_fails == {SITE.code}
