"""The written truth is right: arithmetic over the items proves what the plan says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from demo.district import build
from demo.items import seen_on
from demo.plan import COLUMNS, ColumnPlan, Form, column
from model.finding import Verdict
from model.letter import LetterKind
from model.site import ColumnKind
from model.span import Span, parse_span

URLS = {
    "9900000001": "http://127.0.0.1:8001",
    "9900000027": "http://127.0.0.1:8002",
    "9900000099": "http://127.0.0.1:8003",
}
DAYS = (date(2026, 11, 24), date(2027, 3, 1), date(2028, 2, 29), date(2026, 12, 31))
LEAD = timedelta(days=3)  # the settings' own remind_before_days


def limit(plan: ColumnPlan) -> Span | None:
    """The national limit: two weeks for news, six months for first-level notices, policies."""
    if plan.interval:
        return parse_span(plan.interval)
    if plan.kind is ColumnKind.NEWS:
        return Span(weeks=2)
    if plan.kind in {ColumnKind.NOTICE, ColumnKind.POLICY} and plan.first_level:
        return Span(months=6)
    return None


@pytest.mark.parametrize("today", DAYS)
def test_stale_and_soon_are_what_the_dates_say(today: date) -> None:
    district = build(today)
    for night, offset in zip(district.nights, (2, 1, 0), strict=True):
        for plan in COLUMNS:
            span = limit(plan)
            if span is None or plan.form is not Form.LIST or plan.exempt:
                assert not plan.stale_on
                continue
            shown = [i.on for i in seen_on(district.items[plan.folder], night) if i.on <= night]
            deadline = span.after(max(shown))
            assert (deadline < night) == (offset in plan.stale_on), (plan.path, night)
            assert (night <= deadline <= night + LEAD) == (offset in plan.soon_on), plan.path


@pytest.mark.parametrize("today", DAYS)
def test_other_columns_are_younger_than_any_limit_in_use(today: date) -> None:
    limits = {  # local presets, where the national table says nothing
        ColumnKind.PERSONNEL: 365,
        ColumnKind.PLAN: 365,
        ColumnKind.SERVICE_STATISTICS: 90,
        ColumnKind.MESSAGES: 60,
        ColumnKind.TOPIC: 10_000,  # no limit by kind
    }
    district = build(today)
    for plan in COLUMNS:
        if plan.form is Form.LIST and limit(plan) is None:
            newest = max(i.on for i in district.items[plan.folder])
            assert (today - newest).days < limits.get(plan.kind, 180) - 3


def test_one_column_stands_exactly_on_its_limit() -> None:
    today = DAYS[0]
    newest = build(today).items["xwzx/tpxw"][0].on
    assert Span(weeks=2).before(today) == newest
    assert not [e for e in build(today).truth(URLS) if e.column == column("xwzx/tpxw").path
                and e.check == "column_stale"]  # fmt: skip


def test_backdated_item_appears_late_among_what_the_list_had_shown() -> None:
    district = build(DAYS[0])
    before, last = district.nights[1], district.nights[2]
    items = district.items["zwgk/tzgg"]
    shown_before = seen_on(items, before)[:20]
    new = [i for i in seen_on(items, last)[:20] if i not in shown_before and i.seen_from_on == last]
    late = [i for i in new if (last - i.on).days > 7]
    assert len(late) == 1
    assert min(i.on for i in shown_before) < late[0].on < max(i.on for i in shown_before)


@pytest.mark.parametrize("today", DAYS)
def test_no_other_item_is_late_or_ahead(today: date) -> None:
    for items in build(today).items.values():
        special = {"future", "backdated", "moved"}
        odd = [i for i in items if i.index < 0 and i.column.extras[0] in special]
        for item in items:
            if item not in odd:
                assert (item.seen_from_on - item.on).days == 1
                assert item.on < today


def test_link_is_suspect_until_its_third_night() -> None:
    district = build(DAYS[0])
    verdicts = []
    for night in district.nights:
        links = [e for e in district.truth(URLS, night) if e.check == "link_dead"]
        verdicts.append({e.subject.split("/")[-1]: e.verdict for e in links})
    first, second, third = verdicts
    assert set(first.values()) == set(second.values()) == {Verdict.SUSPECT}
    assert first["wzsm.html"] == Verdict.SUSPECT
    assert third["wzsm.html"] == Verdict.FAIL
    assert "P020260301003.pdf" in second
    assert "P020260301003.pdf" not in third
    assert third["sswj.html"] == Verdict.SUSPECT
    assert "sswj.html" not in second


def test_subjects_are_unique_on_every_night() -> None:
    district = build(DAYS[0])
    for night in district.nights:
        keys = [(e.site_code, e.check, e.subject) for e in district.truth(URLS, night)]
        assert len(keys) == len(set(keys))


def test_letters_follow_the_columns() -> None:
    letters = build(DAYS[0]).expected_letters()
    reminders = {x.unit for x in letters if x.kind is LetterKind.REMINDER}
    urging = {x.unit: x.columns for x in letters if x.kind is LetterKind.URGING}
    assert reminders == {"云湖区数据局", "云湖区教育局", "云湖区住房和城乡建设局"}
    assert urging["云湖区文化和旅游局"] == (
        ("9900000001", "首页 > 新闻中心 > 媒体关注"),
        ("9900000027", "首页 > 工作动态"),
        ("9900000027", "首页 > 群众文化"),
    )
    assert "云湖区应急管理局" not in urging  # its column is blank, not late
    assert "云湖区人民政府办公室" not in urging
    assert "云湖区发展和改革局" not in urging


def test_titles_do_not_repeat_in_a_column() -> None:
    """But for the old item under a new date, and the one that stands there before and after."""
    for folder, items in build(DAYS[0]).items.items():
        again = folder in {"xwzx/zwyw", "xwzx/bmdt"}
        assert len({i.title for i in items}) == len(items) - again
