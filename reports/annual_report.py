"""Annual report page 年度报表数字: the yearly figures of one site, each with its way of counting.

Reads   AnnualFacts
Gives   one self-contained HTML text; same facts and same printing time, same bytes
Never   counts, and prints no figure that was not counted
"""

from __future__ import annotations

from datetime import datetime

from model.annual import AnnualFacts
from reports.annual_book import SHEET_OF_ITEMS
from reports.annual_lines import UNVERIFIED, basis, form_lines
from reports.render import environment

BOOK = "annual.xlsx"


def render(facts: AnnualFacts, *, printed_at: datetime) -> str:
    """Lay the figures out as HTML."""
    forms = form_lines(facts)
    lines = [line for form in forms for section in form.sections for line in section.lines]
    return (
        environment()
        .get_template("annual_report.html")
        .render(
            facts=facts,
            forms=forms,
            sourced=[line for line in lines if line.anchor],
            basis=basis(facts),
            unverified=UNVERIFIED,
            book=BOOK,
            sheet=SHEET_OF_ITEMS,
            printed_at=printed_at,
        )
    )
