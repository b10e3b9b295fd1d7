"""The runner: what is missing and what crashes become verdicts, and nothing else stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import fail, suspect
from checks.registry import Check, NoOptions
from checks.runner import run_check
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.score import CheckRun
from tests.checks.snapshots import HOME, NIGHT, snapshot


@dataclass(frozen=True)
class Thing:
    subject: str
    owner: Owner = Owner("区水务局", "首页 > 水务")  # noqa: RUF009  frozen, shared on purpose


def judge(thing: Thing, _options: NoOptions, _on: date) -> Iterator[Finding]:
    if thing.subject == "missing":
        raise EvidenceMissing("没有看到")
    if thing.subject == "silent":
        raise EvidenceMissing("")
    if thing.subject == "broken":
        yield fail("broken", "不会被采信")
        raise ZeroDivisionError("坏了")
    if thing.subject == "bad":
        yield suspect("bad", "可疑")
        yield fail("bad", "不好", figure=3)


def run(*names: str, over: object = None) -> CheckRun:
    check = Check(
        id="thing_wrong",
        title="问题",
        theme="freshness",
        page="",
        options=NoOptions,
        over=over or (lambda _evidence: [Thing(name) for name in names]),  # type: ignore[arg-type]
        applies=lambda thing, _options: thing.subject != "elsewhere",
        judge=judge,
    )
    return run_check(check, NoOptions(), Evidence(snapshot()), NIGHT, "row")


def test_every_subject_gets_its_verdict() -> None:
    names = ("good", "bad", "missing", "silent", "elsewhere", "broken")
    assert dict(run(*names).subjects) == {
        "good": Verdict.OK,
        "bad": Verdict.FAIL,
        "missing": Verdict.NOT_JUDGED,
        "silent": Verdict.NOT_JUDGED,
        "elsewhere": Verdict.NOT_APPLICABLE,
        "broken": Verdict.CRASHED,
    }


def test_findings_carry_check_row_and_owner() -> None:
    first, second = run("bad").findings
    assert (first.verdict, second.verdict) == (Verdict.SUSPECT, Verdict.FAIL)
    assert second.check == "thing_wrong"
    assert second.indicators == ("row",)
    assert (second.unit, second.column) == ("区水务局", "首页 > 水务")
    assert second.evidence == {"figure": 3}


def test_missing_evidence_is_printed_with_its_reason_and_its_owner() -> None:
    (finding,) = run("missing").findings
    assert (finding.verdict, finding.message) == (Verdict.NOT_JUDGED, "没有看到")
    assert finding.unit == "区水务局"


def test_missing_evidence_without_a_reason_is_only_counted() -> None:
    assert run("silent").findings == ()


def test_a_crash_is_ours_and_names_file_and_line_only() -> None:
    (finding,) = run("broken").findings
    assert finding.verdict is Verdict.CRASHED
    assert "ZeroDivisionError" in finding.message
    trace = finding.evidence["trace"]
    assert isinstance(trace, list)
    assert trace[-1].startswith("test_runner.py:")
    assert not any("/" in line for line in trace)


def test_a_crash_in_the_evidence_leaves_the_whole_check_crashed() -> None:
    def over(_evidence: Evidence) -> list[Thing]:
        raise KeyError("x")

    assert dict(run(over=over).subjects) == {HOME: Verdict.CRASHED}


def test_missing_evidence_for_all_leaves_the_check_not_judged() -> None:
    def over(_evidence: Evidence) -> list[Thing]:
        raise EvidenceMissing("首页本次未读到")

    done = run(over=over)
    assert dict(done.subjects) == {HOME: Verdict.NOT_JUDGED}
    assert done.findings[0].message == "首页本次未读到"
