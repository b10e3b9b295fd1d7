"""Blank column (空白栏目).

Finds
    A column that exists and has never held anything: the place for its items was read and
    holds none. A column without recent items is not blank.

Why
    A blank column promises what the site does not give. The census of 2015 and the check
    table of 2019 both veto a site with too many of them.

Judges
    FAIL            the list was read in the page itself and is empty
    SUSPECT         as FAIL, but the column is only inferred, not in the register
    NOT_APPLICABLE  a navigation column, or an approved exemption (报备) holds
    NOT_JUDGED      the page was not read, the list is drawn by script, or the reading rule broke

Remedy
    Publish, or close or merge the column (关停, 归并).

Units
    None: the state of the night is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.columns import ColumnEvidence
from checks.evidence import columns
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.finding import Finding
from model.site import ColumnKind


def applies(column: ColumnEvidence, _options: NoOptions) -> bool:
    """Judge columns that must hold something themselves."""
    return column.column.kind is not ColumnKind.NAVIGATION and column.exemption is None


@check(title="空白栏目", over=columns, options=NoOptions, applies=applies)
def judge(column: ColumnEvidence, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the column holds nothing at all."""
    column.require()
    if not column.blank:
        return
    inferred = column.column.inferred
    word = suspect if inferred else fail
    yield word(
        column.subject,
        "栏目为空白，没有任何信息" + ("（栏目由程序推断，请核实）" if inferred else ""),
        kind=column.column.kind.value,
        items=0,
        pages_read=column.pages_read,
    )
