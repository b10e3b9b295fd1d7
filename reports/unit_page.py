"""Unit page 单位情况单: one A4 page for a unit's liaison: what is due, wrong and owed.

Reads   RoundFacts, one of its UnitFacts, and the checks' Chinese titles
Gives   one self-contained HTML text; same facts and same printing time, same bytes
Never   judges or counts; lists what comes first, the workbook beside it has every row
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from model.period import OwnColumn, RoundFacts, UnitFacts
from reports import charts, wording
from reports.column_lines import ColumnLine, column_lines
from reports.render import environment
from reports.round_lines import basis_lines, case_lines, points, rate_pairs

MAX_COLUMNS, MAX_PROBLEMS, MAX_CASES = 7, 4, 3  # what fits the page with the chart


def render(
    facts: RoundFacts,
    unit: UnitFacts,
    *,
    printed_at: datetime,
    titles: Mapping[str, str],
    hrefs: Mapping[str, str],
) -> str:
    """Lay one unit out as HTML; `hrefs` maps a site code to its report, seen from this page."""
    own = {column.site_code for column in unit.columns}
    own |= {problem.site_code for problem in unit.problems}
    own |= {case.site_code for case in unit.open_cases}
    nights = [night for night in facts.nights if night.site.code in own]
    return (
        environment()
        .get_template("unit_page.html")
        .render(
            facts=facts,
            unit=unit,
            name=unit.unit or wording.NO_UNIT,
            points=points(unit),
            rate=wording.rate(unit.rate.on_time, unit.rate.due),
            basis=basis_lines(nights or facts.nights, hrefs),
            suspects=f"{hrefs[nights[0].site.code]}#suspects" if len(nights) == 1 else "#basis",
            columns=_columns(unit.columns),
            adopted_by=sorted(Counter(one.source for one in unit.adopted or ()).items()),
            problems=sorted(
                unit.problems, key=lambda p: (p.first_seen_on, p.site_code, p.finding.subject)
            ),
            cases=case_lines(unit.open_cases, facts),
            rates=rate_pairs(unit.rates) if unit.rates else (),
            trend=charts.trend(unit.open_trend, "项"),
            titles=titles,
            unnamed=wording.UNNAMED_CHECK,
            printed_at=printed_at,
            max_columns=MAX_COLUMNS,
            max_problems=MAX_PROBLEMS,
            max_cases=MAX_CASES,
        )
    )


def _columns(columns: tuple[OwnColumn, ...]) -> tuple[ColumnLine, ...]:
    return column_lines(column.state for column in columns)
