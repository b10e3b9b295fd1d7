"""Spot checking 双随机抽查: the lists, the sheet to fill in, and the results read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from extract.form_book import read_form, refuse
from extract.register_rows import Faults, Row
from model.decision_sheets import SPOT_CHECKS
from model.errors import CaseError, RegisterError
from model.register_form import tidy
from model.site import Register
from model.spot_check import (
    COLUMNS,
    SITES,
    SPOT_RESULT_NAMES,
    Reviewer,
    SpotCheck,
    SpotFinding,
    SpotResult,
    Thing,
)
from scheduler.reviewing import read_bytes

_NUMBER = re.compile(r"([1-9]\d{0,8})-([1-9]\d{0,5})")


def things_of(register: Register) -> tuple[Thing, ...]:
    """Return every site and every column that can be drawn."""
    units = {site.code: site.unit for site in register.sites}
    sites = (Thing(SITES, s.code, s.name, s.home_url, s.unit) for s in register.sites)
    columns = (
        Thing(COLUMNS, c.url, c.path, c.url, c.unit or units.get(c.site_code, ""))
        for c in register.columns
    )
    return (*sites, *columns)


def read_reviewers(file: Path) -> tuple[Reviewer, ...]:
    """Read the list of reviewers: one a line, the name, then the unit after a comma.

    Raises RegisterError for a file that is no text, an empty list or a name given twice.
    """
    try:
        text = read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise RegisterError(f"{file.name} 不是 UTF-8 文本，请另存为 UTF-8") from cause
    reviewers = []
    for line in text.splitlines():
        name, _, unit = line.replace("，", ",").partition(",")
        if tidy(name) and not tidy(name).startswith("#"):
            reviewers.append(Reviewer(tidy(name), tidy(unit)))
    names = [reviewer.name for reviewer in reviewers]
    double = next((name for name in names if names.count(name) > 1), "")
    if double:
        raise RegisterError(f"{file.name} 里“{double}”出现两次，同名的请加注区别")
    if not reviewers:
        raise RegisterError(f"{file.name} 里没有检查人员，应每行一人，写成“姓名，所在单位”")
    return tuple(reviewers)


def outsiders(reviewers: Iterable[Reviewer], register: Register) -> tuple[str, ...]:
    """Return the reviewers whose unit is not in the register, so that none of its things is theirs.

    Raises CaseError for a unit written shorter than in the register: 区数据局 would not be kept
    from what 云湖区数据局 answers for.
    """
    known = [unit.name for unit in register.units]
    strangers = []
    for reviewer in reviewers:
        if reviewer.unit in known:
            continue
        strangers.append(reviewer.name)
        for name in known if reviewer.unit else ():
            if name.startswith(reviewer.unit) or name.endswith(reviewer.unit):
                raise CaseError(
                    f"检查人员“{reviewer.name}”所在单位“{reviewer.unit}”与名录中的“{name}”"
                    "写法不一致，无法判断是否应当回避，请按名录写全称"
                )
    return tuple(strangers)


def spot_rows(
    check: SpotCheck, results: Mapping[tuple[int, str], SpotFinding]
) -> list[list[str | date]]:
    """Return the sheet's rows: one a thing and reviewer, with what is already known."""
    rows: list[list[str | date]] = []
    for drawn in check.draws:
        thing = drawn.thing
        for reviewer in drawn.reviewers or ("",):
            known = results.get((drawn.number, reviewer))
            said: list[str | date] = ["", "", ""]
            if known is not None:
                said = [SPOT_RESULT_NAMES[known.result], known.text, known.checked_on]
            number = f"{check.id}-{drawn.number}"
            given = [number, thing.kind, thing.name, thing.address, thing.unit, reviewer]
            rows.append([*given, *said])
    return rows


def read_results(file: Path, checks: Iterable[SpotCheck]) -> tuple[SpotFinding, ...]:
    """Read a filled-in sheet; RegisterError names every fault row by row."""
    faults = Faults(sheets=(SPOT_CHECKS,))
    known = {check.id: check for check in checks}
    rows = read_form(read_bytes(file), file.name, (SPOT_CHECKS,), faults).get(SPOT_CHECKS.part, ())
    found = [one for row in rows if (one := _result(row, known, faults)) is not None]
    refuse(file.name, "抽查表", faults)
    if not found:
        raise RegisterError(f"{file.name} 没有填写任何检查结果，未导入任何内容")
    return tuple(found)


def _result(row: Row, known: Mapping[int, SpotCheck], faults: Faults) -> SpotFinding | None:
    result, day = row.values.get("result"), row.values.get("checked_on")
    text, reviewer = row.texts.get("text", ""), row.texts.get("reviewer", "")
    if not isinstance(result, SpotResult):
        if "result" not in row.texts and (text or day):
            row.fault(faults, "result", "没有填检查结果，请从列表中选一项")
        return None
    number = _NUMBER.fullmatch(row.texts.get("number", ""))
    check = known.get(int(number[1])) if number else None
    drawn = (
        next((d for d in check.draws if number and d.number == int(number[2])), None)
        if (check)
        else None
    )
    if check is None or drawn is None:
        row.fault(faults, "number", "没有这个抽查序号，请勿改动灰底各栏")
    elif reviewer not in drawn.reviewers:
        row.fault(faults, "reviewer", "不是抽到的检查人员，请勿改动灰底各栏")
    elif not isinstance(day, date):
        row.fault(faults, "checked_on", "填了检查结果，须写明检查日期")
    elif result is not SpotResult.GOOD and not text:
        row.fault(faults, "text", f"结果为“{SPOT_RESULT_NAMES[result]}”时必填，请写明情况")
    else:
        return SpotFinding(
            spot_check=check.id,
            number=drawn.number,
            reviewer=reviewer,
            result=result,
            text=text,
            checked_on=day,
        )
    return None


def require_seed(seed: str) -> str:
    """Return the published seed, tidy; CaseError where it is too short to be one."""
    text = tidy(seed)
    if len(text) < 6:
        raise CaseError(
            "种子（--seed）太短：请用事先公布、事后人人可查的一串字，如某日彩票开奖号码或收盘指数"
        )
    return text


def stamp(moment: datetime) -> datetime:
    """Return a moment to the second."""
    return moment.replace(microsecond=0)
