"""Lists of other systems 外部清单: compared with ours, or kept as what those systems have on file.

Nothing in the inventory is changed by a list: what differs goes to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from extract.domain_list import ListRow, RowState
from model.clock import china_day
from model.domain_fact import Fact, FactKind
from model.estate import Filing, Sighting, Source
from model.reconciliation import Reconciliation, TheirRow, compare_lists
from store.database import Database, writing
from store.domain_facts import FactStore
from store.domains import DomainStore

_REGISTRY = {
    "expires_on": FactKind.REGISTRY_EXPIRES,
    "holder": FactKind.REGISTRANT,
    "registrar": FactKind.REGISTRAR,
}


def reconcile(db: Database, rows: Iterable[ListRow]) -> Reconciliation:
    """Compare a list with the inventory; nothing is written."""
    return compare_lists(DomainStore(db).all(), _theirs(rows))


def keep_list(
    db: Database, source: Source, rows: Sequence[ListRow], file: str, at: datetime
) -> int:
    """Keep a list as what its source has on file; return how many names were met there first.

    A WHOIS or RDAP export also gives facts: expiry, registrant, registrar.
    """
    day = china_day(at)
    read = [row for row in rows if row.state is RowState.READ]
    with writing(db):
        store = DomainStore(db)
        store.file(
            source,
            [
                Filing(name=row.name, source=source, fields=row.fields, imported_at=at)
                for row in read
            ],
        )
        new = store.see(
            Sighting(name=row.name, source=source, detail=file, first_on=day, last_on=day)
            for row in read
        )
        if source is Source.WHOIS:
            FactStore(db).add((row.name, fact) for row in read for fact in _facts(row, at))
    return new


def _theirs(rows: Iterable[ListRow]) -> Iterable[TheirRow]:
    for row in rows:
        if row.state is RowState.READ:
            yield TheirRow(
                number=row.number,
                name=row.name,
                fields=row.fields,
                remark="；".join(row.mended),
            )


def _facts(row: ListRow, at: datetime) -> Iterable[Fact]:
    for attribute, kind in _REGISTRY.items():
        text = row.fields.get(attribute, "")
        if text and (kind is not FactKind.REGISTRY_EXPIRES or _is_day(text)):
            yield Fact(kind=kind, values=(text,), at=at)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
