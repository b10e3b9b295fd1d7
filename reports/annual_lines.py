"""Annual lines: the rows of the yearly forms as the page and the workbook print them.

Reads   AnnualFacts
Gives   lines by form and section, with the words for values that are not figures
Never   counts
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from model.annual import (
    ANNUAL_FORM_NAMES,
    COUNT_WAY_NAMES,
    AnnualFacts,
    AnnualFigure,
    AnnualForm,
    CountWay,
)
from model.site import KIND_NAMES
from reports import wording

UNVERIFIED = (
    "报表项目和名称按公开文件整理，尚未与当年下发的表样核对，填报以下发的表样为准；"
    "栏目归入哪一类也请对照核实。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One row of a form; `anchor` names its columns on the page, "" where it has none."""

    figure: AnnualFigure
    value: str
    state: str
    tone: str
    how: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading of a form with its rows."""

    name: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLines:
    """One form."""

    form: AnnualForm
    name: str
    sections: tuple[Section, ...]


_TONES = {
    CountWay.COUNTED: "good",
    CountWay.UNSURE: "unsure",
    CountWay.UNKNOWN: "none",
    CountWay.BY_HAND: "none",
}


def form_lines(facts: AnnualFacts) -> tuple[FormLines, ...]:
    """Return the rows by form and section, in the order of the forms."""
    forms = []
    for form, name in ANNUAL_FORM_NAMES.items():
        own = [each for each in facts.figures if each.row.form is form]
        sections = (
            Section(name=section, lines=tuple(map(_line, figures)))
            for section, figures in groupby(own, key=lambda each: each.row.section)
        )
        forms.append(FormLines(form=form, name=name, sections=tuple(sections)))
    return tuple(forms)


def row_names(facts: AnnualFacts) -> dict[str, str]:
    """Return the names of the rows by their ids."""
    return {each.row.id: each.row.name for each in facts.figures}


def basis(facts: AnnualFacts) -> str:
    """Return on what the figures rest."""
    nights = facts.nights
    return (
        f"统计期{wording.long_day(facts.since_on)}至{wording.long_day(facts.until_on)}。"
        f"依据{wording.long_day(nights.last_on)}夜读到的栏目列表和网页，以及首见台账"
        f"（自{wording.long_day(nights.first_on)}首次巡检起逐夜登记；"
        f"本年度巡检{nights.in_year}夜）。"
    )


def value_words(figure: AnnualFigure) -> str:
    """Return what stands in the cell of the figure; only what was counted is a number."""
    return COUNT_WAY_NAMES[figure.way] if figure.value is None else wording.points(figure.value)


def _line(figure: AnnualFigure) -> FigureLine:
    row = figure.row
    kinds = "、".join(name for kind, name in KIND_NAMES.items() if kind in row.kinds)
    return FigureLine(
        figure=figure,
        value=value_words(figure),
        state=COUNT_WAY_NAMES[figure.way],
        tone=_TONES[figure.way],
        how=f"{row.how}。栏目类别：{kinds}" if kinds else row.how,
        anchor=f"row-{row.id}" if figure.sources else "",
    )
