"""Bulletin 通报: what the office tells all units about a quarter, as text to lay out.

Reads   RoundFacts and the checks' Chinese titles
Gives   headings, paragraphs and annex tables, the same for the page and the .docx
Never   names a problem that no person has confirmed or that its unit was never told of, and never
        takes a number by itself: that is the letter desk's act

Its parts follow published circulars: overall, problems with the units named, well-run units,
next steps, annexes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from model.case import Case
from model.period import RoundFacts
from model.period_count import well_run
from reports import wording
from reports.render import environment
from reports.round_book import GUIDE
from reports.round_lines import BasisLine, basis_lines, case_lines, rate_pairs, unit_lines
from reports.safe_text import one_line

QUARTERS = "一二三四"
_ANNEX = re.compile(r"(附件[1-9])")
MAX_NAMED = 8  # units named for one kind of problem; the annex has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One numbered part of the text."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One annex: a table, with the notes that stand under it."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]  # of the columns in mm; 156 in all, the text block's width
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """The whole text; its number and day are put in when a person issues it."""

    office: str
    title: str
    opening: str
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]
    signed_on: str
    number: str = ""  # 发文字号; "" in a draft

    def issued(self, number: str, signed_on: str, replaces: str = "") -> Bulletin:
        """Return the text as it leaves, saying which circular it puts right, if any."""
        parts = self.parts
        if replaces:
            said = f"本通报自印发之日起生效，此前的{replaces}同时作废。"
            last = replace(parts[-1], paragraphs=(*parts[-1].paragraphs, said))
            parts = (*parts[:-1], last)
        return replace(self, number=number, signed_on=signed_on, parts=parts)


def bulletin(facts: RoundFacts, *, printed_at: datetime, titles: Mapping[str, str]) -> Bulletin:
    """Write the text from the facts."""
    day = facts.night_on
    quarter = f"{day.year}年第{QUARTERS[(day.month - 1) // 3]}季度"
    return Bulletin(
        office=one_line(facts.office),
        title=f"关于{quarter}政府网站巡检情况的通报",
        opening=f"现将{quarter}（截至{wording.long_day(day)}）政府网站巡检和问题整改情况通报如下。",
        parts=(
            Part(heading="一、总体情况", paragraphs=_overall(facts)),
            Part(heading="二、存在的主要问题", paragraphs=_problems(facts, titles)),
            Part(heading="三、做得较好的单位", paragraphs=_well_run(facts)),
            Part(heading="四、下一步要求", paragraphs=_next(facts)),
        ),
        annexes=(_sites(facts), _units(facts), _cases(facts)),
        signed_on=wording.china_day(printed_at),
    )


def pack(text: Bulletin) -> str:
    """Return the text as JSON, to be kept with its draft."""
    return json.dumps(asdict(text), ensure_ascii=False, sort_keys=True)


def unpack(packed: str) -> Bulletin:
    """Return the text that was packed."""
    raw = json.loads(packed)
    parts = tuple(
        Part(heading=part["heading"], paragraphs=tuple(part["paragraphs"])) for part in raw["parts"]
    )
    annexes = tuple(
        Annex(
            title=annex["title"],
            headings=tuple(annex["headings"]),
            widths=tuple(annex["widths"]),
            rows=tuple(map(tuple, annex["rows"])),
            notes=tuple(annex["notes"]),
        )
        for annex in raw["annexes"]
    )
    return Bulletin(**(raw | {"parts": parts, "annexes": annexes}))


def render_html(text: Bulletin, *, printed_at: datetime, book: str = "") -> str:
    """Lay the text out as one self-contained page; `book` is the workbook beside a draft."""
    page = environment().get_template("bulletin.html")
    return page.render(
        text=text,
        paragraphs={part.heading: _linked(text, part) for part in text.parts},
        printed_at=printed_at,
        book=book,
        guide=GUIDE if book else (),
    )


def _linked(text: Bulletin, part: Part) -> list[list[tuple[str, str]]]:
    """Return each paragraph cut at every 附件N: pieces with the anchor they lead to, or ""."""
    cut = []
    for paragraph in part.paragraphs:
        pieces = []
        for piece in _ANNEX.split(paragraph):
            number = piece.removeprefix("附件") if _ANNEX.fullmatch(piece) else ""
            known = number and int(number) <= len(text.annexes)
            pieces.append((piece, f"annex-{number}" if known else ""))
        cut.append(pieces)
    return cut


def _overall(facts: RoundFacts) -> tuple[str, ...]:
    passes, rate = facts.confirmed_passes, facts.rate
    said = f"共巡检政府网站{len(facts.nights)}个（见附件1）。"
    if passes.concluded:
        share = wording.rate(passes.passed, passes.concluded)
        said += f"已作出结论的{passes.concluded}个，合格{passes.passed}个，合格率{share}。"
    if passes.partly:
        said += f"{passes.partly}个网站只判定了部分指标，不计入合格率。"
    if facts.unconfirmed_fails:
        said += f"{len(facts.unconfirmed_fails)}个网站的结论尚待人工复核，不计入合格率。"
    if passes.not_judged:
        said += f"{passes.not_judged}个网站因采集依据不足未判定，不计入合格率。"
    columns = "没有应更新的栏目，栏目达标率不适用。"
    if rate.due:
        share = wording.rate(rate.on_time, rate.due)
        columns = f"应更新栏目{rate.due}个，按时更新{rate.on_time}个，达标率{share}（见附件2）。"
    if rate.not_judged:
        columns += f"另有{rate.not_judged}个栏目未能判定，不计入。"
    pairs = "，".join(f"{name}{share}" for name, share in rate_pairs(facts.quarter_rates))
    cases = (
        f"目前已转办尚未办结的整改事项{len(facts.with_units)}件，"
        f"其中逾期{facts.overdue}件（见附件3）。"
    )
    waiting = len(facts.confirmed) - len(facts.with_units)
    if waiting:
        cases += f"另有{waiting}件已确认、尚未转办，不列入本通报。"
    if facts.cases_until_on:
        cases += f"整改情况截至{wording.long_day(facts.cases_until_on)}。"
    return said, columns, f"本季度整改事项{pairs}。{cases}"


def _problems(facts: RoundFacts, titles: Mapping[str, str]) -> tuple[str, ...]:
    if not facts.confirmed:
        return ("截至监测时间点，没有经人工确认且尚未办结的问题。",)
    if not facts.with_units:
        return ("截至监测时间点，经人工确认的问题尚未转办，不在此列明。",)
    by_check: dict[str, list[Case]] = {}
    for case in facts.with_units:
        by_check.setdefault(case.check, []).append(case)
    ordered = sorted(by_check.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        f"（{wording.ordinal(at)}）{titles.get(check, wording.UNNAMED_CHECK)}{len(cases)}件，"
        f"涉及{_named(cases)}。"
        for at, (check, cases) in enumerate(ordered, start=1)
    )


def _named(cases: list[Case]) -> str:
    units = Counter(case.unit or wording.NO_UNIT for case in cases)
    ordered = sorted(units.items(), key=lambda item: (-item[1], item[0]))
    said = "、".join(f"{one_line(unit)}（{number}件）" for unit, number in ordered[:MAX_NAMED])
    return said + (f"等{len(ordered)}个单位" if len(ordered) > MAX_NAMED else "")


def _well_run(facts: RoundFacts) -> tuple[str, ...]:
    units = [one_line(unit.unit) for unit in facts.units if unit.unit and well_run(unit)]
    if not units:
        return ("没有栏目全部按时更新且无待整改问题的单位。",)
    return (f"{'、'.join(units)}负责的栏目全部按时更新，未发现问题，也没有未办结的整改事项。",)


def _next(facts: RoundFacts) -> tuple[str, ...]:
    said = [
        "请有关单位对照附件逐项整改，按来函规定的期限反馈；确有困难的，应在到期前书面申请延期。"
    ]
    if facts.to_circulate:
        units = sorted({case.unit or wording.NO_UNIT for case in facts.to_circulate})
        names = "、".join(map(one_line, units))
        said.append(f"{names}的{len(facts.to_circulate)}件事项经督办仍未完成，请立即整改。")
    return tuple(said)


def _sites(facts: RoundFacts) -> Annex:
    lines = basis_lines(facts.nights, {night.site.code: "" for night in facts.nights})
    waiting = [night.site.code in facts.unconfirmed_fails for night in facts.nights]
    notes = ["标“※”的得分采用了尚未与官方原文核对的分值或标准，只供参考。"]
    return Annex(
        title="各网站巡检结论",
        headings=("序号", "网站", "结论", "得分", "合格线", "已判定占比", "指标体系"),
        widths=(12, 36, 20, 15, 15, 22, 36),
        rows=tuple(
            (
                *(str(at), one_line(line.name), "待人工复核" if unsure else line.grade),
                "—" if unsure else _points(line),
                "未设定" if line.pass_mark is None else wording.points(line.pass_mark),
                *(wording.share(line.coverage), line.rulebook),
            )
            for at, (line, unsure) in enumerate(zip(lines, waiting, strict=True), start=1)
        ),
        notes=(
            *(notes if any(line.unverified for line in lines) else ()),
            *(f"{one_line(line.name)}：{one_line(line.trouble)}" for line in lines if line.trouble),
        ),
    )


def _points(line: BasisLine) -> str:
    said = "不计分" if line.points is None else wording.points(line.points)
    return said + ("※" if line.unverified else "")


def _units(facts: RoundFacts) -> Annex:
    return Annex(
        title="各单位情况",
        headings=("序号", "责任单位", "应更新", "按时", "达标率", "未判定", "未办结", "逾期"),
        widths=(12, 54, 15, 13, 17, 15, 15, 15),
        rows=tuple(
            (
                *(str(at), one_line(line.name)),
                *(str(line.facts.rate.due), str(line.facts.rate.on_time), line.rate),
                str(line.facts.rate.not_judged),
                *(str(len(line.facts.open_cases)), str(line.facts.overdue)),
            )
            for at, line in enumerate(unit_lines(facts, {}), start=1)
        ),
    )


def _cases(facts: RoundFacts) -> Annex:
    proposed = {case.id for case in facts.to_circulate}
    lines = case_lines(facts.with_units, facts)
    return Annex(
        title="未办结整改事项",
        headings=("台账号", "责任单位", "栏目", "问题", "状态", "办理期限", "备注"),
        widths=(15, 25, 30, 34, 15, 22, 15),
        rows=tuple(
            (
                *(str(line.number), one_line(line.unit), one_line(line.column) or "—"),
                *(one_line(line.problem), line.state),
                line.last_day_on.isoformat() if line.last_day_on else "—",
                "督办后仍逾期" if line.number in proposed else "",
            )
            for line in lines
        ),
    )
