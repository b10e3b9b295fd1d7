"""Requests carried over that disagree with last year's report (上年结转数据不符).

Finds
    A disclosure report whose row 上年结转 is not the row 结转下年度 of the report of the same body
    for the year before.

Why
    The form of 国办公开办函〔2021〕30号 carries open requests from report to report: one year's end
    is the next one's beginning.

Judges
    SUSPECT         both rows stand there in full, and differ: last year's may have been corrected
                    elsewhere, so a person looks
    OK              they are the same, column by column
    NOT_APPLICABLE  the report, or the one before, is older than the form
    NOT_JUDGED      the site does not list the report of the year before, or one of the rows was
                    not read in full

Remedy
    Correct the report that is wrong, and say on its page that it was corrected.

Units
    Pieces; every column for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.annual_reports import AnnualReport, annual_reports
from checks.found import suspect
from checks.registry import check
from extract.disclosure_tables import PERSONS
from model.errors import EvidenceMissing
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """The first year that a report in this form is about."""

    first_year: int


def applies(report: AnnualReport, options: Options) -> bool:
    """Judge reports whose predecessor is in the same form."""
    return report.year > options.first_year


@check(title="信息公开年度报告结转数据不符", over=annual_reports, options=Options, applies=applies)
def judge(report: AnnualReport, _options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the figures carried over differ."""
    before, rows = report.before, report.tables.requests
    if rows is None or rows.carried_in is None:
        raise EvidenceMissing(f"“{report.title}”中没有读全“上年结转”一行，未判定")
    if before is None:
        raise EvidenceMissing(f"网站没有列出{report.year - 1}年度的同名报告，结转数据未判定")
    old = before.tables.requests
    if old is None or old.carried_out is None:
        raise EvidenceMissing(f"“{before.title}”中没有读全“结转下年度”一行，未判定")
    differing = [
        f"{name}上年报告为{was}、本年报告为{now}"
        for name, was, now in zip(PERSONS, old.carried_out, rows.carried_in, strict=True)
        if was != now
    ]
    if not differing:
        return
    yield suspect(
        report.subject,
        f"“{report.title}”的上年结转与上年报告的结转下年度不一致：{'；'.join(differing)}，请核实",
        title=report.title,
        year=report.year,
        before=before.subject,
        carried_out=old.carried_out[-1],
        carried_in=rows.carried_in[-1],
    )
