"""Articles of columns of one kind: subjects for checks of documents, letters and guides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence, Owner, day_of
from checks.evidence import Evidence
from checks.found import in_words
from model.errors import EvidenceMissing
from model.page import PageFacts, PageKind
from model.page_field import PageField
from model.site import ColumnKind
from model.workdays import WorkCalendar

_READ = frozenset({PageKind.ARTICLE, PageKind.OTHER})


@dataclass(frozen=True, slots=True)
class Article:
    """One page that a column lists, with what the night knows around it."""

    page: PageFacts
    column: ColumnEvidence
    listed_on: date | None  # as list or page say
    calendar: WorkCalendar

    @property
    def subject(self) -> str:
        """The page's address."""
        return self.page.url

    @property
    def owner(self) -> Owner:
        """The column that lists it answers for it."""
        return self.column.owner

    @property
    def title(self) -> str:
        """Its title, its address where it has none."""
        return self.page.title or self.page.url

    def day(self, field: PageField) -> date | None:
        """Return a day the page states under a label; None if it states none."""
        return day_of(self.page.fields.get(field))


@dataclass(frozen=True, slots=True)
class Letters:
    """One column of public messages 留言公开 with those of its pages that were read."""

    column: ColumnEvidence
    articles: tuple[Article, ...]
    calendar: WorkCalendar

    @property
    def subject(self) -> str:
        """The column's address."""
        return self.column.subject

    @property
    def owner(self) -> Owner:
        """The responsible unit answers for its column."""
        return self.column.owner


def letters(evidence: Evidence) -> Iterator[Letters]:
    """Give every column of public messages."""
    for column in evidence.columns:
        if column.column.kind is ColumnKind.MESSAGES:
            articles = tuple(_articles(evidence, (column,)))
            yield Letters(column, articles, evidence.snapshot.calendar)


def messages(evidence: Evidence) -> Iterator[Article]:
    """Give every page that a column of public messages lists."""
    return _of_kinds(evidence, ColumnKind.MESSAGES)


def guides(evidence: Evidence) -> Iterator[Article]:
    """Give every page that a column of services lists."""
    return _of_kinds(evidence, ColumnKind.SERVICE)


def documents(evidence: Evidence) -> Iterator[Article]:
    """Give every page that a column of policy documents lists."""
    return _of_kinds(evidence, ColumnKind.POLICY)


def interpretations(evidence: Evidence) -> Iterator[Article]:
    """Give every page that a column of interpretations lists."""
    return _of_kinds(evidence, ColumnKind.INTERPRETATION)


def workdays_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """Return how many working days after `start` up to `end` there are.

    Raises EvidenceMissing where the holidays of a year in between are not known.
    """
    for year in range(start.year, end.year + 1):
        if year not in calendar.years:
            raise EvidenceMissing(
                f"没有{year}年的节假日安排，无法计算{in_words(start)}起的工作日，未判定"
            )
    days = range(start.toordinal() + 1, end.toordinal() + 1)
    return sum(calendar.is_workday(date.fromordinal(day)) for day in days)


def _of_kinds(evidence: Evidence, kind: ColumnKind) -> Iterator[Article]:
    columns = (c for c in evidence.columns if c.column.kind is kind)
    return _articles(evidence, columns)


def _articles(evidence: Evidence, columns: Iterable[ColumnEvidence]) -> Iterator[Article]:
    snapshot = evidence.snapshot
    given: set[str] = set()
    for column in columns:
        for url in column.item_urls:
            page = snapshot.page_at(url)
            if page is None or page.kind not in _READ or page.url in given:
                continue
            given.add(page.url)
            listed_on = evidence.date_of(page.url, None)
            yield Article(page, column, listed_on, snapshot.calendar)
