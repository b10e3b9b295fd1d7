"""Inventories written by hand, in case folders and in tests.

[[domain]]                    one row as staff filled it in; fields of `Domain`
[facts."www.qinghe.gov.cn"]   by kind: a list is known ([] known to be absent), a text is
                              the reason why it is not known
[since."www.qinghe.gov.cn"]   by kind: the day from which it was so
[seen."www.qinghe.gov.cn"]    by kind: the day of the last look, where it is not the night's
[[sighting]] [[filing]] [[change]] [[step]] [[site]]
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from model.clock import at_china
from model.domain import (
    Domain,
    DomainPlan,
    DomainState,
    HolderLevel,
    HolderType,
    SiteState,
    ascii_name,
)
from model.domain_fact import Fact, FactKind
from model.estate import (
    Change,
    ClosingStep,
    Estate,
    Filing,
    Sighting,
    Source,
    StepKind,
    estate_site,
)
from model.site import Register, Site, Unit

ESTATE_SITE = estate_site("区政府办公室")
_WORDS: dict[str, Any] = {
    "holder_type": HolderType,
    "holder_level": HolderLevel,
    "site_state": SiteState,
    "domain_state": DomainState,
    "plan": DomainPlan,
}


def read_estate(raw: dict[str, Any], night_on: date) -> Estate:
    """Return the inventory of a case, at the hour at which a night begins."""
    at = at_china(night_on, time(2))
    return Estate(
        at=at,
        domains=tuple(domain(**entry) for entry in raw.get("domain", [])),
        facts={
            _name(name): {
                FactKind(kind): fact(
                    kind,
                    said,
                    at=_moment(raw.get("seen", {}).get(name, {}).get(kind, at)),
                    since=_moment(raw.get("since", {}).get(name, {}).get(kind)),
                )
                for kind, said in kinds.items()
            }
            for name, kinds in raw.get("facts", {}).items()
        },
        sightings=tuple(_sighting(entry, night_on) for entry in raw.get("sighting", [])),
        filings=tuple(_filing(entry, at) for entry in raw.get("filing", [])),
        changes=tuple(_change(entry) for entry in raw.get("change", [])),
        steps=tuple(
            ClosingStep(**{**entry, "name": _name(entry["name"]), "kind": StepKind(entry["kind"])})
            for entry in raw.get("step", [])
        ),
        register=Register(
            units=tuple(Unit(name=name) for name in raw.get("units", [])),
            sites=tuple(Site(**entry) for entry in raw.get("site", [])),
        ),
    )


def domain(**entry: Any) -> Domain:
    """Return a row of the inventory; its name may be written in Chinese."""
    words = {key: _WORDS[key](value) for key, value in entry.items() if key in _WORDS}
    return Domain(**{**entry, **words, "name": _name(entry["name"])})


def fact(
    kind: str, said: list[str] | str, *, at: datetime | None, since: datetime | None = None
) -> Fact:
    """Return a fact from a list of values, or from the reason why it is not known."""
    assert at is not None
    if isinstance(said, str):
        return Fact(kind=FactKind(kind), values=None, why=said, at=at, since=since)
    return Fact(kind=FactKind(kind), values=tuple(said), at=at, since=since)


def _name(text: str) -> str:
    name = ascii_name(text)
    assert name is not None, text
    return name


def _moment(day: date | datetime | None) -> datetime | None:
    if day is None or isinstance(day, datetime):
        return day
    return at_china(day, time(2))


def _sighting(entry: dict[str, Any], night_on: date) -> Sighting:
    days = {"first_on": night_on, "last_on": night_on}
    name, source = _name(entry["name"]), Source(entry["source"])
    return Sighting(**{**days, "detail": "", **entry, "name": name, "source": source})


def _filing(entry: dict[str, Any], at: datetime) -> Filing:
    return Filing(
        name=_name(entry["name"]),
        source=Source(entry["source"]),
        fields=entry.get("fields", {}),
        imported_at=at,
    )


def _change(entry: dict[str, Any]) -> Change:
    at = _moment(entry["on"])
    assert at is not None
    return Change(
        name=_name(entry["name"]),
        attribute=entry["attribute"],
        before=entry.get("before", ""),
        after=entry.get("after", ""),
        at=at,
    )
