"""Site report (网站巡检报告): one site in one night, for the office that answers for it.

Reads   NightFacts and the checks' Chinese titles
Gives   one self-contained HTML text; same facts and same printing time, same bytes
Never   judges, adds up points, or asks what time it is
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from model.finding import VERDICT_NAMES, Standing
from model.night import NightFacts
from model.score import GRADE_NAMES, Grade, Step, UnitRate
from model.site import SITE_KIND_NAMES
from reports import heat_map, visit_strip, wording
from reports.changes import changes
from reports.column_lines import column_lines
from reports.finding_lines import sort_findings
from reports.render import environment
from reports.summary import caveats, conclusion, coverage_name, pass_mark, troubles

MAX_LINES = 300  # of one table; the spreadsheet has them all
MAX_MAPPED = 60  # columns of the heat map: two printed pages
MAX_PLACES = 3  # of one dead link
MAX_CHANGES = {  # of one list of changes; what was there before stands below anyway
    Standing.NEW: 20,
    Standing.BACK: 20,
    Standing.GONE: 20,
    Standing.STILL: 5,
}
_TONES = {
    Grade.PASS: "good",
    Grade.PASS_SO_FAR: "part",
    Grade.NO_VETO_SEEN: "good",
    Grade.FAIL: "bad",
    Grade.NOT_SCORED: "none",
    Grade.NOT_JUDGED: "none",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit's 达标率 with the numbers it comes from."""

    rate: UnitRate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One row of the score's calculation."""

    step: Step
    kind: str
    verdict: str


def render(facts: NightFacts, *, printed_at: datetime, titles: Mapping[str, str]) -> str:
    """Lay the facts out as HTML."""
    score = facts.judgement.score
    sorted_ = sort_findings(facts, titles)
    own = heat_map.of_site(facts.judgement.columns)
    return (
        environment()
        .get_template("site_report.html")
        .render(
            facts=facts,
            caveats=caveats(facts),
            coverage_name=coverage_name(facts),
            site_kind=SITE_KIND_NAMES[facts.site.kind],
            score=score,
            grade=GRADE_NAMES[score.grade],
            tone=_TONES[score.grade],
            conclusion=conclusion(facts),
            pass_mark=pass_mark(facts),
            previous_grade=GRADE_NAMES[facts.previous_grade] if facts.previous_grade else "",
            troubles=troubles(facts, sorted_),
            changes=changes(facts, titles),
            units=[UnitLine(rate=u, text=wording.rate(u.on_time, u.due)) for u in score.units],
            columns=column_lines(facts.judgement.columns),
            heat_maps=heat_map.heat_maps(own, facts.night_on, MAX_MAPPED),
            strip=visit_strip.strip([(facts.site.name, facts.visits)]),
            mapped=len(own),
            max_mapped=MAX_MAPPED,
            sorted=sorted_,
            unverified=facts.unverified_targets,
            steps=[step_line(step) for step in score.steps],
            printed_at=printed_at,
            max_lines=MAX_LINES,
            max_places=MAX_PLACES,
            max_changes=MAX_CHANGES,
            position_name=wording.position_name,
            link_kind_names=wording.LINK_KIND_NAMES,
        )
    )


def step_line(step: Step) -> StepLine:
    """Return one row of the calculation with its words."""
    return StepLine(
        step=step,
        kind=wording.indicator_kind(step.kind),
        verdict=VERDICT_NAMES[step.verdict],
    )
