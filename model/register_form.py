"""What a sheet to be filled in (the register, a reply) is made of: fields, forms, tidy text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

EXAMPLE_MARK = "示例行"
"""A row whose first cell begins with this is an example: never imported."""

GUIDE_SHEET = "填写说明"
YES, NO = "是", "否"


class Form(StrEnum):
    """How a cell is to be filled in."""

    TEXT = "text"  # any text
    CODE = "code"  # 网站标识码 of the row's own site
    ADDRESS = "address"  # absolute http or https address
    SPAN = "span"  # 15天, 2周, 6个月, 1年, 20工作日
    DATE = "date"  # China date
    YES_NO = "yes_no"  # empty means no
    CHOICE = "choice"  # one of `choices`
    RULE = "rule"  # items | link | date | pattern, or data:address
    UNIT = "unit"  # a name from sheet 单位
    SITE = "site"  # a code from sheet 网站


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a sheet; `width` is in characters, `example` fills the example row."""

    heading: str
    attribute: str
    width: int
    help: str
    example: str
    form: Form = Form.TEXT
    required: bool = False
    given: bool = False  # filled in by the program, to be left alone
    choices: Mapping[str, StrEnum] = field(default_factory=dict)  # word to value

    @property
    def words(self) -> tuple[str, ...]:
        """The words a list of this cell offers; empty where there is no fixed list."""
        return (YES, NO) if self.form is Form.YES_NO else tuple(self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; `part` is the name of its tuple in `Register`."""

    name: str
    part: str
    help: str
    fields: tuple[Field, ...]
    optional: bool = False  # a workbook may do without it


def tidy(text: str) -> str:
    """Drop invisible characters and fold blanks, full-width ones included, into single spaces."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or not _is_invisible(c))
    return re.sub(" +", " ", "".join(kept)).strip(" ")


def _is_invisible(character: str) -> bool:
    """Whether it shows nothing, or may not stand in a workbook at all."""
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return True
    return ord(character) & 0xFFFE == 0xFFFE
