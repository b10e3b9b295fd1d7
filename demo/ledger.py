"""The written truth of the three months: the ledger, the letters and the rates, by hand.

Every day below is worked out from the rules in words, not by any code: five working days are a
week (a week and a day across the district's day off); a link counts from its third failing
night; a case answered during a day is looked at by a later night.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo import words as w
from demo.content import BaseUrls
from demo.problems import PROBLEMS
from demo.quarter import Quarter
from demo.timetable import Mark
from demo.truth import Expected
from model.case import CaseStage, CaseState
from model.finding import Verdict
from model.letter import ALL_UNITS, LetterKind

Key = tuple[str, str, str]  # site, check, subject
S, G, K = CaseState, CaseStage, LetterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One case as the ledger must show it after the last night."""

    name: str
    round: int = 1
    state: CaseState = S.CLOSED
    unit: str = ""  # where it is no longer the one the register names
    found: Mark
    confirmed: Mark | None = None
    sent: Mark | None = None
    deadline: Mark | None = None
    pressed: Mark | None = None
    answered: Mark | None = None
    supervised: Mark | None = None
    circulated: Mark | None = None
    closed: Mark | None = None

    @property
    def stage(self) -> CaseStage:
        """How far it was escalated."""
        if self.circulated:
            return G.CIRCULATED
        return G.SUPERVISED if self.supervised else G.NORMAL


_FIRST: dict[str, Any] = {"confirmed": (1, 2), "sent": (1, 2), "deadline": (1, 9)}
_PRESSED: dict[str, Any] = {**_FIRST, "supervised": (1, 10), "pressed": (1, 17)}


def _on_time(found: Mark, *names: str, answered: Mark | None = (1, 4)) -> tuple[Row, ...]:
    """Sent with the first letters, mended at once, closed by the next night."""
    return tuple(
        Row(name=n, found=found, answered=answered, closed=(1, 7), **_FIRST) for n in names
    )


