"""NightFacts: everything a document prints about one site in one night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from model.attachment import FileState
from model.availability import DayVisits
from model.finding import Finding, Standing
from model.judgement import Judgement
from model.picture import Picture
from model.rulebook import Rulebook
from model.score import Grade
from model.site import Site
from model.snapshot import Soundness, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class NightFacts:
    """One site, one night, judged: the input of every document about it."""

    site: Site
    night_on: date
    observed_at: datetime
    rulebook: Rulebook
    judgement: Judgement
    soundness: Soundness
    pages: int  # HTML documents read
    fetched: int  # requests made
    links: int  # distinct link targets known
    unasked_pages: int = 0  # of the pages: not asked in this night, known from an earlier one
    oldest_look_on: date | None = None  # of these, the oldest look
    files: Mapping[FileState, int] = field(default_factory=dict)  # attachments looked into
    standings: Mapping[str, Standing] = field(default_factory=dict)  # by fingerprint
    first_seen: Mapping[str, date] = field(default_factory=dict)  # by fingerprint
    gone: tuple[Finding, ...] = ()  # found last night, not any more
    unverified_targets: tuple[Target, ...] = ()  # blocked, timeouts, login … never held against
    previous_night_on: date | None = None
    previous_points: Decimal | None = None
    previous_grade: Grade | None = None
    pass_mark: Decimal | None = None
    district: str = ""
    office: str = ""
    visits: tuple[DayVisits, ...] = ()  # of the last weeks, by day; none: never probed
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # by fingerprint
    notices: tuple[str, ...] = ()  # what went wrong on our side; first lines of the report

    @property
    def files_read(self) -> int:
        """Attachments whose text was looked at by the content checks."""
        return sum(count for state, count in self.files.items() if state.has_text)

    @property
    def files_unread(self) -> Mapping[FileState, int]:
        """Attachments without a text, by the reason."""
        return {state: count for state, count in self.files.items() if not state.has_text}
