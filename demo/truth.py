"""The written truth: what a right judgement finds on each night, nothing more, nothing less.

It supposes that the nights were run in order, D-2 first: a failing link is suspect until its
third night.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from demo import city, interpreting, media, outside, yearly
from demo.content import BaseUrls, night_index, target_address
from demo.faults import MISSING_MARKS, MISSING_TAGS, PAGE_FAULTS, SEEDED, SeededLink
from demo.items import WORK_REPORT_DUE, Item
from demo.labels import INCOMPLETE, LATE, REPEALED, UNANSWERED
from demo.offers import (
    DEAD_FORM,
    EMPTY_FORM,
    FORMLESS,
    LURE,
    LURE_IN,
    NEW_HOST,
    OFFER_FAULTS,
)
from demo.plan import COLUMNS, PORTAL, TOURISM, ColumnPlan, Form, column
from demo.planted import HIDDEN_IN, HOST, TAMPERED
from demo.probes import PROBE_FAULTS
from demo.search import BROKEN_ON
from demo.secure import OLD_TLS_ON, speaks_old
from demo.wordings import SUBJECTS
from demo.words import CULTURE, OFFICE
from model.finding import Verdict
from model.letter import LetterKind

SITE_UNITS = {PORTAL: OFFICE, TOURISM: CULTURE}
Items = Mapping[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """One expected judgement; `column` is the path of the column, "" where there is none."""

    check: str
    site_code: str
    subject: str
    verdict: str
    unit: str
    column: str
    night: date


@dataclass(frozen=True, slots=True, order=True)
class ExpectedLetter:
    """One expected letter with the paths of its columns, site by site."""

    kind: LetterKind
    unit: str
    columns: tuple[tuple[str, str], ...]  # (site code, column path), sorted


def expected(items: Items, today: date, night_on: date, urls: BaseUrls) -> tuple[Expected, ...]:
    """Return all findings of the night, sorted."""
    night = night_index(today, night_on)
    rows = (
        *_columns(night),
        *_homes(),
        *_links(items, night),
        *_pages(),
        *_dates(items, night),
        *_reports(night_on),
        *_labels(items),
        *_wordings(items),
        *_planted(night),
        *_offers(items, night),
        *_watched(items, today, urls),
        *_disclosure(items),
        *_connections(items, night),
    )
    return tuple(
        sorted(
            Expected(check, code, urls[code] + subject if at_site else subject, verdict, unit,
                     path, night_on)
            for check, code, subject, verdict, unit, path, at_site in rows
        )
    )  # fmt: skip


def not_judged(night_on: date, urls: BaseUrls) -> tuple[Expected, ...]:
    """Return what nobody can judge on any night: the list a script asks for."""
    return tuple(
        Expected(
            check, c.site, urls[c.site] + c.address, Verdict.NOT_JUDGED, c.unit, c.path, night_on
        )
        for check in ("column_blank", "column_stale")
        for c in COLUMNS
        if c.form is Form.SCRIPTED
    )


def letters(today: date, night_on: date) -> tuple[ExpectedLetter, ...]:
    """Return the letters of the night: reminders before a limit, urging letters after it.

    A blank column is a finding of its own and stands in no letter about updates.
    """
    night = night_index(today, night_on)
    held: dict[tuple[LetterKind, str], list[tuple[str, str]]] = {}
    for c in COLUMNS:
        if night in c.soon_on:
            held.setdefault((LetterKind.REMINDER, c.unit), []).append((c.site, c.path))
        if night in c.stale_on:
            held.setdefault((LetterKind.URGING, c.unit), []).append((c.site, c.path))
    return tuple(
        sorted(ExpectedLetter(kind, unit, tuple(sorted(w))) for (kind, unit), w in held.items())
    )


Row = tuple[str, str, str, str, str, str, bool]


def _columns(night: int) -> Iterator[Row]:
    for c in COLUMNS:
        if night in c.stale_on:
            yield _of_column("column_stale", c, Verdict.FAIL)
        if c.form is Form.UNDATED:
            yield _of_column("column_stale", c, Verdict.SUSPECT)
        if c.form is Form.BLANK:
            yield _of_column("column_blank", c, Verdict.FAIL)


def _of_column(check: str, c: ColumnPlan, verdict: Verdict) -> Row:
    return (check, c.site, c.address, verdict, c.unit, c.path, True)


def _of_item(check: str, c: ColumnPlan, address: str) -> Row:
    return (check, c.site, address, Verdict.SUSPECT, c.unit, c.path, True)


def _homes() -> Iterator[Row]:
    yield ("homepage_stale", TOURISM, "/", Verdict.FAIL, CULTURE, "", True)
    yield ("access_basics_missing", TOURISM, "lang", Verdict.FAIL, CULTURE, "", False)
    for check in ("search_missing", "mobile_unfit"):
        yield (check, TOURISM, "/", Verdict.SUSPECT, CULTURE, "", True)


def _links(items: Items, night: int) -> Iterator[Row]:
    for seed in SEEDED:
        if night not in seed.dead_on:
            continue
        failed_nights = sum(1 for n in seed.dead_on if n >= night)
        verdict = Verdict.FAIL if failed_nights >= 3 else Verdict.SUSPECT
        unit, path = _owner(seed)
        address = target_address(seed.address, seed.owner, seed.index, items)
        yield ("link_dead", seed.site, address, verdict, unit, path, True)


def _owner(seed: SeededLink) -> tuple[str, str]:
    if not seed.owner:
        return SITE_UNITS[seed.site], ""
    owner = column(seed.owner)
    return owner.unit, owner.path


def _pages() -> Iterator[Row]:
    for code, subject in MISSING_TAGS:
        yield ("page_tags_missing", code, subject, Verdict.FAIL, SITE_UNITS[code], "", False)
    for code, mark in MISSING_MARKS:
        yield ("footer_marks_missing", code, mark, Verdict.FAIL, SITE_UNITS[code], "", False)
    for check, code, subject, verdict in PAGE_FAULTS:
        yield (check, code, subject, verdict, SITE_UNITS[code], "", False)


def _reports(night_on: date) -> Iterator[Row]:
    """Give the department's missing work report; the portal's is there on the due day itself."""
    due = date(night_on.year, *WORK_REPORT_DUE)
    year = due.year - 1 - (night_on <= due)
    subject = f"政府网站工作年度报表:{year}"
    yield ("yearly_report_late", TOURISM, subject, Verdict.SUSPECT, CULTURE, "", False)


def _labels(items: Items) -> Iterator[Row]:
    for check, (folder, index) in (
        ("message_unanswered", UNANSWERED),
        ("document_published_late", LATE),
        ("repealed_unmarked", REPEALED),
        ("guide_elements_missing", INCOMPLETE),
    ):
        c = column(folder)
        address = target_address("", folder, index, items)
        yield (check, c.site, address, Verdict.SUSPECT, c.unit, c.path, True)
    c = column(UNANSWERED[0])
    yield ("replies_late", c.site, c.address, Verdict.SUSPECT, c.unit, c.path, True)


def _dates(items: Items, night: int) -> Iterator[Row]:
    seen = ["xwzx/yjdt", "col14"]  # dated ahead, all nights
    if night == 0:
        seen.append("zwgk/tzgg")  # dated back, appears on D
    shown = [("date_backdated", folder) for folder in seen]
    shown.append(("item_repeated", "xwzx/zwyw"))
    if night == 0:
        shown.append(("date_moved", "xwzx/bmdt"))
    for check, folder in shown:
        c = column(folder)
        address = next(i.address for i in items[folder] if i.index < 0)
        yield (check, c.site, address, Verdict.SUSPECT, c.unit, c.path, True)


def _wordings(items: Items) -> Iterator[Row]:
    for check, (folder, index), what, verdict in SUBJECTS:
        c = column(folder)
        address = target_address("", folder, index, items)
        yield (check, c.site, f"{address}#{what}", verdict, c.unit, c.path, True)


def _planted(night: int) -> Iterator[Row]:
    yield ("page_for_search_engine", PORTAL, "/", Verdict.SUSPECT, OFFICE, "", True)
    if night == BROKEN_ON:
        yield ("search_fails", PORTAL, "/", Verdict.FAIL, OFFICE, "", True)
    c = column(LURE_IN[0])
    yield ("lure_shown", c.site, LURE, Verdict.SUSPECT, c.unit, c.path, False)
    c = column(HIDDEN_IN)
    yield ("link_hidden", c.site, HOST, Verdict.SUSPECT, c.unit, c.path, False)
    if night == 0:
        yield ("page_tampered", PORTAL, TAMPERED, Verdict.SUSPECT, OFFICE, "", True)


def _offers(items: Items, night: int) -> Iterator[Row]:
    if night == 0:
        yield ("outside_domain_new", TOURISM, NEW_HOST, Verdict.SUSPECT, CULTURE, "", False)
    for check, code, of in PROBE_FAULTS:
        yield (check, code, "/", of, SITE_UNITS[code], "", True)
    guides = column("col17")
    for item in items[guides.folder]:
        yield _of_item("guide_elements_missing", guides, item.address)
    for check, code, subject, of, at_site in OFFER_FAULTS:
        yield (check, code, subject, of, SITE_UNITS[code], "", at_site)
    dead = Verdict.FAIL if night == 0 else Verdict.SUSPECT  # the third night confirms it
    for check, (folder, index), of in (
        ("guide_form_missing", FORMLESS, Verdict.SUSPECT),
        ("guide_form_dead", DEAD_FORM, dead),
        ("guide_form_dead", EMPTY_FORM, Verdict.FAIL),
    ):
        c = column(folder)
        yield (check, c.site, target_address("", folder, index, items), of, c.unit, c.path, True)


def _watched(items: Items, today: date, urls: BaseUrls) -> Iterator[Row]:
    """Give what the city published and the portal did not repost in time, and silent accounts."""
    if city.CITY in urls:
        for address in city.not_reposted(items, today):
            subject = urls[city.CITY] + address
            yield ("repost_late", PORTAL, subject, Verdict.SUSPECT, OFFICE, "", False)
    for key, unit, code in media.SILENT:
        yield ("account_idle", code, key, Verdict.FAIL, unit, "", False)


def _connections(items: Items, night: int) -> Iterator[Row]:
    """Give the department's old TLS and home-made certificate, and links to sites gone bad."""
    if night == 0 or (night == OLD_TLS_ON and speaks_old()):
        yield ("weak_tls", TOURISM, "/", Verdict.FAIL, CULTURE, "", True)
    if night == 0:
        yield ("certificate_invalid", TOURISM, "/", Verdict.FAIL, CULTURE, "", True)
    c = column(outside.LINKED_IN[0])
    for url, of in outside.HIJACKED:
        yield ("link_hijacked", c.site, url, of, c.unit, c.path, False)
    yield ("lure_shown", c.site, outside.LURING, Verdict.SUSPECT, c.unit, c.path, False)


def _disclosure(items: Items) -> Iterator[Row]:
    for check, (folder, index), of in (
        ("report_sums_wrong", (yearly.COLUMN, yearly.SUMS_WRONG), Verdict.FAIL),
        ("carried_over_disagrees", (yearly.COLUMN, yearly.CARRIED_WRONG), Verdict.SUSPECT),
        ("interpretation_unlinked", interpreting.UNLINKED, Verdict.SUSPECT),
        ("interpretation_missing", interpreting.UNEXPLAINED, Verdict.SUSPECT),
    ):
        c = column(folder)
        yield (check, c.site, target_address("", folder, index, items), of, c.unit, c.path, True)
    catalogue = ("政府信息公开目录", Verdict.SUSPECT, OFFICE)
    yield ("disclosure_page_missing", PORTAL, *catalogue, "", False)
    topic = column("col18")
    yield _of_column("topic_dead", topic, Verdict.SUSPECT)
