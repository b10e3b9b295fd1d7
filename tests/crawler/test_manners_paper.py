"""docs/manners.md promises what crawler/policy.py holds."""

from __future__ import annotations

import re
from pathlib import Path

from crawler import policy

PAPER = Path(__file__).resolve().parents[2] / "docs/manners.md"
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([0-9.]+) \|", re.MULTILINE)


def test_every_figure_is_the_one_that_holds() -> None:
    rows = ROW.findall(PAPER.read_text("utf-8"))
    assert len(rows) == 25
    assert dict(rows) == {name: str(getattr(policy, name)) for name, _ in rows}


def test_the_reason_is_quoted_as_it_is_printed() -> None:
    assert policy.BROKEN_OFF in PAPER.read_text("utf-8")
