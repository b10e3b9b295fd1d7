"""Lines of the documents about the inventory: what page and workbook print alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from model.clock import china_day
from model.domain import DOMAIN_PLAN_NAMES, unicode_name
from model.domain_fact import FACT_NAMES
from model.domain_sheet import HEADINGS
from model.estate import SOURCE_NAMES, STEP_NAMES, ClosingStep, Source
from model.estate_report import EstateReport
from reports import wording
from reports.estate_words import entered, said


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding; `tone` is the look of its word."""

    word: str
    tone: str
    title: str
    subject: str
    message: str
    unit: str
    first_on: date
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingLine:
    """One name on its way out."""

    name: str
    unit: str
    plan: str
    target_on: str
    overdue: bool
    done: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change, entered by staff or seen by the monitor."""

    on: date
    name: str
    heading: str
    before: str
    after: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedLine:
    """One name that was met and is not in the inventory."""

    name: str
    sources: str
    detail: str
    first_on: date
    last_on: date


def finding_lines(report: EstateReport, titles: Mapping[str, str]) -> list[FindingLine]:
    """Return the findings that stand, certain ones first."""
    return [
        FindingLine(
            word="发现问题" if each.certain else "疑似问题",
            tone="bad" if each.certain else "unsure",
            title=titles.get(each.finding.check, wording.UNNAMED_CHECK),
            subject=unicode_name(each.finding.subject),
            message=each.finding.message,
            unit=each.finding.unit,
            first_on=each.first_on,
            new=each.first_on >= report.since,
        )
        for each in report.findings
    ]


def gone_lines(report: EstateReport, titles: Mapping[str, str]) -> list[FindingLine]:
    """Return the findings that stood before the period and stand no more."""
    return [
        FindingLine(
            word="已消除",
            tone="good",
            title=titles.get(finding.check, wording.UNNAMED_CHECK),
            subject=unicode_name(finding.subject),
            message=finding.message,
            unit=finding.unit,
            first_on=report.since,
            new=False,
        )
        for finding in report.gone
    ]


def closing_lines(report: EstateReport) -> list[ClosingLine]:
    """Return what is being closed, the overdue first."""
    lines = [
        ClosingLine(
            name=each.domain.shown,
            unit=each.domain.holder,
            plan=DOMAIN_PLAN_NAMES[each.domain.plan] if each.domain.plan else "未填",
            target_on=each.domain.target_on.isoformat() if each.domain.target_on else "未填",
            overdue=each.overdue(report.until),
            done="、".join(_step(step) for step in each.steps) or "尚未开始",
            missing="已办结"
            if each.finished
            else "、".join(STEP_NAMES[kind] for kind in each.missing),
        )
        for each in report.closings
    ]
    return sorted(lines, key=lambda line: not line.overdue)


def _step(step: ClosingStep) -> str:
    paper = f"，{step.document}" if step.document else ""
    return f"{STEP_NAMES[step.kind]}（{step.on.isoformat()}{paper}）"


def change_lines(report: EstateReport) -> list[ChangeLine]:
    """Return what changed in the period by day: what staff entered, what the monitor saw.

    What was filled in when a name was listed is no change of it.
    """
    listed = {(c.name, c.at) for c in report.staff_changes if c.before is None}
    by_hand = [
        ChangeLine(
            on=china_day(change.at),
            name=unicode_name(change.name),
            heading="列入清单"
            if change.before is None
            else "移出清单"
            if change.after is None
            else HEADINGS[change.attribute],
            before=entered(change.attribute, change.before or ""),
            after=entered(change.attribute, change.after or ""),
            source="人工登记",
        )
        for change in report.staff_changes
        if change.before is None or (change.name, change.at) not in listed
    ]
    seen = [
        ChangeLine(
            on=change.on,
            name=unicode_name(change.name),
            heading=FACT_NAMES[change.kind],
            before=said(change.kind, change.before),
            after=said(change.kind, change.after),
            source="监测",
        )
        for change in report.fact_changes
    ]
    # A certificate renewed within a day reads as before: nothing to read about.
    telling = [line for line in seen if line.before != line.after]
    return sorted([*by_hand, *telling], key=lambda line: line.on)


def unlisted_lines(report: EstateReport) -> list[UnlistedLine]:
    """Return each name once that is not in the inventory, with every source it was met in."""
    names: dict[str, list[UnlistedLine]] = {}
    for each in sorted(report.unlisted, key=lambda each: list(Source).index(each.source)):
        line = UnlistedLine(
            name=unicode_name(each.name),
            sources=SOURCE_NAMES[each.source],
            detail=each.detail,
            first_on=each.first_on,
            last_on=each.last_on,
        )
        names.setdefault(each.name, []).append(line)
    return [
        UnlistedLine(
            name=lines[0].name,
            sources="、".join(dict.fromkeys(line.sources for line in lines)),
            detail=lines[0].detail,
            first_on=min(line.first_on for line in lines),
            last_on=max(line.last_on for line in lines),
        )
        for _, lines in sorted(names.items())
    ]
