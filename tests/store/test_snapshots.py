from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.errors import SnapshotMissing, StoreError
from model.fetch import FetchOutcome
from model.finding import Place
from model.page import FactSource, LinkKind, LinkPosition, PageKind
from store.site_dump import dump
from store.snapshots import load_snapshot, night_figures
from tests.store.site_nights import FIRST, HOME, SITE, Nights, gone, link, moved, page


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "site.db")


def test_an_unchanged_night_adds_no_row(nights: Nights) -> None:
    answers = {"": page("", link("a")), "a": page("a")}
    for day in range(3):
        nights.tell(day, answers)
    assert [*nights.added.values()] == [2, 0, 0]
    rows = {row[0]: row[1:3] for row in dump(nights.path)["observations"]}
    assert rows[HOME] == ("2026-03-01", "2026-03-03")
    assert len(rows) == 2


def test_any_past_night_is_read_back_as_it_was(nights: Nights) -> None:
    nights.tell(0, {"": page("", link("a")), "a": page("a")})
    first = nights.snapshot(0)
    nights.tell(1, {"": page("", link("b")), "b": page("b")})
    nights.tell(2, {"": page("", link("a")), "a": gone()})
    assert nights.snapshot(0) == first
    assert set(nights.snapshot(1).pages) == {HOME, HOME + "b"}
    assert set(nights.snapshot(2).pages) == {HOME}
    assert nights.snapshot(2).previous_night_on == FIRST + timedelta(days=1)


def test_failing_nights_are_counted_and_a_success_clears_them(nights: Nights) -> None:
    good = {"": page("", link("a")), "a": page("a")}
    bad = {"": page("", link("a")), "a": gone()}
    for day, answers in enumerate((bad, good, bad, bad, bad)):
        nights.tell(day, answers)
    counted = [nights.snapshot(day).targets.get(HOME + "a") for day in range(5)]
    assert [t and t.failed_nights for t in counted] == [1, None, 1, 2, 3]
    last = nights.snapshot(4, confirm_nights=3, confirm_tries=2).targets[HOME + "a"]
    assert last.confirmed
    assert last.first_failed_on == FIRST + timedelta(days=2)
    assert not nights.snapshot(3, confirm_nights=3).targets[HOME + "a"].confirmed
    assert not nights.snapshot(4, confirm_tries=3).targets[HOME + "a"].confirmed


def test_a_night_on_which_nothing_was_learnt_neither_counts_nor_clears(nights: Nights) -> None:
    late = gone().__class__(outcome=FetchOutcome.TIMEOUT_BODY)
    for day, answer in enumerate((gone(), late, gone())):
        nights.tell(day, {"": page("", link("a")), "a": answer})
    assert nights.snapshot(1).targets[HOME + "a"].failed_nights == 0
    assert nights.snapshot(2).targets[HOME + "a"].failed_nights == 2


def test_places_are_all_pages_that_link_there_once_each(nights: Nights) -> None:
    header = link("lost", LinkPosition.NAVIGATION, "失效")
    twice = (header, link("lost", LinkPosition.ARTICLE, "又一处"))
    nights.tell(
        0,
        {
            "": page("", header, link("b"), link("c")),
            "c": page("c", *twice),
            "b": page("b", header),
            "lost": gone(),
        },
    )
    target = nights.snapshot(0).targets[HOME + "lost"]
    assert target.places == tuple(
        Place(HOME + path, "失效", "navigation") for path in ("", "b", "c")
    )
    assert target.kind is LinkKind.PAGE
    shared = [row for row in dump(nights.path)["linksets"] if row[3] == HOME + "lost"]
    assert len(shared) == 2, "the header's set is stored once"


