"""Entering 人工录入: what may be entered for which row, by command or from a filled-in sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from checks.scoring import in_scope
from extract.form_book import read_form, refuse
from extract.register_rows import Faults, Row
from model.decision_sheets import ENTRIES
from model.entry import ENTRY_NAMES, HOLDS, Entry, EntryResult, holding
from model.errors import CaseError, RegisterError
from model.rulebook import Indicator, Kind, Rulebook
from model.site import Register, Site
from scheduler.reviewing import read_bytes


def enterable(rulebook: Rulebook, site: Site) -> tuple[Indicator, ...]:
    """Return the rows for which staff may enter values: those no check judges, and those in part.

    A row that the program judges alone is corrected by a review, not by an entry.
    """
    return tuple(
        row for row in rulebook.indicators if in_scope(row, site) and not _by_machine_alone(row)
    )


def make_entry(
    rulebook: Rulebook,
    site: Site,
    indicator: str,
    result: EntryResult,
    *,
    points: Decimal | None,
    text: str,
    proof: str,
    who: str,
    at: datetime,
    from_on: date,
    until_on: date | None,
) -> Entry:
    """Return the entry; CaseError, one Chinese sentence, where it may not be made."""
    for word, value in (("录入人", who), ("核查情况", text), ("依据", proof)):
        if not value.strip():
            raise CaseError(f"请写明{word}，人工录入要留痕、有据可查")
    if until_on is not None and until_on < from_on:
        raise CaseError(f"有效期 {until_on} 早于起始日期 {from_on}，请改正日期")
    if result is EntryResult.NOT_APPLICABLE:
        _check_heading(rulebook, indicator, points)
    else:
        points = _points(_row(rulebook, site, indicator), result, points)
    return Entry(
        site_code=site.code,
        indicator=indicator,
        result=result,
        points=points,
        text=text.strip(),
        proof=proof.strip(),
        who=who.strip(),
        at=at,
        from_on=from_on,
        until_on=until_on or HOLDS.after(from_on),
    )


def number(text: str) -> Decimal | None:
    """Return points as typed, None for an empty text; CaseError for anything but a number ≥ 0."""
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation as cause:
        raise CaseError(f"“{text}”不是分数，应写成 2 或 0.5 这样的数字") from cause
    if not value.is_finite() or value < 0:
        raise CaseError(f"“{text}”不是分数，应为不小于 0 的数字")
    return value


def _row(rulebook: Rulebook, site: Site, indicator: str) -> Indicator:
    row = rulebook.indicator(indicator)
    if row is None:
        raise CaseError(
            f"指标体系 {rulebook.id} 没有编号为 {indicator} 的指标，"
            f"用 xunjian rulebook explain {rulebook.id} 查看"
        )
    if not in_scope(row, site):
        raise CaseError(f"指标 {indicator}（{row.name}）不适用于{site.name}，不需录入")
    if _by_machine_alone(row):
        raise CaseError(
            f"指标 {indicator}（{row.name}）由程序判定；认为判得不对的，请用 xunjian review 复核"
        )
    return row


def _by_machine_alone(row: Indicator) -> bool:
    return row.checkable == "F" and bool(row.checks)


def _check_heading(rulebook: Rulebook, group: str, points: Decimal | None) -> None:
    if group not in rulebook.rescale:
        allowed = "、".join(rulebook.rescale) or "（无）"
        raise CaseError(
            f"“{group}”不能整体不适用：指标体系 {rulebook.id} 只允许这些一级指标不适用：{allowed}"
        )
    if points is not None:
        raise CaseError("不适用的一级指标没有扣分，请不要填分数")


def _points(row: Indicator, result: EntryResult, points: Decimal | None) -> Decimal | None:
    named = f"指标 {row.id}（{row.name}）"
    if (result is EntryResult.BONUS) != (row.kind is Kind.BONUS):
        raise CaseError(f"{named}{'只能录入加分' if row.kind is Kind.BONUS else '不是加分指标'}")
    charged = result is EntryResult.BONUS or (
        result is EntryResult.PROBLEM and row.kind is Kind.DEDUCTION and row.points is not None
    )
    if not charged:
        if points is not None:
            raise CaseError(f"{named}录入“{ENTRY_NAMES[result]}”时没有分数，请不要填分数")
        return None
    most = row.points if row.cap is None else row.cap
    if points is None or points == 0:
        raise CaseError(f"{named}须写明{'加' if result is EntryResult.BONUS else '扣'}多少分")
    if most is not None and points > most:
        raise CaseError(f"{named}最多{most.normalize():f}分，现为{points.normalize():f}分")
    return points


def entry_rows(
    rulebook: Rulebook, sites: Iterable[Site], entries: Iterable[Entry], on: date
) -> list[list[str | date]]:
    """Return the rows of the sheet to fill in: one a site and row that waits for staff."""
    everything = tuple(entries)
    rows: list[list[str | date]] = []
    for site in sites:
        known = holding(everything, site.code, on)
        for row in enterable(rulebook, site):
            worth = "" if row.points is None else f"{row.points.normalize():f}"
            now = _now(known, row.id)
            given = [site.code, row.id, row.name, row.threshold, worth, now]
            rows.append([*given, *[""] * (len(ENTRIES.fields) - len(given))])
        for group in rulebook.rescale if site.kind.value == "portal" else ():
            words = f"{group}整体不适用时填“不适用”，其余指标按比例折算"
            given = [site.code, group, group, words, "", _now(known, group)]
            rows.append([*given, *[""] * (len(ENTRIES.fields) - len(given))])
    return rows


def _now(known: Mapping[str, Entry], indicator: str) -> str:
    entry = known.get(indicator)
    if entry is None:
        return "尚未录入"
    return f"{ENTRY_NAMES[entry.result]}（{entry.who}，至 {entry.until_on}）"


def read_entries(
    file: Path, rulebook: Rulebook, register: Register, at: datetime, from_on: date
) -> tuple[Entry, ...]:
    """Read a filled-in sheet; RegisterError names every fault row by row."""
    faults = Faults(sheets=(ENTRIES,))
    rows = read_form(read_bytes(file), file.name, (ENTRIES,), faults).get(ENTRIES.part, ())
    entries = []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        entry = _entry(row, rulebook, register, at, from_on, faults)
        if entry is None:
            continue
        before = first.setdefault((entry.site_code, entry.indicator), row.number)
        if before != row.number:
            row.fault(faults, "indicator", f"与第 {before} 行是同一网站的同一指标，请只留一行")
        entries.append(entry)
    refuse(file.name, "人工录入表", faults)
    if not entries:
        raise RegisterError(f"{file.name} 没有填写任何结果，未导入任何内容")
    return tuple(entries)


_FILLED = ("points", "text", "proof", "who", "until_on")


def _entry(
    row: Row, rulebook: Rulebook, register: Register, at: datetime, from_on: date, faults: Faults
) -> Entry | None:
    result = row.values.get("result")
    if not isinstance(result, EntryResult):
        if "result" not in row.texts and any(name in row.texts for name in _FILLED):
            row.fault(faults, "result", "没有填结果，请从列表中选一项，或清空本行填写的内容")
        return None
    site = register.site(row.texts.get("site_code", ""))
    if site is None:
        row.fault(faults, "site_code", "名录里没有这个网站标识码，请勿改动灰底各栏")
        return None
    until = row.values.get("until_on")
    try:
        return make_entry(
            rulebook,
            site,
            row.texts.get("indicator", ""),
            result,
            points=number(row.texts.get("points", "")),
            text=row.texts.get("text", ""),
            proof=row.texts.get("proof", ""),
            who=row.texts.get("who", ""),
            at=at,
            from_on=from_on,
            until_on=until if isinstance(until, date) else None,
        )
    except CaseError as cause:
        row.fault(faults, "result", str(cause))
        return None
