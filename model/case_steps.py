"""The steps of a case 整改事项: which may follow which. Pure; each returns the case after it.

Every step raises CaseError, one Chinese sentence, where it may not be taken.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from model.case import (
    CASE_STATE_NAMES,
    OPEN_STATES,
    REPLY_KIND_NAMES,
    WITH_UNIT,
    Case,
    CaseStage,
    CaseState,
    ReplyKind,
)
from model.errors import CaseError

MONITOR = "巡检"
"""Who acts when the program itself looked."""

_NOT_SENT = frozenset({CaseState.FOUND, CaseState.CONFIRMED})


def confirm(case: Case, on: date, who: str) -> Case:
    """Take it for real: a named person has looked."""
    _require(case, {CaseState.FOUND}, "确认")
    who = _named(who, "确认人")
    return replace(case, state=CaseState.CONFIRMED, confirmed_on=on, confirmed_by=who)


def send(case: Case, on: date, letter: str, deadline_on: date) -> Case:
    """Take it to its unit by an issued letter.

    A later letter presses: it sets a new day, but what is closed by that is still late.
    """
    _require(case, {CaseState.CONFIRMED, CaseState.SENT, CaseState.SENT_BACK}, "转办")
    if deadline_on < on:
        raise CaseError(f"整改事项 {case.id} 的整改期限 {deadline_on} 早于转办日期 {on}")
    if case.sent_on is not None:
        return replace(case, letter=letter, pressed_until_on=deadline_on)
    return replace(case, state=CaseState.SENT, sent_on=on, letter=letter, deadline_on=deadline_on)


def answer(
    case: Case, on: date, who: str, kind: ReplyKind, text: str, files: tuple[str, ...] = ()
) -> Case:
    """Take in a unit's reply; only 已整改 asks for a recheck, the others for a decision."""
    _require(case, WITH_UNIT, "反馈")
    who = _named(who, "反馈人")
    said = f"{REPLY_KIND_NAMES[kind]}：{text}" if text else REPLY_KIND_NAMES[kind]
    told = replace(case, answered_by=who, answer=said, answer_files=(*case.answer_files, *files))
    match kind:
        case ReplyKind.DONE:
            return replace(told, state=CaseState.ANSWERED, answered_on=on, asked="")
        case ReplyKind.UNDER_WAY:
            return told
        case ReplyKind.MORE_TIME | ReplyKind.NOT_OURS:
            return replace(told, asked=said)


def found_fixed(case: Case, night_on: date) -> Case:
    """Close it: the monitor looked and the problem is gone."""
    _require(case, OPEN_STATES, "办结")
    reason = f"{night_on} 复查，问题已消除"
    if case.state in _NOT_SENT:
        reason = f"转办前已消除（{night_on} 复查）"
    elif case.answered_on is None:
        reason = f"{reason}，单位未反馈{'完成' if case.answer else ''}"
    return replace(
        case,
        state=CaseState.CLOSED,
        checked_on=night_on,
        closed_on=night_on,
        closed_by=MONITOR,
        reason=reason,
        asked="",
    )


def found_unfixed(case: Case, night_on: date) -> Case:
    """Send it back: the unit says it is done, and the monitor still sees it."""
    _require(case, {CaseState.ANSWERED}, "退回")
    reason = f"{night_on} 复查，问题仍然存在"
    return replace(case, state=CaseState.SENT_BACK, checked_on=night_on, reason=reason)


def close(case: Case, on: date, who: str, reason: str) -> Case:
    """Close it by a named person's decision, with a reason."""
    _require(case, OPEN_STATES, "办结")
    who, reason = _named(who, "决定人"), _named(reason, "理由")
    closed = replace(case, state=CaseState.CLOSED, closed_on=on, closed_by=who, reason=reason)
    return replace(closed, asked="")


def send_back(case: Case, who: str, reason: str) -> Case:
    """Send it back by a named person's decision: the answer does not do."""
    _require(case, {CaseState.ANSWERED}, "退回")
    who, reason = _named(who, "决定人"), _named(reason, "理由")
    return replace(case, state=CaseState.SENT_BACK, reason=f"{reason}（{who}）")


def extend(case: Case, until_on: date, approver: str, reason: str) -> Case:
    """Give the unit more time; approver and reason are part of the record."""
    _require(case, WITH_UNIT, "延期")
    approver, reason = _named(approver, "批准人"), _named(reason, "理由")
    if case.deadline_on is not None and until_on <= case.deadline_on:
        raise CaseError(f"整改事项 {case.id} 的期限已是 {case.deadline_on}，延期须晚于该日")
    return replace(case, deadline_on=until_on, asked="", reason=f"延期：{reason}（{approver}批准）")


def move(case: Case, unit: str, who: str, reason: str, known: Collection[str]) -> Case:
    """Give it to the unit it belongs to; it is sent anew, the trace stays in the log."""
    _require(case, OPEN_STATES, "改派")
    who, reason = _named(who, "决定人"), _named(reason, "理由")
    if unit not in known:
        raise CaseError(f"名录里没有单位“{unit}”，请先在名录的单位表里登记，或改正名称")
    if unit == case.unit:
        raise CaseError(f"整改事项 {case.id} 本来就由{unit}负责，不需改派")
    state = CaseState.FOUND if case.state is CaseState.FOUND else CaseState.CONFIRMED
    return replace(
        case,
        unit=unit,
        state=state,
        stage=CaseStage.NORMAL,
        sent_on=None,
        letter="",
        deadline_on=None,
        pressed_until_on=None,
        answered_on=None,
        answered_by="",
        answer="",
        answer_files=(),
        asked="",
        supervised_on=None,
        circulated_on=None,
        circular="",
        reason=f"由{case.unit}改派：{reason}（{who}）",
    )


def withdraw(case: Case, on: date, who: str, reason: str) -> Case:
    """Take it back: it was no problem of this unit; it counts in no rate."""
    _require(case, OPEN_STATES, "撤销")
    who, reason = _named(who, "决定人"), _named(reason, "理由")
    withdrawn = replace(case, state=CaseState.WITHDRAWN, closed_on=on, closed_by=who)
    return replace(withdrawn, reason=reason, asked="")


def escalate(case: Case, on: date, stage: CaseStage, number: str = "") -> Case:
    """Raise it: a 督办函 was issued, or a circular of this number; both name it.

    A case once circulated stays so when it is supervised; every later circular names it anew.
    """
    _require(case, WITH_UNIT, "督办或通报")
    if stage is CaseStage.CIRCULATED:
        return replace(case, stage=stage, circulated_on=on, circular=number)
    if stage is CaseStage.SUPERVISED and case.supervised_on is None:
        kept = case.stage if case.stage is CaseStage.CIRCULATED else stage
        return replace(case, stage=kept, supervised_on=on)
    return case


def _require(case: Case, states: Collection[CaseState], act: str) -> None:
    if case.state not in states:
        raise CaseError(f"整改事项 {case.id} 目前为“{CASE_STATE_NAMES[case.state]}”，不能{act}")


def _named(text: str, what: str) -> str:
    if not text.strip():
        raise CaseError(f"请写明{what}，这一步要留痕")
    return text.strip()
