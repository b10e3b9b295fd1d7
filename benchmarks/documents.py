"""What the documents cost: 100 units, 3,000 findings and cases, one site; `--findings N` for more.

Prints seconds of processor time a document and the peak memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from model.case import Case, CaseState
from model.finding import Finding, Place, Verdict
from model.period import RoundFacts, TrendPoint
from model.period_count import count_round
from model.score import UnitRate, UnitScore
from reports import (
    bulletin,
    bulletin_docx,
    findings_book,
    findings_jsonl,
    round_book,
    round_summary,
    site_report,
    unit_page,
)
from tests.reports.sample import NIGHT_ON, PRINTED_AT, SITE, TITLES, night_facts


def main() -> None:
    """Make every document once and print what it took."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--units", type=int, default=100)
    reader.add_argument("--findings", type=int, default=3_000)
    reader.add_argument("--places", type=int, default=10)
    asked = reader.parse_args()
    facts = _round(asked.units, asked.findings, asked.places)
    night = facts.nights[0]
    hrefs = {SITE.code: "site/report.html"}
    text = bulletin.bulletin(facts, printed_at=PRINTED_AT, titles=TITLES)

    def units() -> str:
        return "".join(
            unit_page.render(facts, unit, printed_at=PRINTED_AT, titles=TITLES, hrefs=hrefs)
            for unit in facts.units
        )

    total = 0.0
    documents: dict[str, Callable[[], str | bytes]] = {
        "site report": lambda: site_report.render(night, printed_at=PRINTED_AT, titles=TITLES),
        "findings workbook": lambda: findings_book.render(
            night, printed_at=PRINTED_AT, titles=TITLES
        ),
        "findings.jsonl": lambda: findings_jsonl.render(night),
        "all unit pages": units,
        "round summary": lambda: round_summary.render(
            facts,
            printed_at=PRINTED_AT,
            titles=TITLES,
            site_hrefs=hrefs,
            unit_hrefs={},
            book="r.xlsx",
        ),
        "round workbook": lambda: round_book.render(facts, printed_at=PRINTED_AT, titles=TITLES),
        "circular, page": lambda: bulletin.render_html(text, printed_at=PRINTED_AT),
        "circular, .docx": lambda: bulletin_docx.render(text, printed_at=PRINTED_AT),
    }
    for name, make in documents.items():
        started = time.process_time()
        size = len(make())
        spent = time.process_time() - started
        total += spent
        print(f"{name:20} {spent:7.2f} s {size / 1e6:7.2f} M characters or bytes", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'all':20} {total:7.2f} s   peak {peak:.0f} MiB")


def _round(units: int, findings: int, places: int) -> RoundFacts:
    names = [f"清河区第{at}局" for at in range(units)]
    found = tuple(_finding(at, names[at % units], places) for at in range(findings))
    cases = [_case(at, names[at % units]) for at in range(findings)]
    night = night_facts()
    night = replace(night, judgement=replace(night.judgement, findings=found))
    scores = [
        UnitScore(
            unit=name,
            points=None,
            coverage=night.judgement.score.coverage,
            unverified=True,
            rate=UnitRate(unit=name, due=3, on_time=2, stale=1),
        )
        for name in names
    ]
    trend = tuple(TrendPoint(NIGHT_ON - timedelta(days=at), None) for at in range(30, -1, -1))
    return count_round(
        [night], cases, scores, unit_rulebook=night.rulebook, site_trends={SITE.code: trend}
    )


def _finding(at: int, unit: str, places: int) -> Finding:
    return Finding(
        check="link_dead",
        subject=f"http://a.example/dead/{at}.html",
        verdict=Verdict.FAIL,
        message="链接失效：页面不存在",
        places=tuple(
            Place(f"http://a.example/page/{at}-{place}.html", "相关链接", "body")
            for place in range(places)
        ),
        unit=unit,
    )


def _case(at: int, unit: str) -> Case:
    return Case(
        id=at + 1,
        site_code=SITE.code,
        fingerprint=f"{at:016x}",
        round=1,
        check="link_dead",
        subject=f"http://a.example/dead/{at}.html",
        message="链接失效：页面不存在",
        column="首页 > 通知公告",
        unit=unit,
        state=CaseState.SENT,
        found_on=NIGHT_ON - timedelta(days=9),
        confirmed_on=NIGHT_ON - timedelta(days=8),
        sent_on=NIGHT_ON - timedelta(days=8),
        deadline_on=NIGHT_ON + timedelta(days=3),
    )


if __name__ == "__main__":
    main()
