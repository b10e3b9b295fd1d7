"""Link sets: kept compactly, the same whatever order they came in, older files carried over."""

from __future__ import annotations

import hashlib
from pathlib import Path
from sqlite3 import Connection

import pytest
from sqlite_utils import Database

from model.page import LinkPosition
from store.site_dump import dump
from store.site_link_tables import MOST_OWN, mark_of
from store.site_naming import texts_on
from store.site_records import Answered
from store.site_schema import SITE_MIGRATIONS, open_site
from tests.store.site_nights import FIRST, HOME, Nights, gone, link, page

PAGES = MOST_OWN + 4
MENU = (
    link("", LinkPosition.NAVIGATION, "首页"),
    link("", LinkPosition.NAVIGATION, "回到首页"),
    link("p1", LinkPosition.NAVIGATION, ""),
)
FOOT = link("gone", LinkPosition.FOOTER, "关于我们")
LINK_TABLES = frozenset(
    {"anchor", "anchor_set", "linkset", "linkset_digest", "layout", "layout_set"}
    | {"reading_own", "reading_layout"}
)


def articles(mark: str = "") -> dict[str, Answered]:
    """Pages with a menu and a footer in common, and between them something of their own."""
    return {
        f"p{at}": page(
            f"p{at}",
            *MENU,
            link(f"p{(at + 1) % PAGES}", LinkPosition.ARTICLE, f"下一篇{mark}"),
            link(f"files/{at}.pdf", LinkPosition.ARTICLE, f"附件{at}"),
            FOOT,
        )
        for at in range(PAGES)
    }


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    """Two nights; on the second every page has changed and one has only what all have."""
    told = Nights(tmp_path / "site.db")
    told.tell(0, {**articles(), "gone": gone()})
    told.tell(1, {**articles("（新）"), "bare": page("bare", *MENU, FOOT), "gone": gone()})
    return told


def write_as_before(new: Path, old: Path) -> None:
    """Write a copy of a site file as it was written before `m009_link_tables`."""
    db = Database(old)
    SITE_MIGRATIONS.apply(db, stop_before="m009_link_tables")
    conn: Connection = db.conn
    conn.execute("ATTACH ? AS new", (str(new),))
    for (table,) in conn.execute(
        "SELECT name FROM new.sqlite_master WHERE type = 'table'"
        " AND name IN (SELECT name FROM main.sqlite_master)"
    ).fetchall():
        if table not in LINK_TABLES and not table.startswith("_"):
            known = conn.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))
            columns = ", ".join(f'"{name}"' for (name,) in known)
            conn.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    for number, position in conn.execute("SELECT id, position FROM new.linkset").fetchall():
        links = conn.execute(
            "SELECT a.url, l.kind, l.text, l.ord, l.dst FROM new.link l JOIN address a"
            " ON a.id = l.dst WHERE l.linkset = ? ORDER BY l.ord",
            (number,),
        ).fetchall()
        digest = _whole_digest(position, [(url, kind, text) for url, kind, text, _, _ in links])
        conn.execute(
            "INSERT INTO main.linkset (id, digest, position) VALUES (?, ?, ?)",
            (number, digest, position),
        )
        conn.executemany(
            "INSERT INTO main.link (linkset, ord, dst, kind, text) VALUES (?, ?, ?, ?, ?)",
            [(number, ord_, dst, kind, text) for _, kind, text, ord_, dst in links],
        )
    conn.execute("INSERT INTO main.reading_linkset SELECT * FROM new.reading_linkset")
    conn.commit()
    db.close()


def _whole_digest(position: str, links: list[tuple[str, str, str]]) -> bytes:
    text = "\x1e".join((position, *("\x1f".join(entry) for entry in links)))
    return hashlib.sha256(text.encode()).digest()


def test_a_file_from_before_reads_back_the_same(nights: Nights, tmp_path: Path) -> None:
    before = tmp_path / "before.db"
    write_as_before(nights.path, before)
    told = dump(nights.path)
    assert len(told["page_links"]) == 2 * 3 * PAGES + 2
    assert dump(before) == told
    assert Nights(before).snapshot(1).targets == nights.snapshot(1).targets


def test_a_file_from_before_is_written_on(nights: Nights, tmp_path: Path) -> None:
    before = tmp_path / "before.db"
    write_as_before(nights.path, before)
    for each in (nights, Nights(before)):
        each.tell(2, {**articles("（再改）"), "gone": gone()})
    assert dump(before) == dump(nights.path)


def test_what_many_pages_have_is_kept_once(nights: Nights) -> None:
    conn = open_site(nights.path, create=False).conn
    uses = dict(
        conn.execute(
            "SELECT s.position, max((SELECT count(*) FROM reading_own w WHERE w.linkset = s.id))"
            " FROM linkset s GROUP BY s.position"
        ).fetchall()
    )
    assert uses == {"navigation": MOST_OWN, "article": 1, "footer": MOST_OWN}
    assert conn.execute("SELECT count(*) FROM layout").fetchone() == (2,)  # with, without article
    assert conn.execute("SELECT count(*) FROM anchor WHERE text = '首页'").fetchone() == (1,)


def test_the_views_agree_in_both_directions(nights: Nights) -> None:
    conn = open_site(nights.path, create=False).conn
    there = conn.execute("SELECT linkset, dst, kind, text FROM link ORDER BY 1, 2, 3, 4").fetchall()
    back = conn.execute("SELECT linkset, dst, kind, text FROM link_to ORDER BY 1, 2, 3, 4")
    assert there
    assert back.fetchall() == there


def test_links_come_in_the_order_of_the_page(nights: Nights) -> None:
    texts = ("首页", "回到首页", "下一篇", "关于我们")  # of pages: an attachment is none
    assert texts_on(nights.path, FIRST, HOME + "p2") == texts


def test_the_place_of_a_link_is_the_first_on_its_page(nights: Nights) -> None:
    nights.tell(2, {"": gone(), **articles()})
    places = nights.snapshot(2).targets[HOME].places
    assert {place.page for place in places} == {HOME + f"p{at}" for at in range(PAGES)}
    assert {place.text for place in places} == {"首页"}  # not the second text of the same menu


def test_texts_with_one_mark_are_told_apart(tmp_path: Path) -> None:
    marks: dict[int, str] = {}
    texts = (f"链接{number}" for number in range(10_000))
    first, second = next(
        (marks[mark_of(text)], text)
        for text in texts
        if marks.setdefault(mark_of(text), text) != text
    )
    told = Nights(tmp_path / "site.db")
    told.tell(0, {"a": page("a", link("b", text=first), link("b", text=second))})
    assert texts_on(told.path, FIRST, HOME + "a") == (first, second)
