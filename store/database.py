"""Opening a database file: pragmas, migrations, and the refusal of files from the future."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from model.errors import StoreError, StoreTooNew

__all__ = ["Database", "DatabaseError", "open_database", "storage_trouble", "writing"]

DatabaseError = sqlite3.DatabaseError
"""What a query raises; for those who must not name the library."""

CACHE_KIB = 4_096
"""Pages of the file kept in memory; the system keeps the others, and four times as much gained
a crawl of 20,000 pages no time."""

FOLD_PAGES = 4_000
"""Pages of the write-ahead log (16 MB) that are folded into the file at a time: what a crawl
writes again and again, its indexes, is then copied less often."""


def open_database(path: Path, migrations: Migrations, *, create: bool = True) -> Database:
    """Open a SQLite file in WAL mode with every migration applied.

    Raises StoreTooNew when the file knows migrations this program does not, and StoreError
    when it is missing (and `create` is false), read-only, or not a database. A full disk comes
    through as it is (see `storage_trouble`).
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
        db.execute(f"PRAGMA wal_autocheckpoint={FOLD_PAGES}")
        _refuse_newer(db, migrations, path)
        if migrations.pending(db):
            with writing(db):  # all or none; and a new file is not written over again and again
                migrations.apply(db)
    except (sqlite3.DatabaseError, OSError) as cause:
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise  # the disk's fault, not the file's: said as such by whoever runs the job
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


def storage_trouble(cause: BaseException | None) -> str:
    """Say in Chinese what keeps a file from being written; "" for any other cause.

    Full and read-only disks are the machine's faults, neither the site's nor a bug.
    """
    while cause is not None:
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(cause, sqlite3.Error) and code is not None:
            return _TROUBLE.get(code & 0xFF, "")
        if isinstance(cause, OSError) and cause.errno in _NO_ROOM:
            return _TROUBLE[sqlite3.SQLITE_FULL]
        if isinstance(cause, OSError) and cause.errno == errno.EROFS:
            return _TROUBLE[sqlite3.SQLITE_READONLY]
        cause = cause.__cause__ or cause.__context__
    return ""


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TROUBLE = {
    sqlite3.SQLITE_FULL: "磁盘空间不足，请腾出空间",
    sqlite3.SQLITE_READONLY: "数据所在的磁盘或目录只读，请恢复写入权限",
    sqlite3.SQLITE_CANTOPEN: "打不开数据文件，请检查磁盘空间和目录权限",
    sqlite3.SQLITE_IOERR: "读写数据文件出错，请检查磁盘",
    sqlite3.SQLITE_CORRUPT: "数据文件已损坏，请用备份恢复",
}


def _refuse_newer(db: Database, migrations: Migrations, path: Path) -> None:
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    unknown = sorted({migration.name for migration in migrations.applied(db)} - known)
    if unknown:
        raise StoreTooNew(
            f"数据文件 {path.name} 由更新版本的巡检写成（多出 {unknown[-1]}），请升级程序后再用"
        )
