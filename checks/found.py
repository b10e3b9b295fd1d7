"""Words for a check: `fail` and `suspect` build its findings, the runner adds name and owner.

Also the one order of severity by which verdicts about the same subject are merged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from model.finding import Finding, Place, Scalar, Verdict

_SEVERITY = (
    Verdict.NOT_APPLICABLE,
    Verdict.OK,
    Verdict.NOT_JUDGED,
    Verdict.CRASHED,
    Verdict.SUSPECT,
    Verdict.FAIL,
)
SEVERITY: Mapping[Verdict, int] = {verdict: rank for rank, verdict in enumerate(_SEVERITY)}


def fail(
    subject: str,
    message: str,
    *,
    places: tuple[Place, ...] = (),
    weight: str = "",
    **evidence: Scalar | list[str],
) -> Finding:
    """Return a finding of which the check is certain; keyword facts become its evidence."""
    return Finding(
        check="",
        subject=subject,
        verdict=Verdict.FAIL,
        message=message,
        places=places,
        evidence=evidence,
        weight=weight,
    )


def suspect(
    subject: str,
    message: str,
    *,
    places: tuple[Place, ...] = (),
    weight: str = "",
    **evidence: Scalar | list[str],
) -> Finding:
    """Return a finding that a person must look at; keyword facts become its evidence."""
    certain = fail(subject, message, places=places, weight=weight, **evidence)
    return replace(certain, verdict=Verdict.SUSPECT)


def unjudged(subject: str, reason: str, **evidence: Scalar | list[str]) -> Finding:
    """Return the record that a subject could not be judged, with the reason to print."""
    return Finding(
        check="", subject=subject, verdict=Verdict.NOT_JUDGED, message=reason, evidence=evidence
    )


def silent(subject: str, verdict: Verdict) -> Finding:
    """Return a verdict that only counts and prints nothing (OK, not applicable)."""
    return Finding(check="", subject=subject, verdict=verdict, message="")


def worse(one: Verdict, other: Verdict) -> Verdict:
    """Return the more severe of two verdicts about the same subject."""
    return one if SEVERITY[one] >= SEVERITY[other] else other


def in_words(day: date) -> str:
    """Return a day as official prose writes it, without padding: 2018年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
