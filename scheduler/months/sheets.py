"""Reply sheets 整改反馈表 as units fill them in, rightly and wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

from model.case import REPLY_KIND_NAMES, ReplyKind
from model.reply_sheet import REPLIES
from scheduler.printing import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a unit writes in the row of one case."""

    case: int
    kind: ReplyKind
    text: str
    done_on: date | None = None
    until_on: date | None = None
    number: str = ""  # written over the case's number, where the unit spoils it


def fill(letter_sheet: Path, answers: Iterable[Answer], target: Path, who: str) -> Path:
    """Fill in a copy of the sheet that came with a letter; return its path."""
    book = openpyxl.load_workbook(letter_sheet)
    page = book[REPLIES.name]
    columns = {str(cell.value): at for at, cell in enumerate(page[1], start=1)}
    rows = {
        int(str(page.cell(row, columns["编号"]).value).partition("-")[0]): row
        for row in range(2, page.max_row + 1)
    }
    for answer in answers:
        values = {
            "整改情况": REPLY_KIND_NAMES[answer.kind],
            "完成日期": answer.done_on,
            "申请延期至": answer.until_on,
            "情况说明": answer.text,
            "填报人": who,
        }
        if answer.number:
            values["编号"] = answer.number
        for heading, value in values.items():
            page.cell(rows[answer.case], columns[heading]).value = value
    held = BytesIO()
    book.save(held)
    return write_whole(target, held.getvalue())


def strange(target: Path) -> Path:
    """Write a workbook that is no reply sheet; return its path."""
    book, held = openpyxl.Workbook(), BytesIO()
    book.worksheets[0].append(["本单位值班安排"])
    book.save(held)
    return write_whole(target, held.getvalue())
