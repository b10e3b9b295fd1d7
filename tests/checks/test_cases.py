"""Every case folder: what was seen gives exactly the written verdicts and findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checks.evidence import Evidence
from checks.options import build_options
from checks.registry import all_checks
from checks.runner import run_check
from model.finding import Finding
from tests.checks.snapshots import read_case

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/case.toml"))
HAVE_A_LIMIT = {
    "account_idle",
    "activity_too_few",
    "certificate_invalid",
    "announce_window",
    "carried_over_disagrees",
    "column_stale",
    "date_backdated",
    "date_moved",
    "disclosure_page_missing",
    "document_published_late",
    "domain_idle",
    "expires_soon",
    "guide_elements_missing",
    "guides_incomplete",
    "home_visits_failed",
    "homepage_stale",
    "homepage_updates_few",
    "interpretation_missing",
    "item_repeated",
    "message_unanswered",
    "outage_long",
    "page_slow",
    "profile_incomplete",
    "replies_late",
    "report_sums_wrong",
    "repost_late",
    "services_unsorted",
    "site_unreachable",
    "statistics_missing",
    "topic_dead",
    "tls_expires_soon",
    "v4_v6_differ",
    "yearly_report_late",
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_the_case_comes_out_as_written(folder: Path) -> None:
    case = read_case(folder)
    check = all_checks()[case.check]
    options = build_options(check.options, case.options)
    run = run_check(check, options, Evidence(case.snapshot), case.snapshot.night_on, "row")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert {name: verdict.value for name, verdict in run.subjects.items()} == expected["verdicts"]
    wanted = expected["findings"]
    assert [_as_written(f, w) for f, w in zip(run.findings, wanted, strict=True)] == wanted


@pytest.mark.parametrize("name", sorted(all_checks()))
def test_every_check_has_the_cases_that_show_its_verdicts(name: str) -> None:
    shown = {read_case(folder).shows for folder in FOLDERS if folder.parent.name == name}
    assert {"ok", "unknown"} <= shown
    assert shown & {"fail", "suspect"}
    if name in HAVE_A_LIMIT:
        assert "limit" in shown


def test_the_list_of_checks_with_a_limit_is_complete() -> None:
    """A check whose options hold a span or a number of days has a limit."""
    timed = {
        name
        for name, check in all_checks().items()
        if any("Span" in str(t) or "int" in str(t) for t in _types(check.options))
    }
    assert timed == HAVE_A_LIMIT


def test_no_case_folder_is_without_a_check() -> None:
    assert {folder.parent.name for folder in FOLDERS} == set(all_checks())


def _types(options: type[Any]) -> list[object]:
    return list(options.__annotations__.values())


def _as_written(finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the finding in the shape of the case: only the evidence that the case names."""
    named = wanted.get("evidence", {})
    shape: dict[str, Any] = {
        "subject": finding.subject,
        "verdict": finding.verdict.value,
        "message": finding.message,
        "unit": finding.unit,
        "column": finding.column,
        "weight": finding.weight,
        "places": [place.page for place in finding.places],
        "evidence": {key: finding.evidence.get(key) for key in named},
    }
    return {key: shape[key] for key in wanted}
