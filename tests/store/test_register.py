"""The register in watch.db: it comes back as it went in, or nothing changes."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlite_utils import Database

from model.errors import StoreError
from model.site import Register
from model.span import Span
from store.migrations import open_watch
from store.register import RegisterStore
from store.register_schema import create_register_tables
from store.watched_schema import create_watched_tables
from tests.registers import EXEMPTION, FULL, NOTICES, registers

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "watch.db"


def test_a_new_store_holds_an_empty_register(path: Path) -> None:
    store = RegisterStore(open_watch(path))
    assert store.load() == Register()
    assert store.changed_at() is None


def test_it_is_still_there_when_the_file_is_opened_again(path: Path) -> None:
    first = open_watch(path)
    assert RegisterStore(first).replace(FULL, AT)
    first.close()
    assert RegisterStore(open_watch(path)).load() == FULL


def test_the_same_register_again_changes_nothing(path: Path) -> None:
    store = RegisterStore(open_watch(path))
    assert store.replace(FULL, AT)
    assert not store.replace(FULL, LATER)
    assert store.changed_at() == AT
    assert store.db.table("register_changes").count == 1


def test_a_shorter_register_takes_the_place_of_the_longer(path: Path) -> None:
    store = RegisterStore(open_watch(path))
    store.replace(FULL, AT)
    shorter = replace(FULL, columns=FULL.columns[::-1], exemptions=())
    store.replace(shorter, LATER)
    assert store.load() == shorter
    assert store.changed_at() == LATER


@pytest.mark.parametrize(
    "contradiction",
    [
        replace(FULL, units=FULL.units[:1]),
        replace(FULL, sites=FULL.sites[:1]),
        replace(FULL, columns=FULL.columns[1:]),
        replace(FULL, columns=(*FULL.columns, NOTICES)),
        replace(FULL, exemptions=(EXEMPTION, EXEMPTION)),
        replace(FULL, sources=FULL.sources * 2),
        replace(FULL, accounts=FULL.accounts * 2),
        replace(FULL, accounts=(replace(FULL.accounts[0], unit="没有这个单位"),)),
    ],
    ids=[
        "unit gone",
        "site gone",
        "column gone",
        "column twice",
        "exemption twice",
        "source twice",
        "account twice",
        "account of no unit",
    ],
)
def test_a_register_that_contradicts_itself_changes_nothing(
    path: Path, contradiction: Register
) -> None:
    store = RegisterStore(open_watch(path))
    store.replace(FULL, AT)
    with pytest.raises(StoreError, match="未存入任何内容"):
        store.replace(contradiction, LATER)
    assert store.load() == FULL
    assert store.changed_at() == AT


def test_a_naive_moment_is_refused(path: Path) -> None:
    store = RegisterStore(open_watch(path))
    with pytest.raises(ValueError, match="naive"):
        store.replace(FULL, AT.replace(tzinfo=None))
    assert store.load() == Register()


def test_a_span_of_several_parts_comes_back(path: Path) -> None:
    column = replace(NOTICES, interval=Span(years=1, months=6))
    register = replace(FULL, columns=(column, *FULL.columns[1:]))
    store = RegisterStore(open_watch(path))
    store.replace(register, AT)
    assert store.load() == register


@settings(max_examples=30, deadline=None)
@given(registers())
def test_any_register_comes_back(register: Register) -> None:
    db = Database(memory=True)
    db.execute("PRAGMA foreign_keys=ON")
    create_register_tables(db)
    create_watched_tables(db)
    db.execute("ALTER TABLE accounts ADD COLUMN feed TEXT NOT NULL DEFAULT ''")
    store = RegisterStore(db)
    store.replace(register, AT)
    assert store.load() == register
    db.close()
