"""Changes 变化情况: what is new, back, gone and still there since the night before.

Reads   NightFacts and the checks' Chinese titles
Gives   four lists in a fixed order, or none on the first night
Never   counts what could not be judged as a change
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.finding import STANDING_NAMES, Finding, Standing, Verdict
from model.night import NightFacts
from reports.finding_lines import FindingLine, finding_line

_PROBLEMS = frozenset({Verdict.FAIL, Verdict.SUSPECT})
_ORDER = (Standing.NEW, Standing.BACK, Standing.GONE, Standing.STILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """The findings that stand in one way against the night before."""

    standing: Standing
    word: str
    lines: tuple[FindingLine, ...]


def changes(facts: NightFacts, titles: Mapping[str, str]) -> tuple[ChangeList, ...]:
    """Return the lists 新增, 再次出现, 已消除, 仍存在; none if there is no night before."""
    if facts.previous_night_on is None:
        return ()
    sorted_in: dict[Standing, list[Finding]] = {standing: [] for standing in _ORDER}
    for finding in facts.judgement.findings:
        standing = facts.standings.get(finding.fingerprint(facts.site.code))
        if finding.verdict in _PROBLEMS and standing in sorted_in:
            sorted_in[standing].append(finding)
    sorted_in[Standing.GONE] = list(facts.gone)
    return tuple(
        ChangeList(
            standing=standing,
            word=STANDING_NAMES[standing],
            lines=tuple(finding_line(facts, finding, titles) for finding in sorted_in[standing]),
        )
        for standing in _ORDER
    )
