"""Tables of the register 名录 in watch.db: a key, an order and foreign keys for each noun."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey


def create_register_tables(db: Database) -> None:
    """Create the register's tables; `position` is the order of the sheet's rows.

    No other table may point at these: `RegisterStore.replace` empties and fills them, and
    findings and letters outlive a site that leaves the register.
    """
    db.table("units").create(
        {"name": str, "position": int, "short_name": str, "contact": str, "phone": str}
        | {"email": str},
        pk="name",
        not_null={"position", "short_name", "contact", "phone", "email"},
    )
    db.table("sites").create(
        {"code": str, "position": int, "name": str, "home_url": str, "unit": str, "kind": str}
        | {"platform": str, "allow_private": int},
        pk="code",
        not_null={"position", "name", "home_url", "unit", "kind", "platform", "allow_private"},
        foreign_keys=[("unit", "units", "name")],
    )
    db.table("columns").create(
        {"site_code": str, "url": str, "position": int, "path": str, "kind": str, "level": str}
        | {"unit": str, "interval": str, "interval_source": str, "rule": str, "inferred": int},
        pk=("site_code", "url"),
        not_null={"position", "path", "kind", "level", "interval_source", "rule", "inferred"},
        foreign_keys=[("site_code", "sites", "code"), ("unit", "units", "name")],
    )
    db.table("exemptions").create(
        {"site_code": str, "url": str, "until_on": str, "position": int, "reason": str}
        | {"approver": str},
        pk=("site_code", "url", "until_on"),
        not_null={"position", "reason", "approver"},
        foreign_keys=[
            ForeignKey(
                table="exemptions",
                column=None,
                other_table="columns",
                other_column=None,
                columns=("site_code", "url"),
                other_columns=("site_code", "url"),
                is_compound=True,
            )
        ],
    )
    db.table("register_changes").create(
        {"id": int, "at": str, "units": int, "sites": int, "columns": int, "exemptions": int},
        pk="id",
        not_null={"at", "units", "sites", "columns", "exemptions"},
    )
