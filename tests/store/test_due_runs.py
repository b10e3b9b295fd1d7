"""A due time is taken once, whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from store.due_runs import DueRunStore
from store.migrations import open_watch

DUE = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)


def test_one_due_time_is_claimed_once_among_many_processes(tmp_path):
    path = tmp_path / "watch.db"
    open_watch(path).close()

    def claim(_):
        db = open_watch(path)
        try:
            return DueRunStore(db).claim("night", DUE, DUE)
        finally:
            db.close()

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(claim, range(24)))
    assert claims.count(True) == 1


def test_an_unfinished_claim_is_known_and_a_finished_one_is_not(tmp_path):
    db = open_watch(tmp_path / "watch.db")
    store = DueRunStore(db)
    store.claim("night", DUE, DUE)
    store.claim("night", DUE + timedelta(days=1), DUE)
    assert [run.due_at for run in store.unfinished("night")] == [DUE, DUE + timedelta(days=1)]
    store.finish("night", DUE, DUE + timedelta(hours=1), "done", "说明")
    assert [run.due_at for run in store.unfinished("night")] == [DUE + timedelta(days=1)]
    last = store.last("night")
    assert last is not None
    assert last.due_at == DUE + timedelta(days=1)
    assert store.last("reminder") is None
    db.close()
