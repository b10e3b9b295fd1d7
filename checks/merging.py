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
    groups: dict[tuple[str, str], list[tuple[str, Finding]]] = {}
    for run in sorted(runs, key=lambda run: rank[run.indicator]):
        for finding in run.findings:
            groups.setdefault((finding.check, finding.subject), []).append((run.indicator, finding))
    merged = []
    for _, group in sorted(groups.items()):
        worst = max(SEVERITY[finding.verdict] for _, finding in group)
        top = [(row, finding) for row, finding in group if SEVERITY[finding.verdict] == worst]
        rows = dict.fromkeys(row for row, _ in top)
        merged.append(replace(top[0][1], indicators=tuple(rows)))
    return tuple(merged)
