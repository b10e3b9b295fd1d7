"""A year's figures: counted once each, and what was not read never counted as nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from checks.annual import count_year
from model.annual import AnnualFacts, AnnualFigure, CountWay, YearNights
from model.annual_form import ANNUAL_ROWS
from model.page import ListItem, ListReading, ListState, PageFacts, PageKind
from model.page_field import PageField
from model.site import Column, ColumnKind
from model.snapshot import LedgerEntry, Snapshot, Soundness
from tests.checks.snapshots import HOME, column, list_page, page, snapshot

NIGHT = date(2026, 12, 31)
NEWS, MORE = f"{HOME}xw/", f"{HOME}gg/"
LETTERS, TOPICS, POLICY = f"{HOME}ly/", f"{HOME}zt/", f"{HOME}zc/"


def night(*pages: PageFacts, columns: tuple[Column, ...], **more: Any) -> Snapshot:
    return snapshot(*pages, night_on=NIGHT, columns=columns, **more)


def counted(seen: Snapshot, first_on: date = date(2025, 3, 1)) -> AnnualFacts:
    return count_year(seen, 2026, YearNights(first_on=first_on, in_year=300, last_on=NIGHT))


def one(facts: AnnualFacts, id_: str) -> AnnualFigure:
    (found,) = [figure for figure in facts.figures if figure.row.id == id_]
    return found


def value(seen: Snapshot, id_: str) -> tuple[CountWay, Decimal | None]:
    figure = one(counted(seen), id_)
    return figure.way, figure.value


def test_the_year_has_its_first_and_its_last_day() -> None:
    dates = ("2027-01-01", "2026-12-31", "2026-01-01", "2025-12-31")
    seen = night(list_page(NEWS, *dates), columns=(column(NEWS),))
    assert value(seen, "dynamics") == (CountWay.COUNTED, 2)


def test_an_item_in_two_columns_counts_once() -> None:
    shared = (ListItem("甲", f"{HOME}a.html", "2026-05-01"),)
    pages = [
        page(url, PageKind.LIST, listing=ListReading(state=ListState.ITEMS, items=shared))
        for url in (NEWS, MORE)
    ]
    columns = (column(NEWS), column(MORE, ColumnKind.DISCLOSURE))
    facts = counted(night(*pages, columns=columns))
    assert [one(facts, row).value for row in ("published", "dynamics", "catalogue")] == [1, 1, 1]
    (item,) = facts.items
    assert set(item.rows) == {"published", "dynamics", "catalogue"}


def test_what_its_list_has_lost_was_published_all_the_same() -> None:
    gone = LedgerEntry(
        list_url=NEWS,
        item_url=f"{HOME}gone.html",
        title="已撤下",
        shown="2026-02-02",
        first_seen_on=date(2026, 2, 3),
    )
    seen = night(list_page(NEWS, "2026-05-01"), columns=(column(NEWS),), ledger=(gone,))
    facts = counted(seen)
    assert one(facts, "dynamics").value == 2
    assert [item.listed for item in facts.items] == [True, False]


def test_nothing_is_only_nothing_where_everything_was_read() -> None:
    whole = night(list_page(NEWS, "2025-05-01"), columns=(column(NEWS),))
    assert value(whole, "dynamics") == (CountWay.COUNTED, 0)
    undated = night(list_page(NEWS, "2025-05-01", None), columns=(column(NEWS),))
    unread = night(columns=(column(NEWS),))
    unsound = replace(whole, soundness=Soundness(sound=False, reason="首页打不开"))
    cut = replace(whole, soundness=Soundness(sound=True, finished=False))
    none = night(list_page(NEWS, "2026-05-01"), columns=())
    inferred = night(list_page(NEWS, "2025-05-01"), columns=(column(NEWS, inferred=True),))
    for seen in (undated, unread, unsound, cut, none, inferred):
        figure = one(counted(seen), "dynamics")
        assert (figure.way, figure.value) == (CountWay.UNKNOWN, None)
        assert figure.doubts


def test_a_list_not_read_to_the_years_beginning_is_unsure() -> None:
    short = list_page(NEWS, "2026-12-01", "2026-11-01", total_pages=9)
    assert value(night(short, columns=(column(NEWS),)), "dynamics") == (CountWay.UNSURE, 2)
    far = list_page(NEWS, "2026-12-01", "2025-11-01", total_pages=9)
    assert value(night(far, columns=(column(NEWS),)), "dynamics") == (CountWay.COUNTED, 1)
    first_by_name = list_page(NEWS, "2026-12-01", pager=(f"{NEWS}index.html",))
    assert value(night(first_by_name, columns=(column(NEWS),)), "dynamics")[0] is CountWay.COUNTED
    more = list_page(NEWS, "2026-12-01", pager=(f"{NEWS}index_1.html",))
    assert value(night(more, columns=(column(NEWS),)), "dynamics")[0] is CountWay.UNSURE


def letter(at: int, asked: str, answered: str = "") -> PageFacts:
    fields = {PageField.ASKED_ON: asked} if asked else {}
    fields |= {PageField.ANSWERED_ON: answered} if answered else {}
    return page(f"{LETTERS}{at}.html", PageKind.ARTICLE, fields=fields)


def test_messages_are_counted_by_the_day_they_came_in() -> None:
    listed = list_page(LETTERS, *["2026-06-01"] * 4)
    pages = (
        letter(1, "2025-12-30", "2026-01-04"),
        letter(2, "2026-03-01", "2026-03-04"),
        letter(3, "2026-05-01", "2026-05-06"),
        letter(4, "2026-12-20"),
    )
    columns = (column(LETTERS, ColumnKind.MESSAGES),)
    facts = counted(night(listed, *pages, columns=columns))
    rows = ("messages", "messages_answered", "messages_days", "replies")
    assert [one(facts, row).value for row in rows] == [3, 2, 4, 3]
    assert {one(facts, row).way for row in rows} == {CountWay.COUNTED}
    without = counted(night(listed, *pages[:3], letter(4, ""), columns=columns))
    assert one(without, "messages").way is CountWay.UNSURE
    silent = counted(night(listed, *(letter(at, "") for at in range(1, 5)), columns=columns))
    assert one(silent, "messages").way is CountWay.UNKNOWN
    unread = counted(night(listed, *pages[:2], columns=columns))
    assert "有2个列出的网页没有读到" in one(unread, "messages").doubts


def test_a_topic_is_an_entry_or_the_column_itself() -> None:
    columns = (column(TOPICS, ColumnKind.TOPIC),)
    listed = list_page(TOPICS, "2026-03-01", "2024-03-01", None)
    lists = [page(f"{TOPICS}{at}.html", PageKind.LIST) for at in (1, 2, 3)]
    facts = counted(night(listed, *lists, columns=columns))
    assert one(facts, "topics_kept").value == 3
    assert (one(facts, "topics_new").way, one(facts, "topics_new").value) == (CountWay.UNSURE, 1)
    article = page(f"{TOPICS}1.html", PageKind.ARTICLE)
    itself = counted(night(list_page(TOPICS, "2026-03-01"), article, columns=columns))
    assert [one(itself, row).value for row in ("topics_kept", "topics_new")] == [1, 1]


def test_a_topic_first_seen_beside_others_is_new() -> None:
    def entry(at: int, looked_on: date | None) -> LedgerEntry:
        return LedgerEntry(
            list_url=TOPICS,
            item_url=f"{TOPICS}{at}.html",
            title=f"专题{at}",
            shown=None,
            first_seen_on=date(2026, 4, 2),
            looked_on=looked_on,
        )

    seen = night(
        list_page(TOPICS, None, None),
        *(page(f"{TOPICS}{at}.html", PageKind.LIST) for at in (1, 2)),
        columns=(column(TOPICS, ColumnKind.TOPIC),),
        ledger=(entry(1, date(2026, 4, 1)), entry(2, None)),
    )
    figure = one(counted(seen), "topics_new")
    assert (figure.value, figure.doubts) == (1, ("有1个专题看不出何时开设，未计入",))


def test_documents_are_never_taken_for_normative_ones() -> None:
    said = ("有效", "已失效", "")
    documents = [
        page(
            f"{POLICY}{at}.html",
            PageKind.ARTICLE,
            fields={PageField.VALIDITY: words, PageField.WRITTEN_ON: "2026-02-01"},
        )
        for at, words in enumerate(said, start=1)
    ]
    columns = (column(POLICY, ColumnKind.POLICY),)
    facts = counted(night(list_page(POLICY, *["2026-02-02"] * 3), *documents, columns=columns))
    for row, expected in (("documents", 3), ("documents_in_force", 1), ("documents_repealed", 1)):
        assert (one(facts, row).value, one(facts, row).way) == (expected, CountWay.UNSURE)


def test_rows_of_staff_have_no_value_and_ids_are_unique() -> None:
    facts = counted(night(list_page(NEWS, "2026-05-01"), columns=(column(NEWS),)))
    staff = [figure for figure in facts.figures if figure.row.by_hand]
    assert len(staff) > 30
    assert all(f.value is None and f.way is CountWay.BY_HAND for f in staff)
    assert len({row.id for row in ANNUAL_ROWS}) == len(ANNUAL_ROWS)


def test_what_the_year_cannot_show_is_said() -> None:
    seen = night(list_page(NEWS, "2026-05-01"), columns=(column(NEWS),))
    facts = counted(replace(seen, night_on=date(2026, 6, 30)), first_on=date(2026, 4, 1))
    assert facts.until_on == date(2026, 6, 30)
    assert [note[:6] for note in facts.notes] == ["本年度尚未结", "本网站自20"]
