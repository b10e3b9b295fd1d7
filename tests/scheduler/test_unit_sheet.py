"""The page of a unit with as much on it as any has: still one sheet of A4."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from model.finding import Finding, Verdict
from scheduler.pdf import write_pdf
from tests.reports.pdf_measure import measured
from tests.reports.sample import NIGHT_ON, night_facts
from tests.reports.test_round import UNIT, case, round_, unit_text

LONG = "网站标识码前后不一致：9900000001（页脚629处、标签SiteIDCode629处、找错入口618处）"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_the_fullest_page_of_a_unit_is_one_sheet(tmp_path):
    found = tuple(
        Finding(
            check="link_dead",
            subject=f"http://a.example/{at}",
            verdict=Verdict.FAIL,
            message=f"{LONG}；第{at}处",
            unit=UNIT,
            column="首页 > 政务公开 > 法定主动公开内容 > 规划计划",
        )
        for at in range(20)
    )
    night = night_facts()
    marks = [finding.fingerprint(night.site.code) for finding in found]
    cases = [
        case(at, fingerprint=marks[at], message=LONG, found_on=NIGHT_ON - timedelta(days=30))
        for at in range(1, 15)
    ]
    waiting = case(99, state="found", confirmed_on=None, sent_on=None)
    columns = tuple(replace(state, unit=UNIT) for state in night.judgement.columns * 3)
    judged = replace(night.judgement, columns=columns)
    facts = round_(*cases, waiting, findings=found, judgement=judged)
    page = tmp_path / "unit.html"
    page.write_text(unit_text(facts), "utf-8")
    assert "发现时" in page.read_text("utf-8")
    assert len(measured(write_pdf(page))) == 1
