"""Printing 出汇总: the documents about all sites and units of a night, beside the sites' own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from model.period import RoundFacts, UnitFacts
from reports import bulletin, bulletin_docx, round_book, round_summary, unit_page
from scheduler.printing import check_titles, write_whole
from scheduler.workspace import safe_name

UNIT_FOLDER = "units"
BOOK = "round.xlsx"


def print_round(facts: RoundFacts, folder: Path, printed_at: datetime) -> Path:
    """Write round.html and every unit's page; return the path of the first."""
    print_units(facts, facts.units, folder, printed_at)  # with the workbook
    text = round_summary.render(
        facts,
        printed_at=printed_at,
        titles=check_titles(),
        site_hrefs=_site_hrefs(facts, ""),
        unit_hrefs={unit: f"{UNIT_FOLDER}/{name}" for unit, name in unit_files(facts).items()},
        book=BOOK,
    )
    return write_whole(folder / "round.html", text.encode())


def print_bulletin(facts: RoundFacts, folder: Path, printed_at: datetime) -> tuple[Path, Path]:
    """Write what a circular would say as bulletin.html and .docx, and the workbook behind it."""
    print_book(facts, folder, printed_at)
    text = bulletin.bulletin(facts, printed_at=printed_at, titles=check_titles())
    page = bulletin.render_html(text, printed_at=printed_at, book=BOOK).encode()
    letter = bulletin_docx.render(text, printed_at=printed_at)
    return (
        write_whole(folder / "bulletin.html", page),
        write_whole(folder / "bulletin.docx", letter),
    )


def print_units(
    facts: RoundFacts, units: Iterable[UnitFacts], folder: Path, printed_at: datetime
) -> dict[str, Path]:
    """Write the pages of some units and the workbook behind them; return the pages by unit."""
    print_book(facts, folder, printed_at)
    titles, names, hrefs = check_titles(), unit_files(facts), _site_hrefs(facts, "../")
    written: dict[str, Path] = {}
    for unit in units:
        text = unit_page.render(facts, unit, printed_at=printed_at, titles=titles, hrefs=hrefs)
        path = folder / UNIT_FOLDER / names[unit.unit]
        written[unit.unit] = write_whole(path, text.encode())
    return written


def print_book(facts: RoundFacts, folder: Path, printed_at: datetime) -> Path:
    """Write round.xlsx, the rows behind the figures; return its path."""
    data = round_book.render(facts, printed_at=printed_at, titles=check_titles())
    return write_whole(folder / BOOK, data)


def unit_files(facts: RoundFacts) -> Mapping[str, str]:
    """Return each unit's file name: a number in the order of names, never the name itself."""
    return {unit.unit: f"{at:03d}.html" for at, unit in enumerate(facts.units, start=1)}


def _site_hrefs(facts: RoundFacts, up: str) -> dict[str, str]:
    codes = (night.site.code for night in facts.nights)
    return {code: f"{up}{safe_name(code)}/report.html" for code in codes}
