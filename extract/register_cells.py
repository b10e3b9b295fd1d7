"""One cell of the register: what was typed, read by the form the layout asks for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from openpyxl.cell.cell import Cell, MergedCell

from extract.rules import rule_fault
from model.register_form import NO, YES, Field, Form, tidy
from model.span import Span, parse_span
from model.url import absolute

Value = str | bool | date | Span | StrEnum

_CODE = re.compile(r"[1-9][0-9]{9}|[A-Za-z][A-Za-z0-9-]{0,31}")
_DATE = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(20\d{2})()(\d{2})(\d{2})")
_LONGEST_DAYS = 3660  # ten years: longer is a slip of the pen


class CellFault(ValueError):
    """What is wrong with a cell and how to mend it: a Chinese sentence without its place."""


def typed(cell: Cell | MergedCell, field: Field) -> str | date:
    """Return what was typed: tidy text, or a date where the field asks for one.

    Numbers become the digits that were typed (4201050001.0 is "4201050001"). Raises
    CellFault for formulas, error values, and dates where none belongs.
    """
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise CellFault("是公式，别处的改动会悄悄改变名录，请改填公式算出的内容")
    if cell.data_type == "e":
        if field.form is Form.DATE:  # openpyxl shows a number beyond all dates as an error
            raise CellFault("不是日期，应写成 2026-12-31 这样的日期")
        raise CellFault(f"是错误值 {value}，请改填正确内容")
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        if field.form is Form.DATE:
            return day
        raise CellFault(
            f"被表格软件当成了日期（{day.isoformat()}），请把单元格格式设为“文本”后重新填写"
        )
    if isinstance(value, time | timedelta):
        raise CellFault("被表格软件当成了时间，请把单元格格式设为“文本”后重新填写")
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value))


def understood(text: str | date, field: Field) -> Value:
    """Return the value of a cell that is not empty; raise CellFault if it is not of its form."""
    if isinstance(text, date):
        return _sensible(text)
    return _FORMS[field.form](text, field)


def near(text: str, candidates: Iterable[str]) -> str:
    """Return “，是否应为…” for the candidate nearest in spelling, "" if none is near."""
    found = difflib.get_close_matches(text, list(candidates), n=1, cutoff=0.5)
    return f"，是否应为“{found[0]}”" if found else ""


def _text(text: str, field: Field) -> Value:
    return text


def _code(text: str, field: Field) -> Value:
    if _CODE.fullmatch(text):
        return text
    if text.isdecimal() and text.isascii():
        raise CellFault(f"“{text}”不是网站标识码：应为 10 位、不以 0 开头的数字，请核对")
    raise CellFault(
        f"“{text}”不是网站标识码：应为 10 位数字，临时代码须以字母开头，只含字母、数字和短横线"
    )


def _address(text: str, field: Field) -> Value:
    if " " in text:
        raise CellFault("网址中间有空格或换行，请只填一个完整网址")
    address = absolute("", text)
    if address is not None:
        return address
    if "://" not in text:
        raise CellFault(f"“{text}”缺少 http:// 或 https://，请填完整网址")
    raise CellFault(f"“{text}”不是有效的网址，应以 http:// 或 https:// 开头并含域名")


def _span(text: str, field: Field) -> Value:
    try:
        span = parse_span(text)
    except ValueError as cause:
        raise CellFault(str(cause)) from cause
    days = span.days + 7 * span.weeks + 30 * span.months + 365 * span.years + 2 * span.workdays
    if days > _LONGEST_DAYS:
        raise CellFault(f"“{text}”超过十年，请核对时限")
    return span


def _date(text: str, field: Field) -> Value:
    found = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if not found:
        raise CellFault(f"“{text}”不是日期，应写成 2026-12-31 这样的日期")
    try:
        day = date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError as cause:
        raise CellFault(f"“{text}”这一天不存在，请核对日期") from cause
    return _sensible(day)


def _sensible(day: date) -> date:
    if not 2000 <= day.year <= 2099:
        raise CellFault(f"{day.isoformat()} 的年份不合理，请核对日期")
    return day


def _yes_no(text: str, field: Field) -> Value:
    if text not in (YES, NO):
        raise CellFault(f"“{text}”不能识别，只能填“{YES}”或“{NO}”")
    return text == YES


def _choice(text: str, field: Field) -> Value:
    if text in field.choices:
        return field.choices[text]
    words = "、".join(field.choices)
    raise CellFault(f"没有“{text}”这一项{near(text, field.choices)}，可填：{words}")


def _rule(text: str, field: Field) -> Value:
    """Refuse at import what `extract/rules.py` would only find broken in the night."""
    fault = rule_fault(text)
    if fault:
        raise CellFault(fault)
    return text


_FORMS: dict[Form, Callable[[str, Field], Value]] = {
    Form.TEXT: _text,
    Form.UNIT: _text,
    Form.SITE: _text,
    Form.CODE: _code,
    Form.ADDRESS: _address,
    Form.SPAN: _span,
    Form.DATE: _date,
    Form.YES_NO: _yes_no,
    Form.CHOICE: _choice,
    Form.RULE: _rule,
}
