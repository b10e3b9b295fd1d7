"""Annual disclosure reports that the site lists, with the tables in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from checks.columns import Owner
from checks.evidence import Evidence
from checks.listed import plain_title
from checks.same_title import folded
from extract.disclosure_tables import DisclosureTables, disclosure_tables

_YEAR = re.compile(r"(20\d{2})\s*年度?")
_WORDS = ("信息公开", "年度报告")


@dataclass(frozen=True)
class AnnualReport:
    """One report: the page, or the file, that a list links to under such a title."""

    subject: str
    title: str
    year: int  # it reports on
    evidence: Evidence
    before: AnnualReport | None = None  # the same body's of the year before, if the site lists it

    @property
    def owner(self) -> Owner:
        """The column that lists it answers for it."""
        return self.evidence.ownership.of(self.subject)

    @cached_property
    def tables(self) -> DisclosureTables:
        """What its text shows of the two tables."""
        page = self.evidence.snapshot.page_at(self.subject)
        texts = self.evidence.snapshot.texts
        address = page.url if page is not None else self.subject
        return disclosure_tables(texts[address]) if address in texts else DisclosureTables()


def annual_reports(evidence: Evidence) -> Iterator[AnnualReport]:
    """Give every listed report by year and address, each once."""
    met: dict[str, tuple[int, str, str]] = {}
    for page in evidence.pages:
        for item in page.listing.items:
            if "年" not in item.title:  # spares most titles the closer look
                continue
            title = plain_title(item.title)
            year = _YEAR.search(title)
            if year is not None and all(word in title for word in _WORDS):
                met.setdefault(item.url, (int(year[1]), item.title, item.url))
    known: dict[tuple[str, int], AnnualReport] = {}
    for year_of, title, url in sorted(met.values(), key=lambda each: (each[0], each[2])):
        body = folded(_YEAR.sub("", title))
        before = known.get((body, year_of - 1))
        report = AnnualReport(url, title, year_of, evidence, before)
        known.setdefault((body, year_of), report)
        yield report
