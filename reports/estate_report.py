"""Domain report 域名情况: the inventory, how it stands and what changed, on a few pages.

Reads   EstateReport and the checks' Chinese titles
Gives   one self-contained HTML text; same facts and same printing time, same bytes
Never   judges or counts
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from model.clock import china_day
from model.estate_report import HEALTH_NAMES, EstateReport
from reports import wording
from reports.estate_lines import (
    change_lines,
    closing_lines,
    finding_lines,
    gone_lines,
    unlisted_lines,
)
from reports.estate_picture import platforms_picture, units_picture
from reports.render import environment

MOST = 200


def render(facts: EstateReport, *, printed_at: datetime, titles: Mapping[str, str]) -> str:
    """Lay the inventory out as HTML."""
    return (
        environment()
        .get_template("estate_report.html")
        .render(
            facts=facts,
            notices=notices(facts, china_day(printed_at)),
            standing=[(HEALTH_NAMES[health], facts.count(health)) for health in HEALTH_NAMES],
            health_names=HEALTH_NAMES,
            units=units_picture(facts.units),
            platforms=platforms_picture(facts),
            findings=finding_lines(facts, titles),
            gone=gone_lines(facts, titles),
            closings=closing_lines(facts),
            changes=change_lines(facts),
            unlisted=unlisted_lines(facts),
            printed_at=printed_at,
            most=MOST,
        )
    )


def notices(facts: EstateReport, printed_on: date) -> list[str]:
    """Return what a reader must know first."""
    lines = []
    if facts.until < printed_on:
        lines.append(
            f"登记情况是{wording.long_day(printed_on)}清单里的；监测情况、问题、关停步骤和变化"
            f"截至{wording.long_day(facts.until)}。"
        )
    if facts.looked_at is None:
        lines.append("还没有监测过任何域名，本页只反映登记情况；请先运行 xunjian domains collect。")
    else:
        lines.append(f"最近一次监测：{wording.china_time(facts.looked_at)}（北京时间）。")
    if facts.judged_on is None:
        lines.append("还没有判定过，问题一节为空不代表没有问题。")
    elif facts.judged_on < facts.until:
        lines.append(f"问题以{wording.long_day(facts.judged_on)}的判定为准。")
    return lines
