"""Merging findings: one problem that several rulebook rows count is one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.found import SEVERITY
from model.finding import Finding
from model.rulebook import Rulebook
from model.score import CheckRun


def merge(runs: Iterable[CheckRun], rulebook: Rulebook) -> tuple[Finding, ...]:
    """Return one finding per check and subject, sorted by both.

    The most severe verdict holds; of equals, the row that stands first in the rulebook gives
    the words. `indicators` are the rows that came to that verdict, vetoes first.
    """
    rank = {row.id: at for at, row in enumerate(rulebook.indicators)}
    groups: dict[tuple[str, str], list[Finding]] = {}
    for run in runs:
        for finding in run.findings:
            groups.setdefault((finding.check, finding.subject), []).append(finding)
    merged = []
    for _, group in sorted(groups.items()):
        worst = max(SEVERITY[finding.verdict] for finding in group)
        top = [finding for finding in group if SEVERITY[finding.verdict] == worst]
        rows = {row for finding in top for row in finding.indicators}
        in_order = tuple(sorted(rows, key=lambda row: rank.get(row, len(rank))))
        first = min(top, key=lambda f: min(rank.get(r, len(rank)) for r in f.indicators))
        merged.append(replace(first, indicators=in_order))
    return tuple(merged)
