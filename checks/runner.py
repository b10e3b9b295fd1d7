"""The runner: one check over one snapshot; missing evidence and crashes become verdicts.

Here stands one of the two broad excepts of the program: a mistake in one check must neither
stop the night nor be held against the site. It is printed as CRASHED, with its trace.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import silent, unjudged, worse
from checks.registry import Check, Subject
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.score import CheckRun

T = TypeVar("T")


def run_check(
    check: Check, options: Any, evidence: Evidence, observed_on: date, indicator: str
) -> CheckRun:
    """Judge every subject of one check for one rulebook row.

    EvidenceMissing without a reason counts the subject as not judged and prints nothing:
    the fact is listed elsewhere (targets that could not be verified).
    """
    subjects: dict[str, Verdict] = {}
    findings: list[Finding] = []

    site = evidence.snapshot.site

    def count(name: str, verdict: Verdict) -> None:
        known = subjects.setdefault(name, verdict)
        if known is not verdict:
            subjects[name] = worse(known, verdict)

    def keep(finding: Finding, about: Subject | None) -> None:
        count(finding.subject, finding.verdict)
        if finding.message:
            owner = about.owner if about else Owner(site.unit)
            findings.append(
                replace(
                    finding,
                    check=check.id,
                    unit=owner.unit,
                    column=owner.column,
                    indicators=(indicator,),
                )
            )

    everything, trouble = _attempt(site.home_url, check.over, evidence)
    if trouble:
        keep(trouble, None)
    for subject in everything:
        judged, trouble = _attempt(subject.subject, _judge, check, options, subject, observed_on)
        for finding in judged:
            keep(finding, subject)
        if trouble:
            keep(trouble, subject)
        elif not judged:  # as most of them: no finding is made to say so
            count(subject.subject, Verdict.OK)
    return CheckRun(
        indicator=indicator, check=check.id, subjects=subjects, findings=tuple(findings)
    )


def _judge(check: Check, options: Any, subject: Any, on: date) -> Iterable[Finding]:
    if not check.applies(subject, options):
        return [silent(subject.subject, Verdict.NOT_APPLICABLE)]
    return list(check.judge(subject, options, on))


def _attempt(
    name: str, work: Callable[..., Iterable[T]], *given: object
) -> tuple[list[T], Finding | None]:
    """Do the work with what is given, or say what came in between."""
    try:
        return list(work(*given)), None
    except EvidenceMissing as cause:
        return [], unjudged(name, str(cause))
    except Exception as crash:  # noqa: BLE001  a check's bug is ours: it costs the site nothing
        return [], replace(
            unjudged(
                name,
                f"检查程序出错（{type(crash).__name__}），本项未判定",
                error=str(crash),
                trace=_trace(crash),
            ),
            verdict=Verdict.CRASHED,
        )


def _trace(crash: Exception) -> list[str]:
    """Name the frames by file and line; folders of this machine are nobody's business."""
    frames = traceback.extract_tb(crash.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
