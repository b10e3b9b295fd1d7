"""Tally of one rulebook row: every subject's verdict, over all checks that serve the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from checks.found import worse
from checks.registry import judges_columns
from model.finding import Finding, Verdict
from model.score import CheckRun

SHARE = Decimal("0.0001")
"""Shares are kept to four digits, so that a score is the same bytes wherever it is computed."""


class Judged(NamedTuple):
    """One subject as one check saw it; there are some for every page, so it is a bare tuple."""

    check: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The verdicts of a row's subjects and the finding that stands for each."""

    verdicts: Mapping[Judged, Verdict]
    findings: Mapping[Judged, Finding]
    rejected: int = 0  # subjects whose problem a reviewer rejected

    def having(self, verdict: Verdict) -> tuple[Judged, ...]:
        """Return the subjects with this verdict, sorted."""
        found = (key for key, value in self.verdicts.items() if value is verdict)
        return tuple(sorted(found, key=lambda key: (key.check, key.subject)))

    def count(self, verdict: Verdict) -> int:
        """Return how many subjects have this verdict."""
        return Counter(self.verdicts.values())[verdict]

    def columns(self) -> frozenset[str]:
        """Return the addresses of the columns this row covers, whatever came out."""
        return frozenset(
            key.subject
            for key, verdict in self.verdicts.items()
            if verdict is not Verdict.NOT_APPLICABLE and judges_columns(key.check)
        )

    @property
    def judged_share(self) -> Decimal:
        """The share of the subjects that were decided, 0 to 1; 0 if there are none.

        SUSPECT is not decided before a person says so; what does not apply does not count.
        """
        seen = Counter(self.verdicts.values())
        decided = seen[Verdict.OK] + seen[Verdict.FAIL]
        due = seen.total() - seen[Verdict.NOT_APPLICABLE]
        return (Decimal(decided) / due).quantize(SHARE) if due else Decimal(0)

    def weights(self, keys: Iterable[Judged]) -> Counter[str]:
        """Count subjects by the weight class of their findings."""
        return Counter(self.findings[k].weight if k in self.findings else "" for k in keys)

    def fingerprints(self, site_code: str) -> tuple[str, ...]:
        """Return the fingerprints of the failing and doubtful subjects, sorted."""
        shown = (Verdict.FAIL, Verdict.SUSPECT)
        keys = [key for key, verdict in self.verdicts.items() if verdict in shown]
        return tuple(
            sorted({self.findings[k].fingerprint(site_code) for k in keys if k in self.findings})
        )


def tally(runs: Iterable[CheckRun]) -> Tally:
    """Bring the runs of one row together; of two verdicts on one subject the worse holds."""
    verdicts: dict[Judged, Verdict] = {}
    findings: dict[Judged, Finding] = {}
    rejected: set[Judged] = set()
    for run in runs:
        for subject, verdict in run.subjects.items():
            key = Judged(run.check, subject)
            known = verdicts.setdefault(key, verdict)
            if known is not verdict:
                verdicts[key] = worse(known, verdict)
        rejected |= {Judged(run.check, finding.subject) for finding in run.rejected}
        for finding in run.findings:
            key = Judged(run.check, finding.subject)
            before = findings.get(key)
            if before is None or worse(before.verdict, finding.verdict) is not before.verdict:
                findings[key] = finding
    return Tally(verdicts=verdicts, findings=findings, rejected=len(rejected))
