"""The content checks on the saved real pages: every hit is printed (run with -s) and explained."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checks.evidence import Evidence
from checks.registry import all_checks
from checks.runner import run_check
from extract.page import read_page
from model.finding import Verdict
from tests.checks.snapshots import HOME, NIGHT, snapshot

PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "pages"
PAGES_A_FALSE_HIT = 50  # at most one false hit in so many pages

RIGHT = {  # (page, what was met): why the hit is none of the false ones
    ("zh_guancha_3", "自已"): "self, written with the wrong last character",
    ("zh_people_1", "粗旷"): "the usual wrong second character",
    ("proto_wuan_home", "身份证号码"): "a letter of a citizen with its number",
    ("proto_wuan_home", "手机号码"): "the same letter with its mobile",
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not PAGES.is_dir(), reason="the saved pages are not here"),
]


def test_false_hits_are_rare() -> None:
    pages, texts = {}, {}
    for line in (PAGES / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        url = f"{HOME}{Path(entry['file']).stem}"
        reading = read_page((PAGES / entry["file"]).read_bytes(), entry["url"] or url)
        pages[url] = replace(reading.facts, url=url)
        texts[url] = reading.text or "（无正文）"
    night = snapshot(*pages.values(), texts=texts, night_on=NIGHT.replace(year=2026))
    met = set()
    for check in all_checks().values():
        if check.theme == "content":
            severities = [False, True] if check.id == "word_wrong" else [None]
            for severe in severities:
                options = check.options() if severe is None else check.options(severe=severe)
                run = run_check(check, options, Evidence(night), night.night_on, "row")
                for finding in run.findings:
                    assert finding.verdict in {Verdict.SUSPECT, Verdict.NOT_JUDGED}, finding
                    for place in finding.places:
                        stem = place.page.removeprefix(HOME)
                        what = finding.subject.partition("#")[2] or finding.subject
                        met.add((stem, what))
    false = sorted(met - set(RIGHT))
    print(f"\n{len(pages)} pages, {len(met)} hits, {len(false)} false")
    for stem, what in sorted(met):
        print(f"  {stem}: {what}: {RIGHT.get((stem, what), 'FALSE')}")
    assert len(false) * PAGES_A_FALSE_HIT <= len(pages)
