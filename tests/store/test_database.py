"""Database files: migrated, durable, and refused when they come from the future."""

import pytest

from model.errors import StoreError, StoreTooNew
from store.migrations import open_watch


def test_a_store_newer_than_the_program_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "watch.db"
    db = open_watch(path)
    db.table("_sqlite_migrations").insert(
        {"migration_set": "xunjian.watch", "name": "9999_future", "applied_at": "2099-01-01"}
    )
    db.close()
    with pytest.raises(StoreTooNew, match=r"watch\.db 由更新版本.*升级程序"):
        open_watch(path)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "watch.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="打不开数据文件"):
        open_watch(path)


def test_opening_twice_changes_nothing(tmp_path):
    path = tmp_path / "watch.db"
    schema = []
    for _ in range(2):
        db = open_watch(path)
        schema.append(db.schema)
        db.close()
    assert schema[0] == schema[1]
