"""Finding lines 问题清单: the findings of a night sorted into what a document prints apart.

Reads   NightFacts and the checks' Chinese titles
Gives   dead links by target, other problems by check, suspects, what could not be judged
Never   judges, drops a finding, or mixes a suspect with a problem
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from model.finding import STANDING_NAMES, Finding, Place, Standing, Verdict
from model.night import NightFacts
from model.picture import Picture
from reports import wording
from reports.safe_text import web_address

DEAD_LINK = "link_dead"
WHOLE_SITE = "全站"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding as its reader sees it."""

    title: str  # what the check is called
    subject: str
    name: str  # what the reader calls the subject: a column or 全站; "" for an address
    message: str
    unit: str
    column: str
    standing: str  # 新增, 仍存在 …; "" where there is nothing to compare with
    first_seen_on: date
    places: tuple[Place, ...]
    picture: Picture | None = None  # of the page as it stood
    review: str = ""  # 已确认 or 已驳回, by whom, when and why; "" where nobody decided


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLine:
    """One dead target; `status` is the HTTP status, None where there was no answer."""

    line: FindingLine
    kind: str
    outcome: str
    status: int | None
    nights: int | None  # failed in a row
    home: bool  # charged as a link of the home page


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The problems one check found."""

    title: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A night's findings, each in exactly one of these places."""

    dead: tuple[DeadLine, ...]
    groups: tuple[Group, ...]
    suspects: tuple[FindingLine, ...]
    unjudged: tuple[FindingLine, ...]
    crashed: tuple[FindingLine, ...]
    rejected: tuple[FindingLine, ...] = ()  # no problems, by a person's word

    @property
    def others(self) -> tuple[FindingLine, ...]:
        """All problems that are not dead links."""
        return tuple(line for group in self.groups for line in group.lines)


def sort_findings(facts: NightFacts, titles: Mapping[str, str]) -> Sorted:
    """Sort the findings; problems with more places first among dead links, home page first."""
    by_verdict: dict[Verdict, list[Finding]] = {verdict: [] for verdict in Verdict}
    for finding in facts.judgement.findings:
        by_verdict[finding.verdict].append(finding)
    failing = by_verdict[Verdict.FAIL]
    dead = [_dead(facts, f, titles) for f in failing if f.check == DEAD_LINK]
    dead.sort(key=lambda dead: (not dead.home, -len(dead.line.places), dead.line.subject))
    groups: dict[str, list[Finding]] = {}
    for finding in failing:
        if finding.check != DEAD_LINK:
            groups.setdefault(finding.check, []).append(finding)
    return Sorted(
        dead=tuple(dead),
        groups=tuple(
            Group(title=titles.get(check, wording.UNNAMED_CHECK), lines=_lines(facts, all_, titles))
            for check, all_ in groups.items()
        ),
        suspects=_lines(facts, by_verdict[Verdict.SUSPECT], titles),
        unjudged=_lines(facts, by_verdict[Verdict.NOT_JUDGED], titles),
        crashed=_lines(facts, by_verdict[Verdict.CRASHED], titles),
        rejected=_lines(facts, list(facts.judgement.rejected), titles),
    )


def finding_line(facts: NightFacts, finding: Finding, titles: Mapping[str, str]) -> FindingLine:
    """Return one finding as a line."""
    identity = finding.fingerprint(facts.site.code)
    standing: Standing | None = facts.standings.get(identity)
    return FindingLine(
        title=titles.get(finding.check, wording.UNNAMED_CHECK),
        subject=finding.subject,
        name=_name(finding),
        message=finding.message,
        unit=finding.unit or wording.NO_UNIT,
        column=finding.column,
        standing=STANDING_NAMES[standing] if standing else "",
        first_seen_on=facts.first_seen.get(identity, facts.night_on),
        places=finding.places,
        picture=facts.pictures.get(identity),
        review=_review(facts, identity),
    )


def _review(facts: NightFacts, identity: str) -> str:
    review = facts.judgement.reviews.get(identity)
    return wording.reviewed(review) if review else ""


def _name(finding: Finding) -> str:
    if finding.check == DEAD_LINK:
        return ""
    # A subject that is neither a column nor an address is a key of the check's own.
    return finding.column or ("" if web_address(finding.subject) else WHOLE_SITE)


def _lines(
    facts: NightFacts, findings: list[Finding], titles: Mapping[str, str]
) -> tuple[FindingLine, ...]:
    return tuple(finding_line(facts, finding, titles) for finding in findings)


def _dead(facts: NightFacts, finding: Finding, titles: Mapping[str, str]) -> DeadLine:
    return DeadLine(
        line=finding_line(facts, finding, titles),
        kind=wording.link_kind(finding),
        outcome=wording.outcome(finding),
        status=wording.number(finding, "status"),
        nights=wording.number(finding, "failed_nights"),
        home=finding.weight == "home",
    )
