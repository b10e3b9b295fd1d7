"""Office data that contradicts itself (单位电话、地址前后不一).

Finds
    An office whose telephone, or street and number, differ between pages of the site: contact
    page, duties, guides, footers. Pages of news, notices and documents are left out: they name
    the telephone of one matter. Guides name the windows of an office, so they contradict each
    other never, and the office's other pages only if no guide gives what those give. Several
    numbers on a page contradict nobody who gives one of them; numbers with and without the area
    code are the same.

Why
    The table of 2019 charges what a guide says wrongly, and who calls a dead number comes in vain.

Judges
    SUSPECT         two pages, or all guides and the other pages, have nothing in common about one
                    office: a person says which is right
    OK              all pages that name it agree
    NOT_JUDGED      no page gives an office's telephone or address in a way that can be told

Remedy
    Correct the wrong page; best keep such data in one place.

Units
    Last seven digits of a number; street with house number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import suspect
from checks.offices import OfficeFact, footer_fact
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.site import ColumnKind

_OF_ONE_MATTER = frozenset(
    {
        ColumnKind.NEWS,
        ColumnKind.NOTICE,
        ColumnKind.POLICY,
        ColumnKind.INTERPRETATION,
        ColumnKind.PERSONNEL,
        ColumnKind.MESSAGES,
        ColumnKind.SURVEY,
        ColumnKind.INTERVIEW,
        ColumnKind.TOPIC,
    }
)
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class OfficeData:
    """One thing about one office, and what every page says of it, sorted by page."""

    subject: str  # office#what
    evidence: Evidence
    said: tuple[tuple[str, OfficeFact], ...]
    guides: tuple[tuple[str, OfficeFact], ...] = ()  # of the windows where matters are handled

    @property
    def owner(self) -> Owner:
        """Whoever owns all the pages answers for it."""
        return self.evidence.ownership.common(page for page, _ in (*self.said, *self.guides))


def office_data(evidence: Evidence) -> Iterator[OfficeData]:
    """Give every office with a telephone or an address on some page."""
    kinds = {column.column.path: column.column.kind for column in evidence.columns}
    found: dict[str, list[tuple[str, OfficeFact]]] = {}
    guides: dict[str, list[tuple[str, OfficeFact]]] = {}

    def keep(page: str, fact: OfficeFact, *, of_guide: bool = False) -> None:
        subject = f"{fact.office}#{fact.what}"
        (guides if of_guide else found).setdefault(subject, []).append((page, fact))

    for url, facts in evidence.texts.items():
        if not facts.offices:
            continue
        kind = kinds.get(evidence.ownership.of(url).column)
        if kind not in _OF_ONE_MATTER:
            for fact in facts.offices:
                keep(url, fact, of_guide=kind is ColumnKind.SERVICE)
    footers: set[OfficeFact] = set()
    for page in evidence.pages:
        for fact in footer_fact(page.marks.organizer, page.marks.contact):
            if fact not in footers:  # the same on most pages
                footers.add(fact)
                keep(page.url, fact)
    if not found:
        raise EvidenceMissing("没有读到写明单位名称的电话和地址，是否前后一致未判定")
    for subject in sorted(found):
        yield OfficeData(
            subject, evidence, _in_order(found[subject]), _in_order(guides.get(subject, []))
        )


def _in_order(said: list[tuple[str, OfficeFact]]) -> tuple[tuple[str, OfficeFact], ...]:
    return tuple(sorted(said, key=lambda each: (each[0], each[1].shown)))


@check(title="单位电话、地址前后不一", over=office_data, options=NoOptions)
def judge(data: OfficeData, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if two pages have nothing in common."""
    page, first = data.said[0]
    other = next(((p, f) for p, f in data.said if f.forms.isdisjoint(first.forms)), None)
    said = data.said
    if other is None and data.guides:
        ours = frozenset[str]().union(*(fact.forms for _, fact in data.said))
        if all(fact.forms.isdisjoint(ours) for _, fact in data.guides):
            other, said = data.guides[0], (*data.said, *data.guides)
    if other is None:
        return
    shown = list(dict.fromkeys(fact.shown for _, fact in said))
    where = "、".join(f"“{text}”" for text in shown[:3])
    yield suspect(
        data.subject,
        f"{first.office}的{first.what}在不同页面上写法不一：{where}，请核实",
        places=tuple(Place(p, f.shown, "") for p, f in said[:_MOST_PLACES]),
        office=first.office,
        values=shown,
        one=page,
        other=other[0],
    )
