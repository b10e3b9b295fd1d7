"""Letters and spreadsheets opened by a real office program, where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model.letter import LetterKind
from reports import findings_book, letter_docx
from tests.reports.sample import OFFICE, PRINTED_AT, TITLES, letter, night_facts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def convert(path: Path, to: str) -> Path:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
            *("--headless", "--convert-to", to, "--outdir", str(path.parent / "made"), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=150,
    )
    return path.parent / "made" / path.with_suffix(f".{to}").name


def pages(pdf: Path) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60
    )
    return done.stdout.decode().removesuffix("\f").split("\f")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize(
    ("kind", "annexes"),
    [(LetterKind.REMINDER, 1), (LetterKind.URGING, 2), (LetterKind.SUPERVISION, 2)],
)
def test_a_letter_prints_as_the_standard_wants(
    tmp_path: Path, kind: LetterKind, annexes: int
) -> None:
    made = letter(kind)
    made = replace(made, rows=made.rows[:3])
    path = tmp_path / "letter.docx"
    path.write_bytes(letter_docx.render(made, OFFICE, printed_at=PRINTED_AT))
    printed = pages(convert(path, "pdf"))
    assert len(printed) == 2 + annexes
    assert "{{" not in "".join(printed)
    assert "—1—" not in "".join(printed[0].split())
    for number, page in enumerate(printed[1:], start=2):
        assert "".join(page.rstrip().splitlines()[-1].split()) == f"—{number}—"
    assert "附件" in printed[2]
    first = made.rows[0].kind if made.rows else str(made.issues[0].deadline_on)
    assert first in printed[2]


def test_a_spreadsheet_opens_and_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    path.write_bytes(
        findings_book.render(
            night_facts(office="=1+1", notices=("=1+1",)), printed_at=PRINTED_AT, titles=TITLES
        )
    )
    resaved = load_workbook(convert(path, "xlsx"))
    assert resaved["概况"]["B2"].value == "=1+1"
    assert resaved["概况"]["B2"].data_type == "s"
    assert resaved["错链"].max_row == 21
