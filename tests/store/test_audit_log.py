"""The audit log: a chain that shows every alteration, written by several processes at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from model.audit_log import verify
from store.audit_log import AuditLog
from store.database import writing
from store.migrations import open_watch

AT = datetime(2026, 3, 1, 1, 30, tzinfo=UTC)


def filled(path, count=5):
    db = open_watch(path)
    log = AuditLog(db)
    for number in range(count):
        at = AT + timedelta(minutes=number)
        log.append(at, "办公室", "case.sent", f"case:{number % 2}", {"文号": f"〔2026〕{number}号"})
    return db, log


def altered(path, statement):
    """Alter the file behind the program's back, as someone with the file could."""
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER audit_log_no_update")
    raw.execute("DROP TRIGGER audit_log_no_delete")
    raw.execute(statement)
    raw.commit()
    raw.close()


def test_an_untouched_log_is_intact_and_found_by_subject(tmp_path):
    db, log = filled(tmp_path / "watch.db")
    assert verify(log.all()) is None
    assert [entry.seq for entry in log.all()] == [1, 2, 3, 4, 5]
    assert [entry.seq for entry in log.of("case:1")] == [2, 4]
    last = log.last()
    assert last is not None
    assert verify(log.all(), noted=(5, last.digest[:16])) is None
    db.close()


def test_the_file_refuses_to_change_or_delete_an_entry(tmp_path):
    db, log = filled(tmp_path / "watch.db")
    for statement in ("UPDATE audit_log SET who = '他人'", "DELETE FROM audit_log"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute(statement)
    assert verify(log.all()) is None
    db.close()


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE audit_log SET who = '他人' WHERE seq = 3", 3),
        ("UPDATE audit_log SET detail = '{}' WHERE seq = 1", 1),
        ("UPDATE audit_log SET at = '2026-03-01T01:31:01+00:00' WHERE seq = 2", 2),
        ("DELETE FROM audit_log WHERE seq = 2", 2),
        ("DELETE FROM audit_log WHERE seq = 1", 1),
        ("UPDATE audit_log SET seq = 9 WHERE seq = 5", 5),
    ],
)
def test_an_alteration_is_found_at_its_place(tmp_path, statement, seq):
    path = tmp_path / "watch.db"
    filled(path)[0].close()
    altered(path, statement)
    db = open_watch(path)
    fault = verify(AuditLog(db).all())
    assert fault is not None
    assert fault.seq == seq
    db.close()


def test_a_cut_or_rewritten_end_shows_against_a_noted_digest(tmp_path):
    path = tmp_path / "watch.db"
    db, log = filled(path)
    last = log.last()
    db.close()
    altered(path, "DELETE FROM audit_log WHERE seq >= 4")
    db = open_watch(path)
    log = AuditLog(db)
    assert verify(log.all()) is None
    cut = verify(log.all(), noted=(5, last.digest[:16]))
    assert cut is not None
    assert "已不在" in cut.reason
    for _ in range(2):
        log.append(AT, "他人", "case.closed", "case:1", {})
    rewritten = verify(log.all(), noted=(5, last.digest[:16]))
    assert rewritten is not None
    assert rewritten.seq == 5
    db.close()


def test_writers_at_once_leave_one_chain_without_gaps(tmp_path):
    path = tmp_path / "watch.db"
    open_watch(path).close()

    def write(worker):
        db = open_watch(path)
        log = AuditLog(db)
        for number in range(10):
            with writing(db):
                assert log.last() is None or log.last().seq > 0  # reads before it writes
                log.append(AT, f"经办{worker}", "letter.issued", f"letter:{number}", {})
        db.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    db = open_watch(path)
    assert [entry.seq for entry in AuditLog(db).all()] == list(range(1, 41))
    assert verify(AuditLog(db).all()) is None
    db.close()


def test_an_act_that_fails_leaves_no_entry(tmp_path):
    db, log = filled(tmp_path / "watch.db", 1)

    def act():
        with writing(db):
            log.append(AT, "办公室", "case.closed", "case:1", {})
            raise RuntimeError("the act itself failed")

    with pytest.raises(RuntimeError):
        act()
    assert [entry.seq for entry in log.all()] == [1]
    db.close()
