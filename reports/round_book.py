"""Round workbook 汇总表格: the rows behind every figure of the documents about all sites.

Reads   RoundFacts and the checks' Chinese titles
Gives   the bytes of an .xlsx; same facts and same printing time, same bytes
Never   leaves a row out that a printed figure counts: filtered as 概况 says, rows equal figures
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import datetime

from openpyxl.workbook import Workbook

from model.case import CASE_STAGE_NAMES, CASE_STATE_NAMES, Case, CaseState
from model.case_rates import InRates, place_in_rates
from model.estate import ESTATE_CODE, estate_site
from model.finding import Verdict
from model.judgement import IN_RATE_NAMES
from model.period import RoundFacts
from model.period_count import quarter_months
from model.score import Grade
from reports import wording
from reports.column_lines import column_lines
from reports.round_lines import basis_lines
from reports.sheet import Address, Share, Value, add_table, heads_of
from reports.zip_bytes import repack

Row = tuple[Value, ...]
SITES, COLUMNS, PROBLEMS, CASES = "网站结论", "栏目", "问题", "整改事项"
_IN_PASS = {Grade.PASS: "合格", Grade.FAIL: "不合格"}
_PRINTED = {CASES: 16}  # columns that go to paper; the rest is for the screen
_PLACES = {None: "", False: "只计入分母", True: "计入分子和分母"}
_RATES = ("转办率", "督办率", "办结率", "按期办结率")
_RATE_HEADS = " ".join(f"{when}{name}16" for when in ("本月", "本季度") for name in _RATES)
GUIDE = (
    ("网站合格率", f"“{SITES}”表“计入合格率”一列：合格÷（合格＋不合格）"),
    ("栏目达标率", f"“{COLUMNS}”表“计入达标率”一列：按时÷（按时＋逾期）；各单位按责任单位筛选"),
    ("发现问题", f"“{PROBLEMS}”表，一行一项；按检查项目、责任单位筛选"),
    ("未办结、逾期、待确认", f"“{CASES}”表“类别”“逾期”两列"),
    ("转办率等四项", f"“{CASES}”表本月、本季度各列：计入分子÷计入分母"),
)


def render(facts: RoundFacts, *, printed_at: datetime, titles: Mapping[str, str]) -> bytes:
    """Return the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = facts.office or "巡检"
    book.properties.title = f"政府网站巡检情况汇总（{wording.long_day(facts.night_on)}）"
    for title, heads, rows in (
        ("概况", "项目24 内容90", _overview(facts, printed_at)),
        (
            SITES,
            "网站36 结论14 计入合格率12 得分10 合格线10 已判定占比12 有未核对分值12 "
            "指标体系40 本次采集情况50",
            _sites(facts),
        ),
        (
            COLUMNS,
            "网站30 栏目44 责任单位24 类别10 状态10 计入达标率16 更新要求10 最近更新12 "
            "截止日期12 说明50",
            _columns(facts),
        ),
        (
            PROBLEMS,
            "检查项目22 网站30 责任单位24 栏目36 对象50 情况60 首次发现12",
            _problems(facts, titles),
        ),
        (
            CASES,
            "台账号8 类别10 责任单位24 网站28 栏目34 问题50 立案时情况50 状态14 督办层级10 逾期8 "
            "发现日期12 确认日期12 转办日期12 来函22 整改期限12 现行期限12 督办日期12 通报日期12 "
            f"通报文号22 办结日期12 {_RATE_HEADS}",
            _cases(facts),
        ),
    ):
        printed = _PRINTED.get(title, 0)
        add_table(book, title, heads_of(heads), rows, printed=printed, left=title == "概况")
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _overview(facts: RoundFacts, printed_at: datetime) -> Iterator[Row]:
    yield "巡检日期", facts.night_on
    until = facts.cases_until_on
    yield "整改情况截至", until or "打印时"
    yield "单位绩效得分依据", facts.unit_rulebook.title
    yield from GUIDE
    yield "打印时间", f"{wording.china_time(printed_at)}（北京时间）"


def _sites(facts: RoundFacts) -> Iterator[Row]:
    lines = basis_lines(facts.nights, {night.site.code: "" for night in facts.nights})
    for night, line in zip(facts.nights, lines, strict=True):
        yield (
            *(Address(night.site.home_url, night.site.name), line.grade),
            _IN_PASS.get(night.judgement.score.grade, "不计入"),
            "不计分" if line.points is None else line.points,
            "未设定" if line.pass_mark is None else line.pass_mark,
            *(Share(line.coverage), "是" if line.unverified else "否", line.rulebook, line.trouble),
        )


def _columns(facts: RoundFacts) -> Iterator[Row]:
    for night in facts.nights:
        for state in night.judgement.columns:
            (line,) = column_lines([state])
            path = f"{line.path}（待确认）" if line.inferred else line.path
            yield (
                *(night.site.name, Address(line.url, path), line.unit, line.kind, line.word),
                *(IN_RATE_NAMES[state.in_rate], line.limit, line.newest_on, line.deadline_on),
                line.reason,
            )


def _problems(facts: RoundFacts, titles: Mapping[str, str]) -> Iterator[Row]:
    for night in facts.nights:
        for finding in night.judgement.findings:
            if finding.verdict is Verdict.FAIL:
                mark = finding.fingerprint(night.site.code)
                yield (
                    titles.get(finding.check, wording.UNNAMED_CHECK),
                    *(night.site.name, finding.unit or wording.NO_UNIT, finding.column),
                    *(Address(finding.subject), finding.message),
                    night.first_seen.get(mark, facts.night_on),
                )


def _cases(facts: RoundFacts) -> Iterator[Row]:
    names = {night.site.code: night.site.name for night in facts.nights}
    names[ESTATE_CODE] = estate_site("").name
    month = ((facts.night_on.year, facts.night_on.month),)
    quarter = quarter_months(facts.night_on)
    for case in facts.cases:
        yield (
            *(case.id, _class(case), case.unit or wording.NO_UNIT),
            names.get(case.site_code, case.site_code),
            *(case.column, facts.told(case), case.message, CASE_STATE_NAMES[case.state]),
            *(CASE_STAGE_NAMES[case.stage], "是" if case.is_overdue(facts.night_on) else ""),
            *(case.found_on, case.confirmed_on, case.sent_on, case.letter, case.deadline_on),
            *(case.last_day_on, case.supervised_on, case.circulated_on, case.circular),
            case.closed_on,
            *_in_rates(place_in_rates(case, month, facts.night_on)),
            *_in_rates(place_in_rates(case, quarter, facts.night_on)),
        )


def _class(case: Case) -> str:
    if not case.is_open:
        return CASE_STATE_NAMES[case.state]
    return "待确认" if case.state is CaseState.FOUND else "未办结"


def _in_rates(place: InRates) -> tuple[str, ...]:
    every = (place.sent, place.supervised, place.closed, place.closed_on_time)
    return tuple(_PLACES[one] for one in every)
