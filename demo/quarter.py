"""The district through three months: items keep coming or fail to, faults are mended and return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from demo.content import Answers, BaseUrls, content
from demo.district import District, build
from demo.items import Item, later_item, seen_on, yearly_before
from demo.mending import mended
from demo.plan import COLUMNS, PORTAL, column, columns_of
from demo.problems import END, EVERY_DAYS, PROBLEMS, STREAMS
from demo.resource import Resource
from demo.search import answer
from demo.timetable import NIGHTS, Mark, Timetable, timetable
from demo.wordings import WRONG_WORD
from model.clock import at_china
from model.probe import Probe
from model.site import Register

SENTENCE, RIGHT = "专门布署", "专门部署"
_VISIT_HOURS = range(24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter(District):
    """The district whose third night is the demo's day, and whose nights go on from there."""

    table: Timetable

    @property
    def nights(self) -> tuple[date, ...]:
        """Every night on which somebody looks."""
        return self.table.nights

    def mark(self, night_on: date) -> Mark:
        """Return the mark of one of the nights."""
        return NIGHTS[self.nights.index(night_on)]

    def register(self, base_urls: BaseUrls) -> Register:
        """Return the office's register, with the units' mail addresses."""
        known = District.register(self, base_urls)
        units = tuple(
            replace(unit, email=f"unit{at:02d}@yunhu.example")
            for at, unit in enumerate(known.units, start=1)
        )
        return replace(known, units=units)

    def content(self, code: str, night_on: date, base_urls: BaseUrls) -> Answers:
        """Return everything a site answers on a night."""
        mark = self.mark(night_on)
        made = content(code, self.items, self.today, night_on, base_urls)
        shown = {folder: seen_on(items, night_on) for folder, items in self.items.items()}
        made = mended(code, made, {**self.items, **shown}, self.today, mark)
        if code == PORTAL and not PROBLEMS["wrong_word"].stands(mark):
            address = next(i.address for i in self.items[WRONG_WORD[0]] if i.index == WRONG_WORD[1])
            page = made[address]
            body = page.body.replace(SENTENCE.encode(), RIGHT.encode())
            made[address] = replace(page, body=body)
        return made

    def asked(
        self, code: str, night_on: date, target: str, agent: str, base_urls: BaseUrls
    ) -> Resource | None:
        """Return what depends on the very request; the search finds again once it is mended."""
        mark = self.mark(night_on)
        if code != PORTAL or PROBLEMS["search"].stands(mark):
            return District.asked(self, code, night_on, target, agent, base_urls)
        shown = (item for c in columns_of(code) for item in seen_on(self.items[c.folder], night_on))
        found = answer(target, shown, -1)
        return found or District.asked(self, code, night_on, target, agent, base_urls)

    def visits(self, code: str, since: date, until: date) -> tuple[Probe, ...]:
        """Return the visits to a home page from a day on, before another; all of them succeed."""
        return tuple(
            Probe(at=at_china(day, time(hour, 10)), ok=True, seconds=0.4)
            for day in _days(since, until)
            for hour in _VISIT_HOURS
        )


def build_quarter(until: date) -> Quarter:
    """Invent three months that end by this day; the same day gives the same months."""
    table = timetable(until)
    district = build(table.day((1, 2)))
    later = dict(district.items)
    for folder in {folder for folder, _, _ in STREAMS} | {c.folder for c in COLUMNS if c.yearly}:
        fresh = [*_stream(folder, table), *_yearly(folder, district.today, table)]
        items = [*district.items[folder], *fresh]
        later[folder] = tuple(sorted(items, key=lambda i: (i.on, i.number), reverse=True))
    return Quarter(today=district.today, items=later, table=table)


def _stream(folder: str, table: Timetable) -> Iterator[Item]:
    plan, index = column(folder), 100
    for name, first, last in STREAMS:
        if name != folder:
            continue
        day = table.day(first)
        end = table.nights[-1] if last == END else table.day(last)
        while day <= end:
            yield later_item(plan, index, day)
            day, index = day + timedelta(days=EVERY_DAYS), index + 1


def _yearly(folder: str, today: date, table: Timetable) -> Iterator[Item]:
    """Yield what a column publishes once a year, if its day lies within the months."""
    plan = column(folder)
    if plan.yearly is None:
        return
    newest = yearly_before(table.nights[-1] + timedelta(days=1), plan.yearly)
    if newest >= today:
        yield later_item(plan, 100, newest)


def _days(since: date, until: date) -> Iterator[date]:
    while since < until:
        yield since
        since += timedelta(days=1)
