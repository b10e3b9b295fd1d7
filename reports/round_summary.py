"""Round summary 巡检情况汇总: all sites and units in one night, on a few pages for the leader.

Reads   RoundFacts and the checks' Chinese titles
Gives   one self-contained HTML text; same facts and same printing time, same bytes
Never   judges or counts
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from model.judgement import InRate
from model.period import RoundFacts
from reports import charts, heat_map, round_book, visit_strip, wording
from reports.column_lines import ColumnLine, column_lines
from reports.render import environment
from reports.round_lines import basis_lines, case_lines, rate_pairs, unit_lines

MAX_CASES = 50
MAX_COLUMNS = 30  # of the heat map: one page


def render(
    facts: RoundFacts,
    *,
    printed_at: datetime,
    titles: Mapping[str, str],
    site_hrefs: Mapping[str, str],
    unit_hrefs: Mapping[str, str],
    book: str,
) -> str:
    """Lay the round out as HTML; the hrefs and `book` lead to the documents with the rows."""
    late = [c for u in facts.units for c in u.open_cases if c.is_overdue(facts.night_on)]
    lines = unit_lines(facts, unit_hrefs)
    rows = [(line.name, line.facts.rate.on_time, line.facts.rate.due) for line in lines]
    mapped = heat_map.of_sites((n.site.name, n.judgement.columns) for n in facts.nights)
    found = sorted(facts.problems.items(), key=lambda item: (-item[1], item[0]))
    return (
        environment()
        .get_template("round_summary.html")
        .render(
            facts=facts,
            pass_rate=wording.rate(facts.passes.passed, facts.passes.concluded),
            rate=wording.rate(facts.rate.on_time, facts.rate.due),
            basis=basis_lines(facts.nights, site_hrefs),
            heat_maps=heat_map.heat_maps(mapped, facts.night_on, MAX_COLUMNS),
            mapped=len(mapped),
            strips=visit_strip.strips((n.site.name, n.visits) for n in facts.nights),
            units=lines,
            rankings=charts.rankings(rows),
            problems=[(titles.get(id_, wording.UNNAMED_CHECK), n) for id_, n in found],
            stale=_stale(facts),
            book=book,
            sheets=round_book,
            guide=round_book.GUIDE,
            late=case_lines(late, facts),
            proposed=case_lines(facts.to_circulate, facts),
            rates=rate_pairs(facts.unit_rates),
            open_trend=charts.trend(facts.open_trend, "项"),
            score_trends=[
                (night.site.name, charts.trend(facts.site_trends[night.site.code], "分", 100))
                for night in facts.nights
                if facts.site_trends.get(night.site.code)
            ],
            any_star=any(line.facts.score.unverified for line in lines),
            any_adopted=any(line.facts.adopted is not None for line in lines),
            printed_at=printed_at,
            max_cases=MAX_CASES,
            max_columns=MAX_COLUMNS,
        )
    )


def _stale(facts: RoundFacts) -> tuple[tuple[str, ColumnLine], ...]:
    """Return the late columns of all sites with their site's name, the latest first."""
    late = [
        (night.site.name, state)
        for night in facts.nights
        for state in night.judgement.columns
        if state.in_rate is InRate.LATE
    ]
    late.sort(key=lambda pair: (pair[1].days_left is None, pair[1].days_left or 0, pair[0]))
    return tuple((name, column_lines([state])[0]) for name, state in late)
