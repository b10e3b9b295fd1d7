"""Accounts 政务新媒体 of the register: what units report goes in, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from model.media import MediaAccount
from model.site import Register
from store.audit_log import AuditLog
from store.database import Database, writing
from store.register import RegisterStore


def take_in(
    db: Database,
    register: Register,
    reported: Iterable[MediaAccount],
    *,
    who: str,
    at: datetime,
    whole: bool = False,
) -> tuple[int, int]:
    """Put reported accounts into the register; return how many are new and how many changed.

    An account is known by platform and name. What is not reported stays, unless the sheet is
    the `whole` list.
    """
    before = {account.key: account for account in register.accounts}
    given = {account.key: account for account in reported}
    kept = {} if whole else before
    after = tuple({**kept, **given}.values())
    new = sum(key not in before for key in given)
    changed = sum(key in before and before[key] != account for key, account in given.items())
    gone = len(before.keys() - given.keys()) if whole else 0
    with writing(db):
        RegisterStore(db).replace(replace(register, accounts=after), at)
        counts = {"new": str(new), "changed": str(changed), "gone": str(gone)}
        AuditLog(db).append(at, who, "media.imported", "media", counts)
    return new, changed
