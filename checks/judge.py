"""Judging: one night of one site under one rulebook, from snapshot to score.

Reads   a snapshot and a rulebook; nothing else, no clock
Gives   runs, merged findings, column states and the score: the same bytes every time
Never   holds our own failure against a unit: an unsound night leaves everything NOT_JUDGED
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checks.column_states import column_states
from checks.evidence import Evidence
from checks.found import unjudged
from checks.limits import Limits
from checks.merging import merge
from checks.options import build_options
from checks.registry import all_checks
from checks.runner import run_check
from checks.scoring import score
from model.finding import Verdict
from model.judgement import Judgement
from model.rulebook import Indicator, Rulebook
from model.score import CheckRun
from model.snapshot import Snapshot


def judge(
    snapshot: Snapshot,
    rulebook: Rulebook,
    *,
    pass_mark: Decimal | None = None,
    remind_before_days: int = 3,
) -> Judgement:
    """Run every check the rulebook names, merge, describe the columns and score.

    All rows run, also those that do not count for this kind of site: their findings are
    worth mending. `findings` holds every verdict but OK and 不适用; look at `verdict`.
    """
    evidence = Evidence(snapshot)
    runs = tuple(run for row in rulebook.indicators for run in _runs_of(row, evidence))
    columns = column_states(evidence, _limits(rulebook), remind_before_days)
    return Judgement(
        site_code=snapshot.site.code,
        night_on=snapshot.night_on,
        runs=runs,
        findings=merge(runs, rulebook),
        columns=columns,
        score=score(rulebook, runs, site=snapshot.site, columns=columns, pass_mark=pass_mark),
    )


def _runs_of(row: Indicator, evidence: Evidence) -> list[CheckRun]:
    snapshot = evidence.snapshot
    if not snapshot.soundness.sound:
        return [_unsound(row.id, binding.check, evidence) for binding in row.checks]
    return [
        run_check(
            all_checks()[binding.check],
            build_options(all_checks()[binding.check].options, binding.options),
            evidence,
            snapshot.night_on,
            row.id,
        )
        for binding in row.checks
    ]


def _unsound(indicator: str, check: str, evidence: Evidence) -> CheckRun:
    snapshot = evidence.snapshot
    home = snapshot.site.home_url
    finding = unjudged(home, snapshot.soundness.reason or "本次巡检不完整，不足以判定")
    return CheckRun(
        indicator=indicator,
        check=check,
        subjects={home: Verdict.NOT_JUDGED},
        findings=(replace(finding, check=check, unit=snapshot.site.unit, indicators=(indicator,)),),
    )


def _limits(rulebook: Rulebook) -> list[Limits]:
    """Return what each row says about the freshness of columns, in rulebook order."""
    found = []
    for row in rulebook.indicators:
        for binding in row.checks:
            options = build_options(all_checks()[binding.check].options, binding.options)
            if isinstance(options, Limits):
                found.append(options)
    return found
