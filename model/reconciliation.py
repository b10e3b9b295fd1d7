"""Reconciliation 清单比对: our inventory beside another system's list, row by row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.domain import Domain
from model.domain_sheet import DOMAINS
from model.register_form import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirRow:
    """One row of their list that names a domain; `fields` by attribute of `Domain`, as text."""

    number: int
    name: str
    fields: Mapping[str, str]
    remark: str = ""  # what was mended to read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that reads otherwise in their list; `ours` is empty where nobody filled it in."""

    name: str
    attribute: str
    heading: str
    ours: str
    theirs: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Every row of both lists, each in one place; repeated and unreadable rows are `left`."""

    only_ours: tuple[Domain, ...]
    only_theirs: tuple[tuple[TheirRow, str], ...]  # with a hint at a near name of ours, or ""
    differing: tuple[Difference, ...]
    agreeing: tuple[str, ...]  # names


def compare_lists(ours: Iterable[Domain], theirs: Iterable[TheirRow]) -> Reconciliation:
    """Compare by name, then field by field where their list says anything."""
    mine = {domain.name: domain for domain in ours}
    rows = {row.name: row for row in theirs}
    differing = {
        name: found
        for name, row in rows.items()
        if name in mine and (found := differences(mine[name], row.fields, row.number))
    }
    return Reconciliation(
        only_ours=tuple(domain for name, domain in mine.items() if name not in rows),
        only_theirs=tuple(
            (row, _near(name, mine)) for name, row in rows.items() if name not in mine
        ),
        differing=tuple(each for found in differing.values() for each in found),
        agreeing=tuple(name for name in rows if name in mine and name not in differing),
    )


def differences(domain: Domain, fields: Mapping[str, str], row: int = 0) -> list[Difference]:
    """Return the fields that read otherwise in another list; what it leaves open is none."""
    found = []
    for part in DOMAINS.fields:
        theirs = fields.get(part.attribute, "")
        if part.attribute == "name" or not theirs:
            continue
        ours = _shown(getattr(domain, part.attribute), part.choices)
        if _plain(ours) != _plain(theirs):
            found.append(
                Difference(
                    name=domain.name,
                    attribute=part.attribute,
                    heading=part.heading,
                    ours=ours,
                    theirs=theirs,
                    row=row,
                )
            )
    return found


def _shown(value: object, choices: Mapping[str, StrEnum]) -> str:
    if isinstance(value, StrEnum):
        return next(word for word, known in choices.items() if known is value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    """Fold what two clerks write differently: widths, blanks, case."""
    return unicodedata.normalize("NFKC", tidy(text)).replace(" ", "").casefold()


def _near(name: str, mine: Mapping[str, Domain]) -> str:
    """Return the name of ours that differs by www only, or "" ."""
    other = name.removeprefix("www.") if name.startswith("www.") else f"www.{name}"
    return other if other in mine else ""
