"""Findings book (问题表格): one night of one site as a spreadsheet, one sheet a topic.

Reads   NightFacts and the checks' Chinese titles
Gives   the bytes of an .xlsx; same facts and same printing time, same bytes
Never   leaves out a finding or a place that the printed page only counts
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from openpyxl.workbook import Workbook

from model.finding import VERDICT_NAMES
from model.judgement import WEEKS, week_starts
from model.night import NightFacts
from model.score import GRADE_NAMES
from reports import wording
from reports.column_lines import column_lines, sorted_states
from reports.finding_lines import FindingLine, Sorted, sort_findings
from reports.heat_map import UNKNOWN
from reports.sheet import Address, Share, Value, add_table, heads_of
from reports.summary import caveats, conclusion, coverage_name, pass_mark, troubles
from reports.zip_bytes import repack

Row = tuple[Value, ...]
_PRINTED = {"栏目更新": 11}  # columns that go to paper; the rest is for the screen


def render(facts: NightFacts, *, printed_at: datetime, titles: Mapping[str, str]) -> bytes:
    """Return the spreadsheet."""
    sorted_ = sort_findings(facts, titles)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = facts.office or "巡检"
    book.properties.title = f"{facts.site.name}巡检问题表"
    for title, heads, rows in (
        ("概况", "项目18 内容90", _overview(facts, sorted_, printed_at)),
        (
            "单位达标率",
            "责任单位28 达标率10 按时更新10 应更新10 逾期8 临近到期10 未判定8 已报备8 问题总数10",
            _units(facts),
        ),
        (
            "栏目更新",
            "状态10 栏目44 责任单位22 类别10 更新要求10 最近更新12 截止日期12 距到期天数12 "
            "停更天数10 信息条数10 说明36 最近信息40 要求来源34 栏目地址44",
            _columns(facts),
        ),
        ("栏目逐周", f"栏目44 责任单位22 状态10 {_week_heads(facts)}", _weeks(facts)),
        (
            "错链",
            "目标地址60 情况26 状态码8 类别10 是否首页10 责任单位22 出现次数10 连续失效次数12 "
            "首次发现12 变化10 复核40",
            _dead(sorted_),
        ),
        (
            "错链位置",
            "目标地址60 所在页面60 链接文字30 位置14 责任单位22 情况26",
            _dead_places(sorted_),
        ),
        (
            "其他问题",
            "性质10 检查项目20 对象48 情况60 责任单位22 首次发现12 变化10 所在页面50 复核40",
            _others(sorted_),
        ),
        (
            "未能核实",
            "类别12 对象60 情况40 状态码8 所在页面50 出现次数10",
            _unverified(facts, sorted_),
        ),
        *(
            [
                (
                    "页面截图",
                    "检查项目20 对象60 情况60 截图文件44 所截页面60 截取时间20 校验码70",
                    shots,
                )
            ]
            if (shots := tuple(_shots(sorted_)))
            else []
        ),
        (
            "评分过程",
            "类型10 一级指标16 指标30 结果12 说明60 分值8 扣分8 判定范围10 已与原文核对12",
            _steps(facts),
        ),
    ):
        add_table(
            book,
            title,
            heads_of(heads),
            rows,
            printed=_PRINTED.get(title, 0),
            left=title == "概况",
        )
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _overview(facts: NightFacts, sorted_: Sorted, printed_at: datetime) -> Iterator[Row]:
    score = facts.judgement.score
    mark = pass_mark(facts)
    for line in troubles(facts, sorted_):
        yield "请先注意", line
    yield "网站名称", facts.site.name
    yield "网站地址", Address(facts.site.home_url)
    yield "网站标识码", facts.site.code
    yield "主办单位", facts.site.unit
    yield "巡检日期", facts.night_on
    yield "结论", GRADE_NAMES[score.grade]
    yield "结论说明", conclusion(facts)
    yield "得分", "不计分" if score.points is None else score.points
    yield "合格线", "未设定" if mark is None else mark
    yield coverage_name(facts), Share(score.coverage)
    for line in caveats(facts):
        yield "使用说明", line
    yield "错链断链", len(sorted_.dead)
    yield "其他问题", len(sorted_.others)
    yield "待复核", len(sorted_.suspects)
    yield "已驳回", len(sorted_.rejected)
    yield "未能核实的链接", len(facts.unverified_targets)
    yield "读取网页数", facts.pages
    yield "发出请求数", facts.fetched
    yield "涉及链接数", facts.links
    yield "监测时间点", f"{wording.china_time(facts.observed_at)}（北京时间）"
    yield "打印时间", f"{wording.china_time(printed_at)}（北京时间）"
    yield "指标体系", f"{facts.rulebook.title}（{facts.rulebook.document}）"
    yield "指标体系校验码", score.rulebook_digest[:12]


def _units(facts: NightFacts) -> Iterator[Row]:
    for u in facts.judgement.score.units:
        rate = Share(Decimal(u.on_time) / u.due) if u.due else wording.NOT_APPLICABLE
        unit = u.unit or wording.NO_UNIT
        yield unit, rate, u.on_time, u.due, u.stale, u.soon, u.not_judged, u.exempt, u.findings


def _columns(facts: NightFacts) -> Iterator[Row]:
    for c in column_lines(facts.judgement.columns):
        path = f"{c.path}（待确认）" if c.inferred else c.path
        newest = Address(c.newest_url, c.newest_title) if c.newest_url else c.newest_title
        yield (
            *(c.word, Address(c.url, path), c.unit, c.kind, c.limit, c.newest_on),
            *(c.deadline_on, c.days_left, c.idle_days, c.items, c.reason),
            *(newest, c.limit_source, Address(c.url)),
        )


def _week_heads(facts: NightFacts) -> str:
    return " ".join(f"{on:%m-%d}当周10" for on in week_starts(facts.night_on))


def _weeks(facts: NightFacts) -> Iterator[Row]:
    for state in sorted_states(facts.judgement.columns):
        weeks = state.weeks or (None,) * WEEKS
        yield (
            *(Address(state.column.url, state.column.path), state.unit or wording.NO_UNIT),
            column_lines([state])[0].word,
            *(UNKNOWN if count is None else count for count in weeks),
        )


def _dead(sorted_: Sorted) -> Iterator[Row]:
    for dead in sorted_.dead:
        line = dead.line
        yield (
            *(Address(line.subject), dead.outcome, dead.status, dead.kind),
            *("是" if dead.home else "否", line.unit, len(line.places), dead.nights),
            *(line.first_seen_on, line.standing, line.review),
        )


def _dead_places(sorted_: Sorted) -> Iterator[Row]:
    for dead in sorted_.dead:
        for place in dead.line.places:
            yield (
                *(Address(dead.line.subject), Address(place.page), place.text),
                *(wording.position_name(place.position), dead.line.unit, dead.outcome),
            )


def _others(sorted_: Sorted) -> Iterator[Row]:
    for line in sorted_.others:
        yield _problem("发现问题", line)
    for line in sorted_.suspects:
        yield _problem("待复核", line)
    for line in sorted_.rejected:
        yield _problem("已驳回", line)


def _problem(nature: str, line: FindingLine) -> Row:
    return (
        *(nature, line.title, _subject(line), line.message, line.unit),
        *(line.first_seen_on, line.standing),
        Address(line.places[0].page) if line.places else None,
        line.review,
    )


def _shots(sorted_: Sorted) -> Iterator[Row]:
    dead = (dead.line for dead in sorted_.dead)
    for line in (*dead, *sorted_.others, *sorted_.suspects, *sorted_.unjudged, *sorted_.rejected):
        picture = line.picture
        if picture is not None:
            yield (
                *(line.title, _subject(line), line.message, picture.file, Address(picture.page)),
                *(wording.china_time(picture.taken_at), picture.sha256),
            )


def _subject(line: FindingLine) -> Address:
    return Address(line.subject, line.name)


def _unverified(facts: NightFacts, sorted_: Sorted) -> Iterator[Row]:
    for target in facts.unverified_targets:
        yield (
            *(wording.LINK_KIND_NAMES[target.kind], Address(target.url), target.outcome.sentence),
            *(target.status, Address(target.places[0].page) if target.places else None),
            len(target.places),
        )
    for line in (*sorted_.unjudged, *sorted_.crashed):
        page = Address(line.places[0].page) if line.places else None
        yield line.title, _subject(line), line.message, None, page, len(line.places)


def _steps(facts: NightFacts) -> Iterator[Row]:
    for step in facts.judgement.score.steps:
        yield (
            *(wording.indicator_kind(step.kind), step.group, step.name),
            *(VERDICT_NAMES[step.verdict], step.text, step.points, step.lost),
            *(Share(step.judged_share), "是" if step.verified else "否"),
        )