LEDGER: tuple[Row, ...] = (
    *_on_time((1, 0), "seconds", "foreign_code", "source_tag", "type_tag", "language",
              "report_entry", "code_tag", "blank_plans", "empty_form", "still_notices"),
    *_on_time((1, 2), "statement", "topic_page", "list_annex", "search", "picture", "old_file",
              "old_style", "entry_form", "smart_culture", "questionnaire"),
    *_on_time((1, 0), "unreachable", "outage", "still_rules", answered=None),
    *_on_time((1, 2), "lost_article", answered=(1, 3)),  # sent back by hand in between
    Row(name="progress", found=(1, 2), **_FIRST, closed=(1, 9)),  # by a person
    Row(name="unwarned", found=(1, 0), state=S.WITHDRAWN, closed=(1, 7)),
    Row(name="still_towns", found=(1, 0), closed=(1, 2)),  # before anybody wrote
    Row(name="still_towns", round=2, found=(1, 17), confirmed=(1, 17), sent=(1, 17),
        deadline=(1, 24), answered=(1, 21), closed=(1, 23)),
    Row(name="police", found=(1, 0), confirmed=(1, 2), sent=(1, 2), deadline=(1, 21),
        answered=(1, 16), closed=(1, 17)),
    Row(name="pubdate_tag", found=(1, 0), state=S.SENT, confirmed=(1, 2), sent=(1, 2),
        deadline=(2, 15), supervised=(2, 17), pressed=(2, 24), circulated=(1, 23)),
    Row(name="still_media", unit=w.OFFICE, found=(1, 0), confirmed=(1, 2), sent=(1, 7),
        deadline=(1, 14), answered=(1, 11), closed=(1, 14)),
    Row(name="still_home", found=(1, 0), **_PRESSED, answered=(1, 11), closed=(1, 14)),
    Row(name="still_work", found=(1, 0), **_PRESSED, answered=(1, 11), closed=(1, 14)),
    Row(name="still_arts", found=(1, 0), **_PRESSED, answered=(1, 11), closed=(1, 14)),
    Row(name="blank_heritage", found=(1, 0), **_PRESSED, closed=(1, 17)),
    Row(name="formless_guide", found=(1, 2), **_PRESSED, answered=(1, 11), closed=(1, 14)),
    Row(name="lost_form", found=(1, 2), **_PRESSED, answered=(1, 11), closed=(1, 14)),
    Row(name="blank_concerns", found=(1, 0), **_PRESSED, circulated=(1, 23), answered=(2, 1),
        closed=(2, 2)),
    Row(name="still_money", found=(1, 0), **_PRESSED, circulated=(1, 23), answered=(1, 25),
        closed=(2, 0)),
    Row(name="still_pictures", found=(1, 7), confirmed=(1, 7), sent=(1, 7), deadline=(1, 14),
        answered=(1, 9), closed=(1, 10)),
    Row(name="wrong_word", found=(1, 7), confirmed=(1, 7), sent=(1, 7), deadline=(1, 14),
        closed=(1, 10)),
    Row(name="original", found=(1, 10), confirmed=(1, 10), sent=(1, 10), deadline=(1, 17),
        answered=(1, 16), closed=(1, 17)),
    Row(name="foreign_code", round=2, found=(2, 0), confirmed=(2, 0), sent=(2, 0),
        deadline=(2, 8), answered=(2, 7), closed=(2, 8)),
    Row(name="smart_culture", round=2, found=(2, 8), confirmed=(2, 8), sent=(2, 8),
        deadline=(2, 15), supervised=(2, 17), pressed=(2, 24), answered=(2, 18), closed=(2, 21)),
    Row(name="code_tag", round=2, found=(3, 0), confirmed=(3, 0), sent=(3, 0), deadline=(3, 7),
        answered=(3, 4), closed=(3, 7)),
    Row(name="topic_page", round=2, unit=w.DATA, found=(3, 7), confirmed=(3, 7), sent=(3, 14),
        deadline=(3, 21), answered=(3, 15), closed=(3, 16)),
    Row(name="still_safety", found=(3, 16), state=S.SENT, confirmed=(3, 16), sent=(3, 16),
        deadline=(3, 23)),
    Row(name="police", round=2, found=(3, 21), state=S.CONFIRMED, confirmed=(3, 21)),
    Row(name="type_tag", round=2, found=(3, 21), state=S.FOUND),
)  # fmt: skip

LETTERS: tuple[tuple[Mark, LetterKind, str, int], ...] = (  # issued on, kind, unit, rows
    ((1, 2), K.REMINDER, w.DATA, 1),
    ((1, 2), K.REMINDER, w.EDUCATION, 1),
    ((1, 2), K.REMINDER, w.HOUSING, 1),
    ((1, 2), K.URGING, w.CULTURE, 3),
    ((1, 2), K.URGING, w.FINANCE, 1),
    ((1, 2), K.URGING, w.JUSTICE, 1),
    ((1, 2), K.URGING, w.LABOUR, 1),
    ((1, 2), K.RECTIFICATION, w.APPROVAL, 4),
    ((1, 2), K.RECTIFICATION, w.CULTURE, 9),
    ((1, 2), K.RECTIFICATION, w.DATA, 3),
    ((1, 2), K.RECTIFICATION, w.EMERGENCY, 2),
    ((1, 2), K.RECTIFICATION, w.JUSTICE, 1),
    ((1, 2), K.RECTIFICATION, w.MARKET, 1),
    ((1, 2), K.RECTIFICATION, w.OFFICE, 10),
    ((1, 7), K.URGING, w.DATA, 1),
    ((1, 7), K.RECTIFICATION, w.DATA, 1),
    ((1, 7), K.RECTIFICATION, w.OFFICE, 1),  # moved here
    ((1, 10), K.RECTIFICATION, w.JUSTICE, 1),
    ((1, 10), K.SUPERVISION, w.APPROVAL, 2),
    ((1, 10), K.SUPERVISION, w.CULTURE, 4),
    ((1, 10), K.SUPERVISION, w.DATA, 1),
    ((1, 10), K.SUPERVISION, w.FINANCE, 1),
    ((1, 14), K.REMINDER, w.REFORM, 1),
    ((1, 17), K.URGING, w.REFORM, 1),
    ((1, 23), K.CIRCULAR, ALL_UNITS, 3),
    ((2, 0), K.RECTIFICATION, w.OFFICE, 1),
    ((2, 8), K.RECTIFICATION, w.CULTURE, 1),
    ((2, 15), K.REMINDER, w.HEALTH, 1),
    ((2, 17), K.SUPERVISION, w.CULTURE, 1),
    ((2, 17), K.SUPERVISION, w.OFFICE, 1),
    ((3, 0), K.RECTIFICATION, w.CULTURE, 1),
    ((3, 7), K.RECTIFICATION, w.OFFICE, 1),
    ((3, 14), K.REMINDER, w.EMERGENCY, 1),
    ((3, 14), K.RECTIFICATION, w.DATA, 1),
    ((3, 16), K.URGING, w.EMERGENCY, 1),
)

