"""RoundFacts and UnitFacts: what the documents about all sites, or about one unit, print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from model.adoption import Adoption
from model.case import WITH_UNIT, Case
from model.case_rates import CaseRates
from model.finding import Finding
from model.judgement import ColumnState
from model.night import NightFacts
from model.rulebook import Rulebook
from model.score import UnitRate, UnitScore


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One value on one day; None where nothing could be judged."""

    on: date
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumn:
    """One column of a unit, with the site it stands on."""

    site_code: str
    site_name: str
    state: ColumnState


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProblem:
    """One certain finding of a unit, with the site it was seen on."""

    site_code: str
    site_name: str
    finding: Finding
    first_seen_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """One unit in one night: its columns, problems and open cases, and how it came to them."""

    unit: str
    score: UnitScore
    columns: tuple[OwnColumn, ...]
    problems: tuple[OwnProblem, ...]
    suspects: int  # in no score and no problem until a person has looked
    open_cases: tuple[Case, ...]  # confirmed by a person and not closed
    unconfirmed: int  # open cases that nobody has confirmed yet
    overdue: int  # of the open cases
    rates: CaseRates | None  # of the month; None: no case of the unit in it
    open_trend: tuple[TrendPoint, ...]  # problems open after each night, unconfirmed ones too
    adopted: tuple[Adoption, ...] | None = None  # this year; None: no site counts it

    @property
    def rate(self) -> UnitRate:
        """The unit's 达标率."""
        return self.score.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class PassCount:
    """Sites by conclusion; a site without one is in neither part of the 合格率."""

    passed: int
    failed: int
    partly: int  # above the mark so far, or no veto seen: no conclusion yet
    not_judged: int

    @property
    def concluded(self) -> int:
        """Sites with a conclusion: what the 合格率 is counted from."""
        return self.passed + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """All sites and units in one night, with the month the night lies in.

    Of an older night, cases are as they stood when the next night came: at the end of
    `cases_until_on`; None for the newest night, whose cases are as they stand now.
    """

    night_on: date
    office: str
    cases_until_on: date | None
    nights: tuple[NightFacts, ...]
    passes: PassCount
    unconfirmed_fails: frozenset[str]  # codes of sites whose 不合格 no person has confirmed yet
    rate: UnitRate  # sum over the units
    units: tuple[UnitFacts, ...]  # by name
    unit_rulebook: Rulebook
    unit_rates: CaseRates  # sum over the units, of the month
    quarter_rates: CaseRates  # sum over the units, of the quarter up to the night
    problems: Mapping[str, int]  # certain findings by check
    messages: Mapping[str, str]  # of the night's certain findings, by fingerprint
    open_cases: int  # confirmed by a person and not closed
    unconfirmed: int  # open cases that nobody has confirmed yet
    overdue: int
    open_trend: tuple[TrendPoint, ...]  # problems open after each night, unconfirmed ones too
    site_trends: Mapping[str, tuple[TrendPoint, ...]]  # points by site code
    cases: tuple[Case, ...]  # every one, closed and withdrawn ones too
    confirmed: tuple[Case, ...]  # open cases a person confirmed: what may leave the office
    to_circulate: tuple[Case, ...]  # what the rule of escalation proposes

    @property
    def confirmed_passes(self) -> PassCount:
        """The sites by conclusion as a circular may say it: a 不合格 only a person confirmed."""
        return replace(self.passes, failed=self.passes.failed - len(self.unconfirmed_fails))

    @property
    def with_units(self) -> tuple[Case, ...]:
        """The confirmed open cases their units were told of: what a circular may name."""
        return tuple(case for case in self.confirmed if case.state in WITH_UNIT)

    def told(self, case: Case) -> str:
        """Return what the night says of a case; what it was opened with where it says nothing."""
        return self.messages.get(case.fingerprint, case.message)

    def seen(self, case: Case) -> bool:
        """Whether the night found the problem of a case."""
        return case.fingerprint in self.messages
