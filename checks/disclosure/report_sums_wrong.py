"""Annual report whose tables do not add up (信息公开年度报告表内数据不符).

Finds
    A disclosure report in whose table of requests received and carried in are not results and
    carried out, the columns are not their total, or the results are not theirs; or in whose table
    of disputes the four outcomes are not their total.

Why
    国办公开办函〔2021〕30号 prescribes these tables with these sums. They are checked by hand every
    spring, and a report that contradicts itself is the first thing a reader finds.

Judges
    FAIL            all figures of the rows stand on the page, and do not add up
    SUSPECT         the same in an attached file, whose cells may have been told apart wrongly
    OK              what stands there adds up, and at least the sum of requests could be made
    NOT_APPLICABLE  the report is older than the form
    NOT_JUDGED      the text shows no table of requests (a picture, an attachment that was not
                    read), or one of its four main rows has an empty cell

Remedy
    Correct the figures, and say on the page that they were corrected.

Units
    Pieces; every column for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.annual_reports import AnnualReport, annual_reports
from checks.found import fail, suspect
from checks.registry import check
from extract.disclosure_tables import DISPUTES, PERSONS, DisclosureTables, Requests
from model.errors import EvidenceMissing
from model.finding import Finding

_MOST = 3  # contradictions that the message spells out


@dataclass(frozen=True, slots=True)
class Options:
    """The first year that a report in this form is about."""

    first_year: int


def applies(report: AnnualReport, options: Options) -> bool:
    """Judge reports in the form that has the tables."""
    return report.year >= options.first_year


@check(title="信息公开年度报告表内数据不符", over=annual_reports, options=Options, applies=applies)
def judge(report: AnnualReport, _options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if a sum is wrong."""
    wrong = tuple(contradictions(report.tables))
    if not wrong:
        _require(report)
        return
    said = "；".join(wrong[:_MOST]) + (f"；等{len(wrong)}处" if len(wrong) > _MOST else "")
    word = suspect if report.in_file else fail
    yield word(
        report.subject,
        f"“{report.title}”表内数据不符：{said}{'（在附件中），请核实' if report.in_file else ''}",
        title=report.title,
        year=report.year,
        wrong=list(wrong),
    )


def contradictions(tables: DisclosureTables) -> Iterator[str]:
    """Yield one Chinese clause for every sum that is wrong."""
    if tables.requests is not None:
        yield from _of_requests(tables.requests)
    for name, five in zip(DISPUTES, tables.disputes or (), strict=False):
        if sum(five[:-1]) != five[-1]:
            yield f"{name}四项结果之和为{sum(five[:-1])}，总计为{five[-1]}"


def _of_requests(rows: Requests) -> Iterator[str]:
    received, carried_in, total = rows.received, rows.carried_in, rows.total
    carried_out = rows.carried_out
    for name, row in (
        ("本年新收", received),
        ("上年结转", carried_in),
        ("办理结果总计", total),
        ("结转下年度", carried_out),
    ):
        if row is not None and sum(row[:-1]) != row[-1]:
            yield f"{name}各列之和为{sum(row[:-1])}，总计列为{row[-1]}"
    if received and carried_in and total and carried_out:
        for at, name in enumerate(PERSONS):
            came, went = received[at] + carried_in[at], total[at] + carried_out[at]
            if came != went:
                yield f"{name}列新收与结转之和为{came}，办理结果与结转下年度之和为{went}"
    if rows.results is not None and total is not None:
        for at, name in enumerate(PERSONS):
            made = sum(row[at] for row in rows.results)
            if made != total[at]:
                yield f"{name}列各项办理结果之和为{made}，总计为{total[at]}"


def _require(report: AnnualReport) -> None:
    """Raise EvidenceMissing if too little was read to call the report right."""
    rows = report.tables.requests
    if rows is None:
        raise EvidenceMissing(
            f"“{report.title}”的文字中没有读到申请办理情况表（可能是图片或未读取的附件），未判定"
        )
    if None in (rows.received, rows.carried_in, rows.total, rows.carried_out):
        raise EvidenceMissing(f"“{report.title}”的申请办理情况表有空格或缺行，勾稽关系未判定")