Ratio = tuple[int, int]
RATES: dict[int, dict[str, tuple[Ratio, Ratio, Ratio, Ratio]]] = {
    # month → unit → 转办率, 督办率, 办结率, 按期办结率, each part and whole
    1: {
        w.OFFICE: ((11, 11), (1, 11), (10, 11), (10, 11)),
        w.DATA: ((5, 5), (1, 5), (5, 5), (4, 5)),
        w.REFORM: ((1, 1), (0, 1), (1, 1), (1, 1)),
        w.LABOUR: ((1, 1), (0, 1), (1, 1), (1, 1)),
        w.EMERGENCY: ((2, 2), (0, 2), (2, 2), (2, 2)),
        w.FINANCE: ((1, 1), (1, 1), (1, 1), (0, 1)),
        w.MARKET: ((1, 1), (0, 1), (1, 1), (1, 1)),
        w.CULTURE: ((11, 11), (4, 11), (11, 11), (7, 11)),
        w.JUSTICE: ((3, 3), (0, 3), (3, 3), (3, 3)),
        w.APPROVAL: ((4, 4), (2, 4), (4, 4), (2, 4)),
        "合计": ((40, 40), (9, 40), (39, 40), (31, 40)),
    },
    2: {
        w.OFFICE: ((1, 1), (0, 1), (1, 1), (1, 1)),
        w.CULTURE: ((1, 1), (1, 1), (1, 1), (0, 1)),
        "合计": ((2, 2), (1, 2), (2, 2), (1, 2)),
    },
    3: {
        w.OFFICE: ((0, 1), (0, 0), (0, 0), (0, 0)),
        w.DATA: ((1, 1), (0, 1), (1, 1), (1, 1)),
        w.EMERGENCY: ((1, 1), (0, 1), (0, 1), (0, 0)),
        w.CULTURE: ((1, 1), (0, 1), (1, 1), (1, 1)),
        "合计": ((3, 4), (0, 3), (2, 3), (2, 2)),
    },
}


def left_aside(quarter: Quarter, urls: BaseUrls) -> dict[Key, Expected]:
    """Return the problems of the first nights that no script tells of, as they are first found.

    The office leaves them unconfirmed, and they stand as they are to the end.
    """
    scripted = {p.key(quarter.items, urls[p.site]) for p in PROBLEMS.values()}
    found: dict[Key, Expected] = {}
    for night in quarter.nights[:3]:
        for each in quarter.truth(urls, night):
            key = (each.site_code, each.check, each.subject)
            if each.verdict == Verdict.FAIL and key not in scripted:
                found.setdefault(key, each)
    return found


OVERDUE: tuple[str, ...] = ("pubdate_tag",)  # after the last night
SHEETS_REFUSED = 4
