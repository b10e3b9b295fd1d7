"""Annual disclosure reports that the site lists, with the tables in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

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

    @property
    def tables(self) -> DisclosureTables:
        """What its text, or else a file that its page links to, shows of the two tables."""
        return self._read[0]

    @property
    def in_file(self) -> bool:
        """Whether the tables were read in a file: its cells are told apart less surely."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[DisclosureTables, bool]:
        snapshot = self.evidence.snapshot
        page = snapshot.page_at(self.subject)
        address = page.url if page is not None else self.subject
        for each in (address, *_files_of(self.evidence).get(address, ())):
            text = snapshot.texts.get(each)
            tables = disclosure_tables(text) if text else DisclosureTables()
            if tables.requests is not None:
                return tables, page is None or each != address
        return DisclosureTables(), False


_FILES: WeakKeyDictionary[Evidence, dict[str, list[str]]] = WeakKeyDictionary()


def _files_of(evidence: Evidence) -> dict[str, list[str]]:
    """Return the files whose text was read, by the pages that link to them."""
    made = _FILES.get(evidence)
    if made is None:
        made = _FILES[evidence] = {}
        for url, file in sorted(evidence.snapshot.attachments.items()):
            if file.state.has_text:
                for place in file.places:
                    made.setdefault(place.page, []).append(url)
    return made


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
