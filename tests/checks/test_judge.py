"""A whole night judged: merged findings, column states, units, the unsound night, the pace."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.fetch import FetchOutcome
from model.finding import Finding, Place, Verdict
from model.judgement import ColumnState, Judgement
from model.page import LinkKind, ListItem, ListReading, ListState, PageKind
from model.score import Grade
from model.site import ColumnKind, ColumnLevel, Exemption
from model.snapshot import Snapshot, Soundness, Target
from model.span import parse_span
from model.workdays import WorkCalendar
from tests.checks.snapshots import HOME, NIGHT, SITE, column, list_page, page, snapshot

BOOK = load_rulebook("check-2019")
NEWS, NOTICE, FUNDS = f"{HOME}xwzx/", f"{HOME}zwgk/tzgg/", f"{HOME}zwgk/czxx/"
NIGHT_2019 = date(2019, 7, 1)


def home(*dates: str) -> object:
    return replace(list_page(HOME, *dates), kind=PageKind.HOME)


def small() -> Snapshot:
    """Return a night with one column on time, one idle, one past its own interval, one blank."""
    return snapshot(
        home("2019-06-30"),  # type: ignore[arg-type]
        list_page(NEWS, "2019-06-10"),
        list_page(NOTICE, "2019-06-30"),
        list_page(FUNDS, "2019-03-01"),
        list_page(f"{HOME}a/"),
        night_on=NIGHT_2019,
        columns=(
            column(NEWS, unit="区融媒体中心", path="首页 > 新闻"),
            column(NOTICE, ColumnKind.NOTICE, level=ColumnLevel.FIRST, path="首页 > 通知公告"),
            column(
                FUNDS,
                ColumnKind.DISCLOSURE,
                unit="区财政局",
                path="首页 > 财政",
                interval=parse_span("3个月"),
                interval_source="区办法",
            ),
            column(f"{HOME}a/", ColumnKind.NEWS, unit="区财政局", path="首页 > 甲"),
        ),
        targets={
            f"{HOME}x": Target(
                url=f"{HOME}x",
                kind=LinkKind.PAGE,
                outcome=FetchOutcome.NOT_FOUND,
                status=404,
                confirmed=True,
                failed_nights=3,
                places=(Place(HOME, "链接", "other"),),
            )
        },
    )


def judged(night: Snapshot | None = None, **more: object) -> Judgement:
    return judge(night or small(), BOOK, **more)  # type: ignore[arg-type]


def finding(result: Judgement, check: str, subject: str) -> Finding:
    return next(f for f in result.findings if (f.check, f.subject) == (check, subject))


def state(result: Judgement, url: str) -> ColumnState:
    return next(s for s in result.columns if s.column.url == url)


def test_one_problem_that_several_rows_count_is_one_finding() -> None:
    result = judged()
    stale = finding(result, "column_stale", NEWS)
    assert stale.indicators == ("v19.column.idle_news_notice", "d19.pub.news")
    assert finding(result, "column_stale", FUNDS).indicators == (
        "v19.column.idle_long",
        "d19.pub.other",
    )
    keys = [(f.check, f.subject) for f in result.findings]
    assert keys == sorted(set(keys))


def test_the_most_severe_verdict_holds_and_names_its_rows() -> None:
    """The same column is on time for the nation and late for its own district."""
    strict = replace(small().columns[1], interval=parse_span("1天"), interval_source="区办法")
    night = replace(small(), columns=(strict,))
    late = replace(night, pages={**night.pages, NOTICE: list_page(NOTICE, "2019-06-01")})
    result = judged(late)
    assert finding(result, "column_stale", NOTICE).indicators == ("d19.pub.other",)
    assert state(result, NOTICE).verdict is Verdict.FAIL
    assert (state(result, NOTICE).limit, state(result, NOTICE).limit_source) == ("1天", "区办法")


def test_column_states() -> None:
    result = judged()
    news = state(result, NEWS)
    assert (news.verdict, news.unit) == (Verdict.FAIL, "区融媒体中心")
    assert (news.newest_on, news.deadline_on) == (date(2019, 6, 10), date(2019, 6, 24))
    assert (news.days_left, news.idle_days, news.soon) == (-7, 21, False)
    assert news.limit_source.endswith("（国办秘函〔2019〕19号）")
    blank = state(result, f"{HOME}a/")
    assert (blank.blank, blank.verdict) == (True, Verdict.NOT_APPLICABLE)


def test_a_limit_that_cannot_be_counted_hides_no_failure_and_no_doubt() -> None:
    """The district asks for 5 working days; the calendar does not know the year."""
    strict = replace(small().columns[1], interval=parse_span("5工作日"), interval_source="区办法")
    night = replace(small(), columns=(strict,), calendar=WorkCalendar())
    on_time = replace(night, pages={**night.pages, NOTICE: list_page(NOTICE, "2019-06-28")})
    found = state(judged(on_time), NOTICE)
    assert (found.verdict, found.limit) == (Verdict.NOT_JUDGED, "5个工作日")
    assert found.reason.startswith("没有2019年的节假日安排")
    late = replace(night, pages={**night.pages, NOTICE: list_page(NOTICE, "2018-06-28")})
    assert state(judged(late), NOTICE).verdict is Verdict.FAIL  # of the nation's 6 months


def test_a_deadline_in_a_year_without_holidays_is_said() -> None:
    strict = replace(small().columns[1], interval=parse_span("5工作日"), interval_source="区办法")
    night = replace(small(), columns=(strict,), calendar=WorkCalendar(years=frozenset({2019})))
    on = date(2019, 12, 30)
    pages = {**night.pages, NOTICE: list_page(NOTICE, "2019-12-27")}
    found = state(judged(replace(night, pages=pages, night_on=on)), NOTICE)
    assert (found.verdict, found.deadline_on, found.soon) == (Verdict.OK, None, False)
    assert found.reason.endswith("到期日未计算，不列入更新提醒")


def test_soon_is_the_reminder_lead() -> None:
    night = small()
    pages = {**night.pages, NEWS: list_page(NEWS, "2019-06-20")}
    result = judged(replace(night, pages=pages))
    assert state(result, NEWS).days_left == 3
    assert state(result, NEWS).soon
    assert not state(judged(replace(night, pages=pages), remind_before_days=2), NEWS).soon


def test_units_print_numerator_and_denominator() -> None:
    rates = {rate.unit: rate for rate in judged().score.units}
    assert list(rates) == sorted(rates)
    funds = rates["区财政局"]  # one late, one blank: both due, none on time
    assert (funds.due, funds.on_time, funds.stale, funds.findings) == (2, 0, 2, 2)
    office = rates[SITE.unit]
    assert (office.due, office.on_time) == (1, 1)


def test_exempt_and_unread_columns_stand_beside_the_rate() -> None:
    night = small()
    exemption = Exemption(
        site_code=SITE.code, url=NEWS, reason="改版", approver="区办", until_on=NIGHT_2019
    )
    pages = {url: p for url, p in night.pages.items() if url != FUNDS}
    result = judged(replace(night, pages=pages, exemptions=(exemption,)))
    rates = {rate.unit: rate for rate in result.score.units}
    assert (rates["区融媒体中心"].due, rates["区融媒体中心"].exempt) == (0, 1)
    assert (rates["区财政局"].due, rates["区财政局"].not_judged) == (1, 1)
    assert "改版" in state(result, NEWS).reason


def test_the_score_of_the_small_night() -> None:
    score = judged().score
    assert score.vetoes == ()
    assert score.deduction_points is not None
    lost = {step.indicator: step.lost for step in score.steps if step.lost}
    assert lost["d19.pub.news"] == 5
    assert lost["d19.pub.other"] == 2  # the late column and the blank one
    assert lost["d19.fn.links"] == 1
    assert score.points == 100 - sum(lost.values())
    assert score.unverified
    assert judged(pass_mark=Decimal(99)).score.grade is Grade.FAIL


def test_an_unsound_night_is_held_against_nobody() -> None:
    night = replace(small(), soundness=Soundness(sound=False, reason="半数页面被拦截"))
    result = judged(night)
    assert result.score.grade is Grade.NOT_JUDGED
    assert result.score.points is None
    assert result.score.coverage == 0
    assert {f.verdict for f in result.findings} == {Verdict.NOT_JUDGED}
    assert {f.message for f in result.findings} == {"半数页面被拦截"}
    assert {s.verdict for s in result.columns} == {Verdict.NOT_JUDGED}


def test_judging_twice_gives_the_same() -> None:
    assert judged() == judged()


def test_twenty_thousand_pages_take_seconds() -> None:
    """Linear: twice the site takes about twice the time, never four times."""
    small_s, large_s = _seconds(2_500), _seconds(10_000)
    assert large_s < 6
    assert large_s < 12 * max(small_s, 0.02)


def _seconds(size: int) -> float:
    night = _large(size)
    began = time.process_time()
    judge(night, BOOK)
    return time.process_time() - began


def _large(size: int) -> Snapshot:
    pages, columns, everywhere = {}, [], []
    for at in range(size // 50):
        url = f"{HOME}c{at}/"
        columns.append(column(url, list(ColumnKind)[at % 19], unit=f"单位{at % 30}"))
        items = tuple(
            ListItem(f"信息{n}", f"{url}{n}.html", (NIGHT - timedelta(days=at + n)).isoformat())
            for n in range(49)
        )
        reading = ListReading(state=ListState.ITEMS, items=items)
        pages[url] = page(url, PageKind.LIST, listing=reading)
        for item in items:
            pages[item.url] = page(item.url, PageKind.ARTICLE, published=item.date)
        everywhere += [Place(item.url, "页脚", "footer") for item in items]
    dead = Target(
        url=f"{HOME}x",
        kind=LinkKind.PAGE,
        outcome=FetchOutcome.NOT_FOUND,
        confirmed=True,
        places=tuple(everywhere),
    )
    return snapshot(*pages.values(), columns=tuple(columns), targets={dead.url: dead})


@pytest.mark.parametrize(
    ("news", "notices", "plans", "blank", "triggered"),
    [
        (2, 2, 9, 4, ()),
        (3, 2, 9, 4, ("v19.column.idle_news_notice",)),
        (0, 5, 10, 4, ("v19.column.idle_news_notice", "v19.column.idle_long")),
        (4, 0, 9, 5, ("v19.column.blank",)),
    ],
)
def test_the_three_counts_of_columns_include_their_limits(
    news: int, notices: int, plans: int, blank: int, triggered: tuple[str, ...]
) -> None:
    """Five of news and first-level notices together, ten idle long, five blank; no column twice."""
    wanted = (
        (ColumnKind.NEWS, news, "2019-06-16"),  # a day before the two weeks
        (ColumnKind.NOTICE, notices, "2018-12-31"),  # a day before the six months
        (ColumnKind.PLAN, plans, "2018-06-30"),  # a day before the year
        (ColumnKind.NEWS, 3, "2019-06-17"),  # on the limit: inside
        (ColumnKind.OTHER, blank, None),
    )
    columns, pages = [], [page(HOME, PageKind.HOME)]
    for at, (kind, count, newest) in enumerate(wanted):
        for number in range(count):
            url = f"{HOME}{at}/{number}/"
            columns.append(column(url, kind, level=ColumnLevel.FIRST))
            pages.append(list_page(url, *([newest] if newest else [])))
    night = snapshot(*pages, night_on=date(2019, 7, 1), columns=tuple(columns))
    steps = {each.indicator: each.verdict for each in judged(night).score.steps}
    rows = ("v19.column.idle_news_notice", "v19.column.idle_long", "v19.column.blank")
    assert {row for row in rows if steps[row] is Verdict.FAIL} == set(triggered)
