"""Score 得分 with every step that made it; UnitRate 达标率 per unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from model.finding import Finding, Verdict


class Grade(StrEnum):
    """The conclusion about one site."""

    PASS = "pass"  # 合格  # noqa: S105
    # 已判部分合格: above the mark, but not every row was judged
    PASS_SO_FAR = "pass_so_far"  # noqa: S105
    FAIL = "fail"  # 不合格
    NO_VETO_SEEN = "no_veto_seen"  # no points known: only vetoes were judged, none triggered
    NOT_SCORED = "not_scored"  # the rulebook says that nothing is scored
    NOT_JUDGED = "not_judged"  # 未判定: the night cannot be judged


GRADE_NAMES: dict[Grade, str] = {
    Grade.PASS: "合格",
    Grade.PASS_SO_FAR: "已判部分合格",
    Grade.FAIL: "不合格",
    Grade.NO_VETO_SEEN: "未发现单项否决情形",
    Grade.NOT_SCORED: "不计分",
    Grade.NOT_JUDGED: "未判定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRun:
    """What one binding (check and options) gave on one snapshot.

    `subjects` holds the verdict of every subject judged; `findings` what is worth printing.
    """

    indicator: str
    check: str
    subjects: Mapping[str, Verdict]
    findings: tuple[Finding, ...]
    rejected: tuple[Finding, ...] = ()  # found, and no problem according to a reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the calculation, in rulebook order."""

    indicator: str
    name: str
    group: str
    kind: str
    verdict: Verdict  # of the row as a whole
    text: str  # Chinese: how the row came out
    points: Decimal | None = None  # what the row is worth
    lost: Decimal = Decimal(0)
    gained: Decimal = Decimal(0)  # bonus
    judged_share: Decimal = Decimal(0)  # of the row's subjects, 0 to 1
    verified: bool = True
    findings: tuple[str, ...] = ()  # fingerprints
    entry: int = 0  # number of the staff's entry that counted; 0: none


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRate:
    """达标率 of one unit: columns on time ÷ columns due. Zero due: not applicable."""

    unit: str
    due: int
    on_time: int
    stale: int = 0
    soon: int = 0  # on time, limit near
    not_judged: int = 0  # not counted in `due`
    exempt: int = 0  # not counted in `due`
    findings: int = 0  # all failing findings of the unit

    def __add__(self, other: UnitRate) -> UnitRate:
        """Return the counts of one unit over two sites."""
        return UnitRate(
            unit=self.unit,
            due=self.due + other.due,
            on_time=self.on_time + other.on_time,
            stale=self.stale + other.stale,
            soon=self.soon + other.soon,
            not_judged=self.not_judged + other.not_judged,
            exempt=self.exempt + other.exempt,
            findings=self.findings + other.findings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """绩效得分 of one unit in one night, by a rulebook for units."""

    unit: str
    points: Decimal | None  # None: nothing was judged
    coverage: Decimal
    unverified: bool
    rate: UnitRate
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The verdict about one site in one night under one rulebook."""

    rulebook: str
    rulebook_digest: str
    grade: Grade
    vetoes: tuple[str, ...]  # names of triggered veto rows
    points: Decimal | None  # None: vetoed, or the rulebook's weights are unknown
    deduction_points: Decimal | None  # what the deduction part would give, vetoed or not
    bonus: Decimal = Decimal(0)
    coverage: Decimal = Decimal(0)  # share of points really judged, 0 to 1
    pass_mark: Decimal | None = None
    unverified_points: Decimal = Decimal(0)  # of `lost`, by figures not seen in the official text
    unverified: bool = False  # a figure that mattered was not seen in the official text
    steps: tuple[Step, ...] = ()
    units: tuple[UnitRate, ...] = field(default=())
