"""The generated page is current, and the command says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.catalogue import catalogue, main
from checks.registry import all_checks
from checks.rulebook_file import load_rulebook, rulebook_ids

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_in_the_docs_is_current() -> None:
    assert main(["--check", str(PAGE)]) == 0


def test_it_holds_every_check_and_every_row() -> None:
    page = catalogue()
    for name in all_checks():
        assert f"## `{name}`" in page
    for book in map(load_rulebook, rulebook_ids()):
        for row in book.indicators:
            assert f"| `{row.id}` |" in page


def test_a_stale_or_absent_page_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "checks.md"
    assert main(["--check", str(page)]) == 1
    assert "make docs" in capsys.readouterr().err
    assert main(["--write", str(page)]) == 0
    assert main(["--check", str(page)]) == 0
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    assert main(["--check", str(page)]) == 1
