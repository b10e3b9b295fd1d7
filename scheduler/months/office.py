"""What the office and the units do on one day of the script, with the commands of every day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from demo import words as w
from demo.problems import PROBLEMS
from demo.quarter import Quarter
from demo.rounds import CHIEF, CLERK, DECISIONS, DESK, HEAD, REPLIES, Act, Decision, Fault, Reply
from demo.timetable import Mark
from model.case import CASE_STATE_NAMES, CaseState, ReplyKind
from model.errors import JobFailed
from scheduler.months.clerk import Clerk
from scheduler.months.sheets import Answer, fill, strange

SHEETS = "来件"
"""The folder of the sheets that came back from the units."""


@dataclass(slots=True, kw_only=True)
class Office:
    """The office of the invented district, day by day."""

    quarter: Quarter
    base_urls: dict[str, str]
    clerk: Clerk
    refused: list[str] = field(default_factory=list)  # the sentences about wrong sheets
    imported: int = 0

    def works(self, mark: Mark, *, after_night: bool) -> None:
        """Do everything that a day's script says, then write letters if there was a night."""
        self.clerk.day = self.quarter.table.day(mark)
        for reply in (r for r in REPLIES if r.day == mark):
            self._takes_in(reply)
        for decision in (d for d in DECISIONS if d.day == mark):
            self._decides(decision)
        if after_night and mark >= DESK.from_:
            self._writes(mark)

    def number(self, name: str) -> int:
        """Return the number of the newest case of a problem; JobFailed when it has none."""
        return int(self._case(name, self._listed())["id"])

    def _key(self, name: str) -> tuple[str, str, str]:
        problem = PROBLEMS[name]
        return problem.key(self.quarter.items, self.base_urls[problem.site])

    def _listed(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.clerk.reads("cases", "list", "--all")
        return listed

    def _case(self, name: str, listed: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the newest case of a problem among those listed; JobFailed when it has none."""
        key = self._key(name)
        found = [c for c in listed if (c["site"], c["check"], c["subject"]) == key]
        if not found:
            raise JobFailed(f"{self.clerk.day} 还没有预设的整改事项：{key}")
        return found[-1]

    def _decides(self, decision: Decision) -> None:
        said = ("--by", CHIEF, "--reason", decision.reason)
        if decision.act in {Act.CONFIRM_SUSPECT, Act.REJECT}:
            word = "confirm" if decision.act is Act.CONFIRM_SUSPECT else "reject"
            self.clerk.does("review", word, *map(self._finding, decision.names), *said)
            return
        numbers = [self.number(name) for name in decision.names]
        match decision.act:
            case Act.EXTEND if decision.until is not None:
                until = self.quarter.table.day(decision.until)
                self.clerk.does("cases", "extend", *numbers, "--until", until, *said)
            case Act.MOVE:
                self.clerk.does("cases", "move", *numbers, "--unit", decision.unit, *said)
            case Act.SEND_BACK:
                self.clerk.does("cases", "send-back", *numbers, *said)
            case Act.CLOSE:
                self.clerk.does("cases", "close", *numbers, *said)
            case Act.CIRCULATE:
                self.clerk.does("letters", "draft", "--circular")

    def _finding(self, name: str) -> str:
        """Return the fingerprint of a problem's finding in the newest night."""
        key = self._key(name)
        for found in self.clerk.reads("review", "list", "--all"):
            if (found["site"], found["check"], found["subject"]) == key:
                return str(found["fingerprint"])
        raise JobFailed(f"{self.clerk.day} 没有预设的问题：{key}")

    def _writes(self, mark: Mark) -> None:
        """Confirm what is new, draft, and take every draft to its unit."""
        aside = {self._key(name) for name in DESK.unconfirmed.get(mark, ())}
        wanted = {self._key(name) for name in PROBLEMS} - aside
        state = CASE_STATE_NAMES[CaseState.FOUND]
        found = self.clerk.reads("cases", "list", "--state", state)
        fresh = [c["id"] for c in found if (c["site"], c["check"], c["subject"]) in wanted]
        if fresh:
            self.clerk.does("cases", "confirm", *fresh, "--by", CLERK)
        if fresh or any(d.day == mark for d in DECISIONS):  # else the night's own drafts stand
            self.clerk.does("letters", "draft")
        listed = self.clerk.reads("letters", "list")
        drafts = [letter["id"] for letter in listed if letter["state"] == "draft"]
        for number in drafts:
            self.clerk.does("letters", "review", number, "--by", HEAD)
            self.clerk.does("letters", "approve", number, "--by", CHIEF)
            if mark != DESK.unissued:
                self.clerk.does("letters", "issue", number, "--by", CHIEF)
        if drafts and mark != DESK.unissued:
            self.clerk.does("letters", "send", *drafts, "--by", CLERK)

    def _takes_in(self, reply: Reply) -> None:
        """Import a unit's sheets, one for each letter it answers; a wrong one comes twice."""
        if reply.fault is not None:
            wrong = self._spoilt(reply)
            self.clerk.notes(f"{reply.unit}退回的整改反馈表有误")
            said = self.clerk.is_refused("cases", "import", wrong, "--by", CLERK)
            self.refused.append(f"{reply.unit}：{said}")
        for letter, answers in self._answers(reply).items():
            sheet = self._sheet(reply.unit, letter)
            filled = fill(sheet, answers, self._incoming(reply.unit, letter), _who(reply.unit))
            self.clerk.does("cases", "import", filled, "--by", CLERK)
            self.imported += 1

    def _answers(self, reply: Reply) -> dict[str, list[Answer]]:
        """Return the answers of a unit by the letter whose sheet they stand in."""
        table, by_letter = self.quarter.table, dict[str, list[Answer]]()
        listed = self._listed()
        for name, kind in reply.rows.items():
            case = self._case(name, listed)
            asked = kind is ReplyKind.MORE_TIME and reply.until is not None
            answer = Answer(
                case=case["id"],
                kind=kind,
                text=reply.text,
                done_on=self.clerk.day if kind is ReplyKind.DONE else None,
                until_on=table.day(reply.until) if asked and reply.until else None,
            )
            by_letter.setdefault(case["letter"], []).append(answer)
        return by_letter

    def _spoilt(self, reply: Reply) -> Path:
        """Write the sheet as it came in first, with its fault; return its path."""
        letter, answers = next(iter(self._answers(reply).items()))
        first = answers[0]
        match reply.fault:
            case Fault.STRANGE:
                return strange(self._incoming(reply.unit, "值班表"))
            case Fault.CLOSED:
                case = self._case(reply.closed, self._listed())
                letter, first = case["letter"], _with_case(first, case["id"])
            case Fault.NUMBER:
                first = _with_number(first, f"{first.case}号")
            case _:
                first = _later(first)
        target = self._incoming(reply.unit, f"{letter}-有误")
        return fill(self._sheet(reply.unit, letter), [first], target, _who(reply.unit))

    def _sheet(self, unit: str, letter: str) -> Path:
        """Return the empty sheet that left with a letter."""
        folder = self.clerk.root / "out" / "letters"
        found = [p for p in folder.rglob("*.xlsx") if p.name.startswith(f"{letter}-")]
        if len(found) != 1:
            raise JobFailed(f"{unit}的函件 {letter} 没有随附整改反馈表")
        return found[0]

    def _incoming(self, unit: str, what: str) -> Path:
        name = f"{self.clerk.day}-{w.SHORT[unit]}-{what}.xlsx"
        return self.clerk.root / SHEETS / name


def _who(unit: str) -> str:
    return f"{w.SHORT[unit]}联络员"


def _with_case(answer: Answer, number: int) -> Answer:
    return Answer(case=number, kind=answer.kind, text=answer.text, done_on=answer.done_on)


def _with_number(answer: Answer, number: str) -> Answer:
    return Answer(
        case=answer.case, kind=answer.kind, text=answer.text, done_on=answer.done_on, number=number
    )


def _later(answer: Answer) -> Answer:
    if answer.done_on is None:
        raise JobFailed("预设的反馈没有完成日期，无法填错")
    day = answer.done_on + timedelta(days=30)
    return Answer(case=answer.case, kind=answer.kind, text=answer.text, done_on=day)
