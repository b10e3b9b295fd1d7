"""Inventory workbook 域名清单, the sheet that staff fill in: what can be imported again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from model.domain import Domain
from model.domain_sheet import DOMAINS
from model.register_form import NO, YES, Field
from reports.form_book import Shown, write_form


def write_domains(domains: Iterable[Domain], *, example: bool = False) -> bytes:
    """Return the workbook; the same rows give the same bytes."""
    rows = [[shown(domain, field) for field in DOMAINS.fields] for domain in domains]
    return write_form((DOMAINS,), {DOMAINS.part: rows}, example=example, spare=500)


def shown(domain: Domain, field: Field) -> Shown:
    """Return one cell as staff read and write it; "" where nobody has said."""
    value = domain.shown if field.attribute == "name" else getattr(domain, field.attribute)
    if isinstance(value, bool):
        if field.attribute == "allow_private" and not value:
            return ""  # empty means no, and most rows are
        return YES if value else NO
    if isinstance(value, StrEnum):
        return next(word for word, known in field.choices.items() if known is value)
    if isinstance(value, date):
        return value
    return "" if value is None else str(value)