def test_the_end_of_a_chain_is_the_outcome(nights: Nights) -> None:
    nights.tell(
        0,
        {
            "": page("", *(link(p) for p in ("a", "b", "l", "far.pdf"))),
            "a": moved("a2"),
            "a2": moved("good"),
            "good": page("good"),
            "b": moved("lost"),
            "lost": gone(),
            "l": moved("m"),
            "m": moved("l"),
        },
    )
    snapshot = nights.snapshot(0)
    assert HOME + "a" not in snapshot.targets
    good = snapshot.page_at(HOME + "a")
    assert good is not None
    assert good.url == HOME + "good"
    b = snapshot.targets[HOME + "b"]
    assert (b.outcome, b.final_url, b.status) == (FetchOutcome.NOT_FOUND, HOME + "lost", 404)
    assert snapshot.targets[HOME + "l"].outcome is FetchOutcome.REDIRECT_LOOP
    assert snapshot.targets[HOME + "l"].failed_nights == 1
    unasked = snapshot.targets[HOME + "far.pdf"]
    assert (unasked.outcome, unasked.tries) == (FetchOutcome.NOT_FETCHED, 0)
    assert unasked.kind is LinkKind.ATTACHMENT
    assert HOME + "lost" not in snapshot.targets, "nobody links there directly"


def test_a_page_that_sends_its_reader_on_is_a_redirect(nights: Nights) -> None:
    entry = page("")
    sent = {f: getattr(entry, f) for f in entry.__slots__}
    nights.tell(
        0, {"": entry.__class__(**{**sent, "location": HOME + "index"}), "index": page("index")}
    )
    snapshot = nights.snapshot(0)
    assert set(snapshot.pages) == {HOME + "index"}
    assert snapshot.home is not None
    assert night_figures(nights.path, FIRST).pages == 2


def test_nothing_stored_is_said(nights: Nights) -> None:
    with pytest.raises(SnapshotMissing):
        nights.snapshot(0)
    nights.tell(0, {"": page("")})
    with pytest.raises(SnapshotMissing):
        nights.snapshot(1)


def test_the_past_is_not_rewritten(nights: Nights) -> None:
    nights.tell(1, {"": page("")})
    with pytest.raises(StoreError):
        nights.tell(0, {"": page("")})


def test_columns_are_inferred_only_where_none_are_given(nights: Nights) -> None:
    nights.tell(0, {"": page("")})
    asked: list[int] = []

    def infer(_: object, pages: object) -> tuple[()]:
        asked.append(1)
        return ()

    load_snapshot(nights.path, site=SITE, night_on=date(2026, 3, 1), infer=infer)
    assert asked == [1]


def test_words_in_place_of_a_date_are_counted_from_the_night_they_were_first_seen_on(
    nights: Nights,
) -> None:
    answer = page("a")
    assert answer.page is not None
    assert answer.page.facts is not None
    told = replace(answer.page.facts, kind=PageKind.ARTICLE, published_words="3天前")
    answer = replace(answer, page=replace(answer.page, facts=told))
    for day in range(3):
        nights.tell(day, {"": page("", link("a")), "a": answer})
    for day in range(3):
        seen = nights.snapshot(day).pages[HOME + "a"]
        assert (seen.published, seen.published_from) == ("2026-02-26", FactSource.VISIBLE)


def test_titles_that_a_list_cuts_are_completed_from_the_articles_that_were_read(
    nights: Nights,
) -> None:
    full = "关于印发某某区政府网站管理办法的通知"
    home = page("", link("a"), link("b"), items=(("a", "2026-02-01"), ("b", "2026-02-01")))
    article = page("a")
    assert home.page is not None
    assert home.page.facts is not None
    assert article.page is not None
    assert article.page.facts is not None
    listing = home.page.facts.listing
    cut = tuple(replace(item, title="关于印发某某区政府…") for item in listing.items)
    listed = replace(home.page.facts, listing=replace(listing, items=cut))
    told = replace(article.page.facts, kind=PageKind.ARTICLE, title=full)
    nights.tell(
        0,
        {
            "": replace(home, page=replace(home.page, facts=listed)),
            "a": replace(article, page=replace(article.page, facts=told)),
            "b": gone(),
        },
    )
    seen = nights.snapshot(0)
    assert [i.title for i in seen.pages[HOME].listing.items] == [full, "关于印发某某区政府…"]
    assert [e.title for e in seen.ledger] == [full, "关于印发某某区政府…"]
