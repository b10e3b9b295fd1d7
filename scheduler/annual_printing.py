"""Printing 出年度报表: the yearly figures of one site, as a page and a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from model.annual import AnnualFacts
from reports import annual_book, annual_report
from scheduler.printing import write_whole
from scheduler.workspace import Workspace, safe_name


def print_year(facts: AnnualFacts, place: Workspace, printed_at: datetime) -> tuple[Path, Path]:
    """Write annual.html and annual.xlsx below out/annual/<year>/<site>; return their paths."""
    folder = place.root / "out" / "annual" / str(facts.year) / safe_name(facts.site.code)
    page = annual_report.render(facts, printed_at=printed_at).encode()
    book = annual_book.render(facts, printed_at=printed_at)
    return write_whole(folder / "annual.html", page), write_whole(folder / "annual.xlsx", book)
