"""Cell styles 单元格样式: the few looks of our spreadsheets, each made once per workbook.

openpyxl looks every font and border of every cell up by hashing it, which makes a sheet of
200,000 cells take most of a minute; cells of one look share one made style instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

_NAME = "微软雅黑"
_RULE = Border(bottom=Side("thin", color="C9CED6"))
_FILL = PatternFill("solid", fgColor="E8EBEF")
_FONT = Font(name=_NAME, size=10)
_LINK_FONT = Font(name=_NAME, size=10, color="1B4B85", underline="single")
_LEFT = Alignment(vertical="top", horizontal="left", wrap_text=True)
_MIDDLE = Alignment(vertical="top", horizontal="center")


class Look(StrEnum):
    """What a cell looks like."""

    HEAD = "head"
    TEXT = "text"
    LINK = "link"
    NUMBER = "number"
    DAY = "day"
    SHARE = "share"


_FORMATS = {Look.DAY: "yyyy-mm-dd", Look.SHARE: "0.0%"}


@dataclass(slots=True)
class Styles:
    """The looks made so far for one workbook; `left` sets everything flush left."""

    left: bool
    made: dict[tuple[Look, bool], Any]

    def dress(self, cell: Cell, look: Look, *, quoted: bool = False) -> None:
        """Give a cell its look; `quoted` marks text that must never be taken for a formula."""
        known = self.made.get((look, quoted))
        if known is not None:
            setattr(cell, "_style", known)  # noqa: B010  the stubs do not know it
            return
        cell.font = _LINK_FONT if look is Look.LINK else _FONT
        cell.alignment = _LEFT if self.left or look in (Look.TEXT, Look.LINK) else _MIDDLE
        if look in _FORMATS:
            cell.number_format = _FORMATS[look]
        if look is Look.HEAD:
            cell.font = Font(name=_NAME, size=10, bold=True)
            cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
            cell.fill, cell.border = _FILL, _RULE
        cell.quotePrefix = quoted
        self.made[look, quoted] = getattr(cell, "_style")  # noqa: B009
