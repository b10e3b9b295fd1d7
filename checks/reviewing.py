"""Reviews applied: what a person confirmed counts, what a person rejected does not.

Reads   the runs of all rows, the reviews of the office
Gives   runs in which a confirmed suspicion is a failure and a rejected finding stands apart
Never   lets a decision outlive what it was about: REACH says how far it goes (model/review.py)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checks.merging import merge
from checks.registry import all_checks
from model.finding import Finding, Verdict, fingerprint
from model.judgement import ColumnState
from model.review import Decision, Reach, Review, deciding, matter_of
from model.rulebook import Rulebook
from model.score import CheckRun

_PROBLEMS = frozenset({Verdict.FAIL, Verdict.SUSPECT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The runs as decided, and what decided them."""

    runs: tuple[CheckRun, ...]
    confirmed: tuple[Finding, ...]  # as found, merged
    rejected: tuple[Finding, ...]  # as found, merged
    reviews: Mapping[str, Review]  # by fingerprint


class ReviewIndex:
    """Reviews by what they are about, so that many of them do not slow down many findings."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        self._by_fingerprint: dict[str, list[Review]] = {}
        self._by_matter: dict[tuple[str, str], list[Review]] = {}
        for review in reviews:
            if review.reach is Reach.EVERYWHERE:
                key = (review.check, review.matter)
                self._by_matter.setdefault(key, []).append(review)
            else:
                self._by_fingerprint.setdefault(review.fingerprint, []).append(review)

    def deciding(self, finding: Finding, site_code: str, on: date) -> Review | None:
        """Return the review that decides a finding as found on a night, None if nobody has."""
        general = self._by_matter.get((finding.check, matter_of(finding)), [])
        own = self._by_fingerprint.get(finding.fingerprint(site_code), [])
        if not own and not general:
            return None
        return deciding(own + general, finding, site_code, evidence_digest(finding), on)


def evidence_digest(finding: Finding) -> str:
    """Return 16 hex digits that stay the same as long as nothing changed for a reviewer.

    Covered are the verdict and the evidence, but not its counters (numbers grow every night by
    themselves) nor what the check calls `moving`; nor message and places, which repeat both.
    """
    known = all_checks().get(finding.check)
    moving = known.moving if known else ()
    steady = {
        name: value
        for name, value in finding.evidence.items()
        if name not in moving and (isinstance(value, bool) or not isinstance(value, int | float))
    }
    text = json.dumps([finding.verdict.value, steady], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def review_runs(
    runs: Iterable[CheckRun],
    rulebook: Rulebook,
    reviews: Iterable[Review],
    site_code: str,
    night_on: date,
) -> Reviewed:
    """Decide every problem of a night that somebody has reviewed."""
    index = ReviewIndex(reviews)
    as_found = tuple(runs)
    decided: dict[str, Review] = {}
    kept: dict[Decision, list[Finding]] = {decision: [] for decision in Decision}
    for finding in merge(as_found, rulebook):
        if finding.verdict not in _PROBLEMS:
            continue
        holding = index.deciding(finding, site_code, night_on)
        if holding is not None:
            decided[finding.fingerprint(site_code)] = holding
            kept[holding.decision].append(finding)
    if decided:
        as_found = tuple(_decide(run, decided, site_code) for run in as_found)
    return Reviewed(
        runs=as_found,
        confirmed=tuple(kept[Decision.CONFIRMED]),
        rejected=tuple(kept[Decision.REJECTED]),
        reviews=decided,
    )


def _decide(run: CheckRun, decided: Mapping[str, Review], site_code: str) -> CheckRun:
    def of(subject: str) -> Decision | None:
        review = decided.get(fingerprint(site_code, run.check, subject))
        return review.decision if review else None

    def verdict(subject: str, found: Verdict) -> Verdict:
        decision = of(subject) if found in _PROBLEMS else None
        if decision is None:
            return found
        return Verdict.FAIL if decision is Decision.CONFIRMED else Verdict.OK

    kept: list[Finding] = []
    rejected: list[Finding] = []
    for finding in run.findings:
        if finding.verdict in _PROBLEMS and of(finding.subject) is Decision.REJECTED:
            rejected.append(finding)
        else:
            kept.append(replace(finding, verdict=verdict(finding.subject, finding.verdict)))
    return replace(
        run,
        subjects={name: verdict(name, found) for name, found in run.subjects.items()},
        findings=tuple(kept),
        rejected=tuple(rejected),
    )


def review_columns(
    states: Iterable[ColumnState], decided: Mapping[str, Review], site_code: str
) -> tuple[ColumnState, ...]:
    """Return the states with the same decisions: they go into rates, tables and letters."""
    return tuple(_column(state, decided, site_code) for state in states)


def _column(state: ColumnState, decided: Mapping[str, Review], site_code: str) -> ColumnState:
    url = state.column.url
    stale = decided.get(fingerprint(site_code, "column_stale", url))
    blank = decided.get(fingerprint(site_code, "column_blank", url))
    if blank is not None and state.blank:
        said = f"{state.reason}（{in_person(blank)}）"
        if blank.decision is Decision.CONFIRMED:
            return replace(state, column=replace(state.column, inferred=False), reason=said)
        return replace(state, blank=False, verdict=Verdict.NOT_JUDGED, reason=said)
    if stale is not None and state.verdict in _PROBLEMS:
        said = f"{state.reason}（{in_person(stale)}）"
        if stale.decision is Decision.CONFIRMED:
            known = replace(state.column, inferred=False)
            return replace(state, column=known, verdict=Verdict.FAIL, reason=said)
        # On time by a person's word: the program knows no day on which that ends.
        return replace(
            state,
            verdict=Verdict.OK,
            reason=said,
            soon=False,
            deadline_on=None,
            days_left=None,
        )
    return state


def in_person(review: Review) -> str:
    """Return who decided what, and why, for a sentence's end."""
    word = "复核确认" if review.decision is Decision.CONFIRMED else "复核驳回"
    return f"{review.who}{word}：{review.reason}"
