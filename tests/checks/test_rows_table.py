"""The table of rows is current, and holds every row that the collected rules name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.rows_table import judged_by, main
from checks.rulebook_file import load_rulebook, rulebook_ids

PAGE = Path(__file__).parents[2] / "docs" / "rulebook_rows.md"
RULES = Path(__file__).parents[3] / "shared" / "RULES.md"
ROW = re.compile(r"^\| ([vdb](?:19|15)\.[a-z0-9_.]+|lf\.[a-z0-9_]+) \|", re.MULTILINE)


def test_the_page_in_the_docs_is_current() -> None:
    assert main(["--check", str(PAGE)]) == 0


def test_a_stale_page_is_refused_and_written_again(tmp_path: Path) -> None:
    stale = tmp_path / "rows.md"
    stale.write_text("old", "utf-8")
    assert main(["--check", str(stale)]) == 1
    assert main(["--write", str(stale)]) == 0
    assert main(["--check", str(stale)]) == 0


def test_a_row_says_who_judges_it() -> None:
    book = load_rulebook("check-2019")
    words = {row.id: judged_by(row) for row in book.indicators}
    assert words["v19.home.idle"] == "machine"
    assert words["v19.column.idle_long"] == "machine, person confirms"
    assert words["v19.security.secret"] == "staff"


def test_no_row_of_the_collected_rules_is_left_out() -> None:
    if not RULES.is_file():
        pytest.skip("the collected rules are not beside the project")
    wanted = set(ROW.findall(RULES.read_text("utf-8")))
    assert len(wanted) > 60
    known = {row.id for name in rulebook_ids() for row in load_rulebook(name).indicators}
    # A setting, not a row: [rules] remind_before_days.
    assert wanted - known == {"lf.remind_before"}
