"""Inventory book 域名情况表: everything about the inventory as a spreadsheet, a sheet a topic.

Reads   EstateReport and the checks' Chinese titles
Gives   the bytes of an .xlsx; same facts and same printing time, same bytes
Never   leaves out a row that the printed page only counts; is not imported (domain_form.py is)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook

from model.clock import china_day
from model.domain import unicode_name
from model.domain_fact import FACT_NAMES, FactKind
from model.domain_sheet import DOMAINS
from model.estate_report import HEALTH_NAMES, EstateReport, Health
from reports.domain_form import shown
from reports.estate_lines import (
    change_lines,
    closing_lines,
    finding_lines,
    gone_lines,
    unlisted_lines,
)
from reports.estate_report import notices
from reports.estate_words import fact_said
from reports.sheet import Head, Value, add_table, heads_of
from reports.zip_bytes import repack

Row = tuple[Value, ...]
_LEFT_OUT = frozenset({FactKind.PAGE_V4, FactKind.PAGE_V6})  # of use to the program only
_FIRST = (
    FactKind.WEB,
    FactKind.A,
    FactKind.AAAA,
    FactKind.TLS_TRUST,
    FactKind.TLS_EXPIRES,
    FactKind.FINAL_HOST,
    FactKind.TITLE,
    FactKind.ICP,
    FactKind.NEWEST,
    FactKind.REGISTRY_EXPIRES,
)
_KINDS = (*_FIRST, *(kind for kind in FactKind if kind not in _LEFT_OUT.union(_FIRST)))
_WIDE = frozenset({FactKind.TITLE, FactKind.HOPS, FactKind.TLS_NAMES, FactKind.ORGANIZER})


def render(facts: EstateReport, *, printed_at: datetime, titles: Mapping[str, str]) -> bytes:
    """Return the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_table(
        book,
        "概况",
        (Head("项目", 22), Head("内容", 80)),
        _overview(facts, china_day(printed_at)),
        left=True,
    )
    findings = finding_lines(facts, titles) + gone_lines(facts, titles)
    add_table(
        book,
        "问题",
        heads_of("性质10 检查项目20 域名30 情况60 持有单位24 首次发现12 本期新增10"),
        [
            (
                line.word,
                line.title,
                line.subject,
                line.message,
                line.unit,
                "" if line.word == "已消除" else line.first_on,
                "是" if line.new else "",
            )
            for line in findings
        ],
    )
    add_table(
        book,
        "登记情况",
        (
            Head("域名", 28),
            Head("状态", 12),
            *(Head(f.heading, f.width) for f in DOMAINS.fields[1:]),
        ),
        [
            (
                domain.shown,
                HEALTH_NAMES[facts.health[domain.name]],
                *(shown(domain, field) for field in DOMAINS.fields[1:]),
            )
            for domain in facts.domains
        ],
        printed=12,
    )
    add_table(
        book,
        "监测情况",
        (
            Head("域名", 30),
            Head("监测日期", 12),
            *(Head(FACT_NAMES[kind], 30 if kind in _WIDE else 18) for kind in _KINDS),
        ),
        _facts(facts),
        printed=2 + len(_FIRST),
    )
    add_table(
        book,
        "单位分布",
        (Head("持有单位", 30), *(Head(HEALTH_NAMES[h], 12) for h in Health), Head("合计", 8)),
        [
            (unit.unit or "未填写", *(unit.counts[h] for h in Health), unit.total)
            for unit in facts.units
        ],
    )
    add_table(
        book,
        "共用平台",
        heads_of("地址40 域名数8 单位数8 域名60 单位50"),
        [
            (
                "、".join(each.addresses),
                len(each.names),
                len(each.units),
                "、".join(unicode_name(name) for name in each.names),
                "、".join(each.units),
            )
            for each in facts.platforms
        ],
    )
    add_table(
        book,
        "关停注销",
        heads_of("域名30 持有单位24 处置意见10 完成期限12 是否逾期10 已办步骤60 待办50"),
        [
            (
                line.name,
                line.unit,
                line.plan,
                line.target_on,
                "逾期" if line.overdue else "",
                line.done,
                line.missing,
            )
            for line in closing_lines(facts)
        ],
    )
    add_table(
        book,
        "本期变化",
        heads_of("日期12 域名30 项目16 原为40 现为40 来源10"),
        [
            (line.on, line.name, line.heading, line.before, line.after, line.source)
            for line in change_lines(facts)
        ],
    )
    add_table(
        book,
        "未登记域名",
        heads_of("域名30 见于24 位置60 首次见到12 最近见到12"),
        [
            (line.name, line.sources, line.detail, line.first_on, line.last_on)
            for line in unlisted_lines(facts)
        ],
    )
    out = BytesIO()
    book.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _overview(facts: EstateReport, printed_on: date) -> Iterator[Row]:
    for line in notices(facts, printed_on):
        yield "请先注意", line
    yield "截至日期", facts.until
    yield "变化自何日起统计", facts.since
    yield "登记域名", len(facts.domains)
    for health, name in HEALTH_NAMES.items():
        yield f"其中{name}", facts.count(health)
    yield "发现问题", facts.problems
    yield "疑似问题", len(facts.findings) - facts.problems
    yield "本期已消除", len(facts.gone)
    yield "未登记的域名", len(unlisted_lines(facts))
    if facts.rulebook:
        yield "判定依据", facts.rulebook


def _facts(facts: EstateReport) -> Iterator[Row]:
    for domain in facts.domains:
        known = facts.facts.get(domain.name, {})
        looked = max((fact.at for fact in known.values()), default=None)
        yield (
            domain.shown,
            china_day(looked) if looked else None,
            *(fact_said(known.get(kind)) for kind in _KINDS),
        )
