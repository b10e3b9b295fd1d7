"""An invented night of an invented portal: what the documents of these tests print."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from model.fetch import FetchOutcome
from model.finding import Finding, Place, Standing, Verdict
from model.judgement import ColumnState, Judgement
from model.letter import Letter, LetterKind, LetterRow, LetterState
from model.night import NightFacts
from model.page import LinkKind
from model.rulebook import Rulebook
from model.score import Grade, Score, Step, UnitRate
from model.settings import Office
from model.site import KIND_NAMES, Column, ColumnKind, ColumnLevel, Site
from model.snapshot import Soundness, Target

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
            subject=SITE.code,
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
            "outcome": outcome.value,
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


def unit_rates() -> tuple[UnitRate, ...]:
    """Return ten units, one with nothing due."""
    return tuple(
        UnitRate(
            unit=unit,
            due=0 if at == 9 else 4 - at % 2,
            on_time=0 if at == 9 else 4 - at % 2 - (at % 3 == 1),
            stale=int(at % 3 == 1 and at != 9),
            soon=int(at % 4 == 0),
            not_judged=int(at == 9),
            exempt=int(at == 6),
            findings=at % 5,
        )
        for at, unit in enumerate(UNITS)
    )


def steps() -> tuple[Step, ...]:
    """Return a calculation with a veto, deductions, a bonus row and rows nobody judged."""
    rows = (
        ("站点无法访问", "veto", Verdict.NOT_JUDGED, "须连续监测一周，本次未判定", None, "0", "0"),
        ("首页不更新", "veto", Verdict.OK, "监测时间点前2周内首页有更新", None, "0", "1"),
        (
            "栏目不更新",
            "veto",
            Verdict.FAIL,
            "动态要闻、通知公告等栏目未更新5个",
            None,
            "0",
            "0.95",
        ),
        ("空白栏目", "veto", Verdict.OK, "空白栏目1个，未达到5个", None, "0", "1"),
        ("政策文件", "deduction", Verdict.FAIL, "1个一级栏目6个月未更新，扣5分", "5", "5", "1"),
        ("办事指南", "deduction", Verdict.NOT_JUDGED, "须人工检查", "8", "0", "0"),
        ("链接可用性", "deduction", Verdict.FAIL, "错链20个，扣至上限", "6", "6", "0.998"),
        ("网页标签", "deduction", Verdict.FAIL, "首页缺少1项网站标签", "2", "2", "1"),
        ("加分指标", "bonus", Verdict.NOT_JUDGED, "须人工认定", "30", "0", "0"),
    )
    return tuple(
        Step(
            indicator=f"row.{at}",
            name=name,
            group={"veto": "单项否决", "bonus": "加分指标"}.get(kind, "发布解读"),
            kind=kind,
            verdict=verdict,
            text=text,
            points=None if points is None else Decimal(points),
            lost=Decimal(lost),
            judged_share=Decimal(share),
            verified=name not in ("链接可用性", "网页标签", "办事指南"),
        )
        for at, (name, kind, verdict, text, points, lost, share) in enumerate(rows)
    )


def night_facts(**changed: object) -> NightFacts:
    """Return the whole night; named fields can be replaced."""
    found = findings()
    ids = [finding.fingerprint(SITE.code) for finding in found]
    order = (Standing.NEW, Standing.STILL, Standing.STILL, Standing.BACK)
    fields: dict[str, object] = {
        "site": SITE,
        "night_on": NIGHT_ON,
        "observed_at": OBSERVED_AT,
        "rulebook": Rulebook(
            id="check-2019",
            title="政府网站与政务新媒体检查指标",
            document="国办秘函〔2019〕19号",
            valid_from=date(2019, 4, 1),
            valid_to=None,
            pass_mark=Decimal(60),
            bonus_mark=Decimal(80),
            bonus_cap=Decimal(30),
            total=Decimal(100),
            indicators=(),
            digest="9f2c41d0" * 8,
        ),
        "judgement": Judgement(
            site_code=SITE.code,
            night_on=NIGHT_ON,
            runs=(),
            findings=found,
            columns=column_states(),
            score=score(),
        ),
        "soundness": Soundness(sound=True),
        "pages": 612,
        "fetched": 1893,
        "links": 2240,
        "standings": {id_: order[at % 4] for at, id_ in enumerate(ids)},
        "first_seen": {id_: NIGHT_ON - timedelta(days=at) for at, id_ in enumerate(ids)},
        "gone": (
            Finding(
                check="link_dead",
                subject=f"{HOME}bsfw/old.html",
                verdict=Verdict.FAIL,
                message="链接失效：页面不存在",
                unit=UNITS[9],
            ),
        ),
        "unverified_targets": unverified(),
        "previous_night_on": NIGHT_ON - timedelta(days=1),
        "previous_points": Decimal("88.5"),
        "previous_grade": Grade.PASS,
        "pass_mark": Decimal(60),
        "district": "清河区",
        "office": "清河区人民政府办公室",
    }
    return NightFacts(**(fields | changed))  # type: ignore[arg-type]


def score(**changed: object) -> Score:
    """Return the night's score: one veto, points that are not all verified."""
    fields: dict[str, object] = {
        "rulebook": "check-2019",
        "rulebook_digest": "9f2c41d0" * 8,
        "grade": Grade.FAIL,
        "vetoes": ("栏目不更新",),
        "points": None,
        "deduction_points": Decimal("87.00"),
        "coverage": Decimal("0.62"),
        "pass_mark": Decimal(60),
        "unverified": True,
        "steps": steps(),
        "units": unit_rates(),
    }
    return Score(**(fields | changed))  # type: ignore[arg-type]


def letter(kind: LetterKind = LetterKind.URGING, **changed: object) -> Letter:
    """Return a letter with the late (or the nearly due) columns of one unit."""
    urging = kind is LetterKind.URGING
    states = [
        s for s in column_states() if (s.blank or s.verdict is Verdict.FAIL if urging else s.soon)
    ]
    rows = tuple(
        LetterRow(
            site_name=SITE.name,
            column_path=s.column.path,
            unit=UNITS[6],
            kind=KIND_NAMES[s.column.kind],
            requirement="应有内容（现为空白栏目）" if s.blank else f"{s.limit}内更新",
            newest_on=s.newest_on,
            idle_days=None if s.blank else s.idle_days,
            deadline_on=s.deadline_on,
            example_url=s.column.url,
            fingerprint="",
        )
        for s in states
    )
    fields: dict[str, object] = {
        "kind": kind,
        "unit": UNITS[6],
        "period": "2026-11",
        "night_on": NIGHT_ON,
        "state": LetterState.DRAFT,
        "rows": rows,
        "reply_by_on": date(2026, 12, 1),
        "earlier_reminders": 2 if urging else 0,
        "rulebook_title": "政府网站与政务新媒体检查指标",
    }
    return Letter(**(fields | changed))  # type: ignore[arg-type]


OFFICE = Office(
    name="清河区人民政府办公室",
    district="清河区",
    contact="某某",
    phone="000-12345678",
    email="web@qinghe.example",
    letter_word="清政办函",
)
