"""Opening a database file: pragmas, migrations, and the refusal of files from the future."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from model.errors import StoreError, StoreTooNew

__all__ = ["Database", "open_database", "writing"]

CACHE_KIB = 16_384
"""Pages of the file kept in memory: the indexes of a site of 20,000 pages fit."""


def open_database(path: Path, migrations: Migrations, *, create: bool = True) -> Database:
    """Open a SQLite file in WAL mode with every migration applied.

    Raises StoreTooNew when the file knows migrations this program does not, and StoreError
    when it is missing (and `create` is false), read-only, or not a database.
    """
    if not create and not path.exists():
        raise StoreError(f"没有数据文件 {path.name}，请先运行一次巡检")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = Database(path)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA busy_timeout=30000")
        db.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        db.execute("PRAGMA temp_store=MEMORY")
        _refuse_newer(db, migrations, path)
        migrations.apply(db)
    except (sqlite3.DatabaseError, OSError) as cause:
        raise StoreError(f"打不开数据文件 {path}：{cause}") from cause
    return db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Hold the file's write lock from the first moment: what is read within cannot go stale.

    For "read, decide, write" where two processes may decide at once. Nested, it is part of the
    outer transaction, which must have been begun with `writing` too.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.execute("COMMIT")


def _refuse_newer(db: Database, migrations: Migrations, path: Path) -> None:
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    unknown = sorted({migration.name for migration in migrations.applied(db)} - known)
    if unknown:
        raise StoreTooNew(
            f"数据文件 {path.name} 由更新版本的巡检写成（多出 {unknown[-1]}），请升级程序后再用"
        )
