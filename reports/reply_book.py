"""Reply sheet 整改反馈表: the cases of one letter, to be filled in by the unit and sent back.

Reads   the cases the letter names
Gives   the bytes of a workbook: same cases, same bytes
Never   knows what the unit will answer: `extract/reply_book.py` reads that
"""

from __future__ import annotations

from collections.abc import Iterable

from model.case import Case
from model.reply_sheet import REPLIES, number_of
from reports.form_book import Shown, write_form
from reports.safe_text import clean


def write_replies(cases: Iterable[Case]) -> bytes:
    """Return the sheet with one row a case, in the order given; no spare rows to fill in."""
    return write_form((REPLIES,), {REPLIES.part: [_row(case) for case in cases]}, spare=0)


def _row(case: Case) -> list[Shown]:
    given: dict[str, Shown] = {
        "number": number_of(case),
        "column": clean(case.column),
        "message": clean(case.message),
        "subject": clean(case.address),
        "deadline_on": case.last_day_on or "",
    }
    return [given.get(field.attribute, "") for field in REPLIES.fields]
