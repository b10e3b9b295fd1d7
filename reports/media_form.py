"""Account workbook 政务新媒体, the sheet that units fill in: what can be imported again."""

from __future__ import annotations

from collections.abc import Iterable

from model.media import MediaAccount
from model.register_watched_sheet import ACCOUNTS
from reports.form_book import write_form
from reports.register_book import rows_of


def write_accounts(accounts: Iterable[MediaAccount]) -> bytes:
    """Return the workbook, with an example row where there is no account; same rows, same bytes."""
    known = tuple(accounts)
    rows = {ACCOUNTS.part: rows_of(ACCOUNTS, known)}
    return write_form((ACCOUNTS,), rows, example=not known, spare=200)
