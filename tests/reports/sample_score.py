"""An invented score with its calculation and the rates of ten units."""

from __future__ import annotations

from decimal import Decimal

from model.finding import Verdict
from model.score import Grade, Score, Step, UnitRate
from tests.reports.sample_findings import UNITS


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
