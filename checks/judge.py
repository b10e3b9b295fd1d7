"""Judging: one night of one site under one rulebook, from snapshot to score.

Reads   a snapshot, a rulebook, what people decided and entered; nothing else, no clock
Gives   runs, merged findings, column states and the score: the same bytes every time
Never   holds our own failure against a unit: an unsound night leaves everything NOT_JUDGED
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from checks.column_states import column_states
from checks.evidence import Evidence
from checks.found import unjudged
from checks.limits import Limits
from checks.merging import merge
from checks.options import build_options
from checks.registry import all_checks
from checks.reposting import adopted
from checks.reviewing import review_columns, review_runs
from checks.runner import run_check
from checks.scoring import score
from model.entry import Entry, holding
from model.errors import RulebookError
from model.finding import Verdict
from model.judgement import Judgement
from model.review import Review
from model.rulebook import Indicator, Rulebook
from model.score import CheckRun
from model.snapshot import Snapshot


def judge(
    snapshot: Snapshot,
    rulebook: Rulebook,
    *,
    pass_mark: Decimal | None = None,
    remind_before_days: int = 3,
    reviews: Sequence[Review] = (),
    entries: Sequence[Entry] = (),
) -> Judgement:
    """Run every check the rulebook names, apply the reviews, merge, describe the columns, score.

    All rows run, also those that do not count for this kind of site: their findings are
    worth mending. `findings` holds every verdict but OK and 不适用; look at `verdict`.
    """
    if rulebook.for_units:
        raise RulebookError(
            f"指标体系 {rulebook.id} 是评单位的，不能用来评网站；单位得分请用 xunjian score units"
        )
    if snapshot.estate is None and _is_of_domains(rulebook):
        raise RulebookError(
            f"指标体系 {rulebook.id} 是查域名的，不能用来评网站；域名请用 xunjian domains judge"
        )
    evidence = Evidence(snapshot)
    code, night_on = snapshot.site.code, snapshot.night_on
    runs = tuple(run for row in rulebook.indicators for run in _runs_of(row, evidence))
    decided = review_runs(runs, rulebook, reviews, code, night_on)
    states = column_states(evidence, _limits(rulebook), remind_before_days)
    columns = review_columns(states, decided.reviews, code)
    return Judgement(
        site_code=code,
        night_on=night_on,
        runs=decided.runs,
        findings=merge(decided.runs, rulebook),
        columns=columns,
        score=score(
            rulebook,
            decided.runs,
            site=snapshot.site,
            columns=columns,
            pass_mark=pass_mark,
            entries=holding(entries, code, night_on),
        ),
        confirmed=decided.confirmed,
        rejected=decided.rejected,
        adopted=adopted(evidence),
        reviews=decided.reviews,
    )


def _is_of_domains(rulebook: Rulebook) -> bool:
    named = {binding.check for row in rulebook.indicators for binding in row.checks}
    return bool(named) and all(all_checks()[name].theme == "domains" for name in named)


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
