"""Heat map and availability strip: what was not seen is hatched, never shown as good or empty."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl

from model.availability import DayVisits
from model.judgement import WEEKS, week_starts
from reports import charts, findings_book, heat_map, site_report, visit_strip
from tests.reports.sample import NIGHT_ON, PRINTED_AT, TITLES, night_facts
from tests.reports.sample_findings import column_states
from tests.reports.test_round import ATTACK, round_, round_text
from tests.reports.test_site_report import Elements

HATCHED = ""  # no shade of its own
COUNTS = (None, None, 0, 1, 2, 4, 5, 9, 10, 99, 0, 0, 3)


def state(path: str = "首页 > 新闻", weeks: tuple[int | None, ...] = COUNTS):
    base = next(s for s in column_states() if s.limit)
    return replace(base, column=replace(base.column, path=path), weeks=weeks)


def days(*changed: DayVisits) -> tuple[DayVisits, ...]:
    known = {day.on: day for day in changed}
    every = [NIGHT_ON - timedelta(days=back) for back in range(28, 0, -1)]
    return tuple(known.get(on, DayVisits(on=on, visits=24, failed=0)) for on in every)


def test_the_weeks_end_with_the_nights_own() -> None:
    starts = week_starts(NIGHT_ON)
    assert len(starts) == WEEKS
    assert all(day.weekday() == 0 for day in starts)
    assert starts[-1] <= NIGHT_ON < starts[-1] + timedelta(days=7)


def test_a_week_that_was_not_read_is_hatched_and_has_no_figure() -> None:
    (chart,) = heat_map.heat_maps(heat_map.of_site([state()]), NIGHT_ON, 9)
    cells = chart.rows[0].cells
    assert [cell.figure for cell in cells[:4]] == ["", "", "0", "1"]
    assert [cell.fill == HATCHED for cell in cells] == [count is None for count in COUNTS]
    shades = [cell.fill for cell in cells[2:10]]
    assert len(set(shades)) == 5  # 0, 1, 2 to 4, 5 to 9, more
    assert "未读到" in chart.said[0]
    (unread,) = heat_map.heat_maps(heat_map.of_site([state(weeks=())]), NIGHT_ON, 9)
    assert {cell.fill for cell in unread.rows[0].cells} == {HATCHED}
    assert unread.said[0].endswith("各周未读到")


def test_a_chart_is_no_longer_than_a_page() -> None:
    columns = [state(f"首页 > 栏目{at}") for at in range(70)]
    charts = heat_map.heat_maps(heat_map.of_site(columns), NIGHT_ON, 60)
    assert [len(chart.rows) for chart in charts] == [30, 30]


def test_columns_of_several_sites_are_told_apart() -> None:
    named = heat_map.of_sites([("甲网", [state()]), ("乙网", [state()])])
    (chart,) = heat_map.heat_maps(named, NIGHT_ON, 9)
    assert {row.name for row in chart.rows} == {"新闻（甲网）", "新闻（乙网）"}
    assert {said.partition("：")[0] for said in chart.said} == {"甲网 > 新闻", "乙网 > 新闻"}


def test_a_day_without_visits_is_never_white() -> None:
    on = NIGHT_ON - timedelta(days=3)
    for day, hatch in (
        (DayVisits(on=on, visits=0, failed=0), "unwatched"),
        (DayVisits(on=on, visits=0, failed=0, unwatched_minutes=1440), "unwatched"),
        (DayVisits(on=on, visits=0, failed=0, agreed_minutes=1440), "agreed"),
        (DayVisits(on=on, visits=0, failed=0, turned_away=24), "turned"),
    ):
        drawn = visit_strip.strip([("甲", days(day))]).rows[0].days[-3]
        assert (drawn.hatch, drawn.half, drawn.figure) == (hatch, False, "")


def test_failures_stand_with_their_number_and_in_words() -> None:
    on = NIGHT_ON - timedelta(days=3)
    day = DayVisits(on=on, visits=20, failed=5, unwatched_minutes=240)
    strip = visit_strip.strip([("甲", days(day)), ("乙", ())])
    (row,) = strip.rows  # a site that was never probed has no row
    drawn = row.days[-3]
    assert (drawn.figure, drawn.hatch, drawn.half) == ("5", "unwatched", True)
    assert 0 < drawn.black < visit_strip.FULL
    assert row.label == "失败5／668次"
    assert "访问20次失败5次、未监测4小时" in strip.spoken


def test_both_pictures_stand_in_both_reports_with_their_words() -> None:
    judged = night_facts().judgement
    night = night_facts(
        visits=days(), judgement=replace(judged, columns=(state(ATTACK), *judged.columns))
    )
    site = site_report.render(night, printed_at=PRINTED_AT, titles=TITLES)
    whole = round_text(round_(visits=days(), judgement=night.judgement))
    for text in (site, whole):
        page = Elements(text)
        assert "近4周首页访问情况" in page.text
        assert "近13周" in page.text
        assert not {"script", "img"} & {tag for tag, _ in page.elements}
        labels = [own["aria-label"] for tag, own in page.elements if tag == "svg" and "role" in own]
        assert all(label for label in labels)
        assert text == text.replace("\u202e", "")


def test_the_workbook_has_every_week_of_every_column() -> None:
    judged = night_facts().judgement
    night = night_facts(judgement=replace(judged, columns=(state(), state("首页 > 乙", ()))))
    data = findings_book.render(night, printed_at=PRINTED_AT, titles=TITLES)
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["栏目逐周"].iter_rows(values_only=True))
    assert len(rows) == 3
    assert len(rows[0]) == 3 + WEEKS
    counted = next(row for row in rows if row[0] == "首页 > 新闻")
    assert counted[3:] == tuple("未读到" if count is None else count for count in COUNTS)


def test_many_sites_and_units_take_several_charts_in_one_order() -> None:
    charts_of_sites = visit_strip.strips((f"网站{at}", days()) for at in range(65))
    assert [len(chart.rows) for chart in charts_of_sites] == [30, 30, 5]
    rows = [(f"单位{at:02}", at, 80) for at in range(80)]
    ranked = charts.rankings(rows)
    names = [bar.name for chart in ranked for bar in chart.bars]
    assert [len(chart.bars) for chart in ranked] == [35, 35, 10]
    assert names == sorted(names, reverse=True)
    assert charts.rankings([]) == ()
