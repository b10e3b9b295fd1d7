"""An invented night of an invented portal, judged: columns, findings, what stayed open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from model.fetch import FetchOutcome
from model.finding import Finding, Place, Verdict
from model.judgement import ColumnState
from model.page import LinkKind
from model.site import Column, ColumnKind, ColumnLevel, Site
from model.snapshot import Target

NIGHT_ON = date(2026, 11, 24)
OBSERVED_AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 02:00 in China
PRINTED_AT = datetime(2026, 11, 23, 22, 5, tzinfo=UTC)
HOME = "http://www.qinghe.example/"
TITLES = {
    "column_stale": "栏目不更新",
    "column_blank": "空白栏目",
    "homepage_stale": "首页不更新",
    "link_dead": "错链断链",
    "page_tags_missing": "网页标签缺失",
    "footer_marks_missing": "网站标识缺失",
    "date_backdated": "发布日期早于首次出现",
}
UNITS = (
    "区政府办公室",
    "区发展和改革局",
    "区教育局",
    "区民政局",
    "区财政局",
    "区人力资源和社会保障局",
    "区住房和城市更新局",
    "区卫生健康局",
    "区应急管理局",
    "区行政审批局",
)
KINDS = (
    (ColumnKind.NEWS, "新闻动态", "2周", 14),
    (ColumnKind.NOTICE, "通知公告", "6个月", 183),
    (ColumnKind.POLICY, "政策文件", "6个月", 183),
    (ColumnKind.STATISTICS, "数据发布", "3个月", 91),
)
SITE = Site(code="4201990001", name="清河区人民政府门户网站", home_url=HOME, unit="区政府办公室")


def column_states() -> tuple[ColumnState, ...]:
    """Return 40 columns: late, blank, unsure, near the limit, on time, exempt, without limit."""
    return tuple(_state(number) for number in range(40))


def _state(number: int) -> ColumnState:
    unit = UNITS[number % len(UNITS)]
    kind, word, limit, days = KINDS[number // 10]
    column = Column(
        site_code=SITE.code,
        path=f"首页 > 政务公开 > {unit.removeprefix('区')} > {word}",
        url=f"{HOME}zwgk/{number}/",
        kind=kind,
        level=ColumnLevel.FIRST if number < 20 else ColumnLevel.OTHER,
        unit=unit,
        inferred=number == 31,
    )
    verdict, left = _standing(number, days)
    if left is None:
        return ColumnState(
            column=column,
            unit=unit,
            verdict=verdict,
            reason={
                Verdict.NOT_JUDGED: "列表由脚本生成，本次未能读取",
                Verdict.SUSPECT: "栏目信息均未注明发布时间",
            }.get(verdict, "已报备停更至2027年3月31日"),
            limit=limit,
            exempt_until_on=date(2027, 3, 31) if verdict is Verdict.NOT_APPLICABLE else None,
        )
    newest_on = NIGHT_ON - timedelta(days=days - left)
    blank = number == 25
    return ColumnState(
        column=column,
        unit=unit,
        verdict=verdict,
        reason="栏目内无任何信息" if blank else f"最近一条信息发布于{newest_on.isoformat()}",
        newest_on=None if blank else newest_on,
        newest_title="关于做好今冬明春有关工作的通知",
        newest_url=f"{HOME}zwgk/{number}/t{newest_on:%Y%m%d}_{number}.html",
        limit=limit,
        limit_source="《政府网站与政务新媒体检查指标》",
        deadline_on=NIGHT_ON + timedelta(days=left),
        days_left=left,
        idle_days=days - left,
        items=0 if blank else 20,
        soon=0 <= left <= 3 and not blank,
        blank=blank,
    )


def _standing(number: int, days: int) -> tuple[Verdict, int | None]:
    if number == 25:
        return Verdict.NOT_APPLICABLE, 0
    if number in (3, 7, 14, 22, 38):
        return Verdict.FAIL, -(number * 3 + 1)
    if number in (9, 17):
        return Verdict.NOT_JUDGED, None
    if number == 31:
        return Verdict.SUSPECT, None
    if number == 36:
        return Verdict.NOT_APPLICABLE, None
    return Verdict.OK, (number * 7) % days if number % 5 else 2


def findings() -> tuple[Finding, ...]:
    """Return dead links, suspects and other problems, sorted as the runner sorts them."""
    made = [_dead(number) for number in range(20)]
    made += [
        Finding(
            check="column_blank" if s.blank else "column_stale",
            subject=s.column.url,
            verdict=Verdict.FAIL if s.blank else s.verdict,
            message=s.reason + ("" if s.blank else "，超过规定时限"),
            unit=s.unit,
            column=s.column.path,
            indicators=("v19.column.blank" if s.blank else "v19.column.idle_news_notice",),
        )
        for s in column_states()
        if s.blank or s.verdict in (Verdict.FAIL, Verdict.SUSPECT)
    ]
    made += [
        Finding(
            check="page_tags_missing",
            subject=HOME,
            verdict=Verdict.FAIL,
            message="首页缺少网站标签：SiteIDCode（网站标识码）",
            unit=UNITS[0],
            places=(Place(HOME, "", ""),),
            indicators=("d19.fn.tags",),
        ),
        Finding(
            check="date_backdated",
            subject=f"{HOME}zwgk/6/t20261101_9.html",
            verdict=Verdict.SUSPECT,
            message="页面标注发布于2026-11-01，2026-11-20的列表中尚无此条，2026-11-23首次出现",
            unit=UNITS[6],
            column="首页 > 政务公开 > 住房和城市更新局 > 新闻动态",
            evidence={"stated": "2026-11-01", "first_seen": "2026-11-23"},
        ),
        Finding(
            check="footer_marks_missing",
            subject="police",
            verdict=Verdict.NOT_JUDGED,
            message="页脚由脚本生成，未能读取",
            unit=UNITS[0],
        ),
    ]
    return tuple(sorted(made, key=lambda finding: (finding.check, finding.subject)))


_OUTCOMES = (
    (FetchOutcome.NOT_FOUND, 404),
    (FetchOutcome.NO_SUCH_HOST, None),
    (FetchOutcome.SERVER_ERROR, 502),
    (FetchOutcome.SOFT_404, 200),
)


def _dead(number: int) -> Finding:
    outcome, status = _OUTCOMES[number % 4]
    kind = (LinkKind.PAGE, LinkKind.EXTERNAL, LinkKind.ATTACHMENT, LinkKind.ASSET)[number % 4]
    places = tuple(
        Place(
            f"{HOME}zwgk/{number}/t2026{at:04d}.html" if at else HOME,
            ("市民服务热线", "附件：申报表.docx", "相关链接", "")[at % 4],
            ("navigation", "article", "footer", "list")[at % 4],
        )
        for at in range(1 if number % 3 else 3 + number * 4)
    )
    return Finding(
        check="link_dead",
        subject=f"http://old{number}.qinghe.example/art/2024/{number}/content.html?id={number}&a=1",
        verdict=Verdict.FAIL,
        message=f"链接失效：{outcome.sentence}",
        places=places,
        evidence={
            "kind": kind.value,
            "outcome": outcome.word,
            "cause": outcome.value,
            "status": status,
            "failed_nights": 3 + number,
        },
        unit=UNITS[number % len(UNITS)],
        weight="home" if number % 3 == 0 else "other",
        indicators=("d19.fn.links",),
    )


def unverified() -> tuple[Target, ...]:
    """Return targets about which nothing was learnt."""
    cases = (
        (FetchOutcome.BLOCKED, 403, "https://mp.weixin.example/s/abc"),
        (FetchOutcome.TIMEOUT_CONNECT, None, "http://slow.example/"),
        (FetchOutcome.NEEDS_LOGIN, 302, "https://zwfw.example/login?next=%2Fbsdt"),
        (FetchOutcome.TLS_ERROR, None, "https://oa.qinghe.example/"),
    )
    return tuple(
        Target(
            url=url,
            kind=LinkKind.EXTERNAL,
            outcome=outcome,
            status=status,
            places=(Place(HOME, "友情链接", "footer"), Place(f"{HOME}a.html", "", "footer")),
        )
        for outcome, status, url in cases
    )
