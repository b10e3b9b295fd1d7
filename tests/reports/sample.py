"""An invented night of an invented portal: what the documents of these tests print."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from model.finding import Finding, Standing, Verdict
from model.judgement import Judgement
from model.letter import IssueRow, Letter, LetterKind, LetterRow, LetterState
from model.night import NightFacts
from model.rulebook import Rulebook
from model.score import Grade
from model.settings import Office
from model.site import KIND_NAMES
from model.snapshot import Soundness
from reports.letter_words import OF_ISSUES
from tests.reports.sample_findings import (
    HOME,
    NIGHT_ON,
    OBSERVED_AT,
    PRINTED_AT,
    SITE,
    TITLES,
    UNITS,
    column_states,
    findings,
    unverified,
)
from tests.reports.sample_score import score

__all__ = ["HOME", "OFFICE", "PRINTED_AT", "SITE", "TITLES", "findings", "letter", "score"]


def night_facts(**changed: object) -> NightFacts:
    """Return the whole night; named fields can be replaced."""
    found = findings()
    ids = [finding.fingerprint(SITE.code) for finding in found]
    order = (Standing.NEW, Standing.STILL, Standing.STILL, Standing.BACK)
    fields: dict[str, object] = {
        "site": SITE,
        "night_on": NIGHT_ON,
        "observed_at": OBSERVED_AT,
        "rulebook": Rulebook(
            id="check-2019",
            title="政府网站与政务新媒体检查指标",
            document="国办秘函〔2019〕19号",
            valid_from=date(2019, 4, 1),
            valid_to=None,
            pass_mark=Decimal(60),
            bonus_mark=Decimal(80),
            bonus_cap=Decimal(30),
            total=Decimal(100),
            indicators=(),
            digest="9f2c41d0" * 8,
        ),
        "judgement": Judgement(
            site_code=SITE.code,
            night_on=NIGHT_ON,
            runs=(),
            findings=found,
            columns=column_states(),
            score=score(),
        ),
        "soundness": Soundness(sound=True),
        "pages": 612,
        "fetched": 1893,
        "links": 2240,
        "standings": {id_: order[at % 4] for at, id_ in enumerate(ids)},
        "first_seen": {id_: NIGHT_ON - timedelta(days=at) for at, id_ in enumerate(ids)},
        "gone": (
            Finding(
                check="link_dead",
                subject=f"{HOME}bsfw/old.html",
                verdict=Verdict.FAIL,
                message="链接失效：页面不存在",
                unit=UNITS[9],
            ),
        ),
        "unverified_targets": unverified(),
        "previous_night_on": NIGHT_ON - timedelta(days=1),
        "previous_points": Decimal("88.5"),
        "previous_grade": Grade.PASS,
        "pass_mark": Decimal(60),
        "district": "清河区",
        "office": "清河区人民政府办公室",
    }
    return NightFacts(**(fields | changed))  # type: ignore[arg-type]


def letter(kind: LetterKind = LetterKind.URGING, **changed: object) -> Letter:
    """Return a letter with the late (or the nearly due) columns of one unit."""
    if kind in OF_ISSUES:
        return _issue_letter(kind, changed)
    urging = kind is LetterKind.URGING
    states = [
        s for s in column_states() if (s.blank or s.verdict is Verdict.FAIL if urging else s.soon)
    ]
    rows = tuple(
        LetterRow(
            site_name=SITE.name,
            column_path=s.column.path,
            unit=UNITS[6],
            kind=KIND_NAMES[s.column.kind],
            requirement="应有内容（现为空白栏目）" if s.blank else f"{s.limit}内更新",
            newest_on=s.newest_on,
            idle_days=None if s.blank else s.idle_days,
            deadline_on=s.deadline_on,
            example_url=s.column.url,
            fingerprint="",
        )
        for s in states
    )
    fields: dict[str, object] = {
        "kind": kind,
        "unit": UNITS[6],
        "period": "2026-11",
        "night_on": NIGHT_ON,
        "state": LetterState.DRAFT,
        "rows": rows,
        "reply_by_on": date(2026, 12, 1),
        "earlier_reminders": 2 if urging else 0,
        "rulebook_title": "政府网站与政务新媒体检查指标",
    }
    return Letter(**(fields | changed))  # type: ignore[arg-type]


def _issue_letter(kind: LetterKind, changed: dict[str, object]) -> Letter:
    late = kind is LetterKind.SUPERVISION
    problems = (
        ("链接失效：页面不存在", f"{HOME}bsfw/old.html", "首页 > 办事服务"),
        ("空白栏目：没有任何信息", f"{HOME}zwgk/czyjs/", "首页 > 政务公开 > 财政预决算"),
        ("页脚缺少公安机关备案号", HOME, ""),
    )
    issues = tuple(
        IssueRow(
            case=12 + at,
            site_name=SITE.name,
            column_path=path,
            problem=problem,
            url=url,
            found_on=NIGHT_ON - timedelta(days=20 + at),
            letter="清政办函〔2026〕5号" if late else "",
            deadline_on=NIGHT_ON - timedelta(days=3 + at) if late else None,
        )
        for at, (problem, url, path) in enumerate(problems)
    )
    fields: dict[str, object] = {
        "kind": kind,
        "unit": UNITS[6],
        "period": "2026-11-24",
        "night_on": NIGHT_ON,
        "state": LetterState.DRAFT,
        "rows": (),
        "issues": issues,
        "reply_by_on": date(2026, 12, 1),
        "rulebook_title": "政府网站与政务新媒体检查指标",
    }
    return Letter(**(fields | changed))  # type: ignore[arg-type]


OFFICE = Office(
    name="清河区人民政府办公室",
    district="清河区",
    contact="某某",
    phone="000-12345678",
    email="web@qinghe.example",
    letter_word="清政办函",
)
