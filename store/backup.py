"""Copies of databases while they are in use: whole, checked, without stopping anybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from model.errors import StoreError
from store.kept_connection import read_only


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, with what its log still holds.

    Raises StoreError for a file that cannot be read, or whose copy is not sound.
    """
    try:
        with (
            closing(sqlite3.connect(read_only(source), uri=True)) as from_,
            closing(sqlite3.connect(target)) as to,
        ):
            from_.backup(to)
            to.execute("PRAGMA journal_mode=DELETE")
            found = to.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as cause:
        raise StoreError(f"备份 {source.name} 失败：{cause}") from cause
    if found != "ok":
        raise StoreError(f"数据文件 {source.name} 已损坏（{found}），请先用以前的备份恢复")
