"""Review 复核: a person confirms or rejects what the program found; nothing is ever erased.

A decision rests on what was seen: the evidence digest. It is taken back by an undo, not by
deletion, so that every score of the past can be explained.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from model.finding import Finding


class Decision(StrEnum):
    """What a person said about a finding."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Reach(StrEnum):
    """How far a decision goes."""

    ONCE = "once"  # as long as the evidence stays what the person saw
    HERE = "here"  # this finding of this site, whatever its evidence, until the end date
    EVERYWHERE = "everywhere"  # the same matter on every site, until the end date


DECISION_NAMES: dict[Decision, str] = {
    Decision.CONFIRMED: "已确认",
    Decision.REJECTED: "已驳回",
}
REACH_NAMES: dict[Reach, str] = {
    Reach.ONCE: "仅限本次",
    Reach.HERE: "本处",
    Reach.EVERYWHERE: "各处",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision; it holds for nights from `from_on` (the one that was looked at) on."""

    decision: Decision
    reach: Reach
    site_code: str  # where it was decided, also for EVERYWHERE
    fingerprint: str
    check: str
    matter: str  # by which EVERYWHERE knows the finding on other sites
    digest: str  # of the evidence that was looked at
    message: str  # the finding's sentence when it was looked at
    reason: str
    who: str
    at: datetime
    from_on: date
    until_on: date | None = None
    id: int = 0
    undone_at: datetime | None = None
    undone_by: str = ""
    undone_reason: str = ""

    def holds_for(self, finding: Finding, site_code: str, digest: str, on: date) -> bool:
        """Whether it decides this finding of this site on this night."""
        if self.undone_at is not None or on < self.from_on or self.check != finding.check:
            return False
        if self.until_on is not None and self.until_on < on:
            return False
        if self.reach is Reach.EVERYWHERE:
            return self.matter == matter_of(finding)
        same = self.fingerprint == finding.fingerprint(site_code)
        return same and (self.reach is Reach.HERE or self.digest == digest)


def matter_of(finding: Finding) -> str:
    """Return what a finding is about, wherever it is met: its phrase, else its subject."""
    phrase = finding.evidence.get("phrase")
    return phrase if isinstance(phrase, str) and phrase else finding.subject


def deciding(
    reviews: Iterable[Review], finding: Finding, site_code: str, digest: str, on: date
) -> Review | None:
    """Return the review that decides: one about this very finding before a general one.

    Of equals the latest holds; None where nobody has decided.
    """
    holding = [r for r in reviews if r.holds_for(finding, site_code, digest, on)]
    return max(holding, key=lambda r: (r.reach is not Reach.EVERYWHERE, r.id), default=None)
