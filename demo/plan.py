"""The plan of the two sites: every column with its unit, rhythm and seeded fault, as a table.

Ages are days before the demo's day D; nights are offsets: 0 is D, 1 the night before, 2 the
first. What is written here as stale or soon is the truth; a test proves it by arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from demo import words as w
from model.site import ColumnKind as K
from model.site import ColumnLevel

ALL_NIGHTS = (2, 1, 0)
PORTAL, TOURISM = "9900000001", "9900000027"  # 网站标识码


class Form(StrEnum):
    """How a column's page is made."""

    LIST = "list"
    BLANK = "blank"  # the place for items is there, nothing in it
    UNDATED = "undated"  # items without any date
    SCRIPTED = "scripted"  # a script asks the server for the list
    STATIC = "static"  # one page of text, no list
    HUB = "hub"  # only points at the columns below it


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """One column; `folder` is its address below the site, without slashes at the ends."""

    site: str
    folder: str
    trail: tuple[str, ...]  # breadcrumb below 首页
    kind: K
    unit: str
    count: int = 0  # items, those seen only later included
    newest: int = 1  # age of the newest item of the regular series
    step: float = 1.0  # days between two items
    first_level: bool = False
    form: Form = Form.LIST
    interval: str = ""
    interval_source: str = ""
    stale_on: tuple[int, ...] = ()  # nights on which it is overdue
    soon_on: tuple[int, ...] = ()  # nights on which its limit is at most 3 days away
    exempt: bool = False
    old_template: bool = False  # pages without the police record number
    yearly: tuple[int, int] | None = None  # month and day of its one item a year
    extras: tuple[str, ...] = ()  # special items, see `items.py`

    @property
    def name(self) -> str:
        """The column's own name."""
        return self.trail[-1]

    @property
    def path(self) -> str:
        """The column's path as the register writes it."""
        return " > ".join(("首页", *self.trail))

    @property
    def level(self) -> ColumnLevel:
        """Whether the column is first level."""
        return ColumnLevel.FIRST if self.first_level else ColumnLevel.OTHER

    @property
    def address(self) -> str:
        """The column's address below its site."""
        if self.site == TOURISM:
            return f"/col/{self.folder}/index.html"
        return f"/{self.folder}/"


DISTRICT_RULE = "《云湖区政府网站管理办法》（虚构）第九条"


def _portal(folder: str, trail: str, kind: K, unit: str, **more: Any) -> ColumnPlan:
    return ColumnPlan(
        site=PORTAL,
        folder=folder,
        trail=tuple(trail.split(" > ")),
        kind=kind,
        unit=unit,
        **more,
    )


def _tourism(folder: str, trail: str, kind: K, **more: Any) -> ColumnPlan:
    return ColumnPlan(
        site=TOURISM,
        folder=folder,
        trail=tuple(trail.split(" > ")),
        kind=kind,
        unit=w.CULTURE,
        **more,
    )


_HUB = {"form": Form.HUB, "first_level": True}
_FIRST = {"first_level": True}

PORTAL_COLUMNS: tuple[ColumnPlan, ...] = (
    _portal("xwzx", "新闻中心", K.NAVIGATION, w.OFFICE, **_HUB),
    _portal("xwzx/zwyw", "新闻中心 > 政务要闻", K.NEWS, w.OFFICE, count=39,
            extras=("repeated",)),
    _portal("xwzx/bmdt", "新闻中心 > 部门动态", K.NEWS, w.DATA, count=36,
            extras=("moved",)),
    _portal("xwzx/zjdt", "新闻中心 > 镇街动态", K.NEWS, w.REFORM, count=27, newest=22, step=3,
            stale_on=(2, 1), extras=("revived",)),
    _portal("xwzx/mtgz", "新闻中心 > 媒体关注", K.NEWS, w.CULTURE, count=24, newest=23, step=4,
            stale_on=ALL_NIGHTS, extras=("script",)),
    _portal("xwzx/tpxw", "新闻中心 > 图片新闻", K.NEWS, w.DATA, count=18, newest=14, step=3,
            soon_on=ALL_NIGHTS),
    _portal("xwzx/jydt", "新闻中心 > 教育动态", K.NEWS, w.EDUCATION, count=24, newest=12, step=2.5,
            soon_on=(1, 0)),
    _portal("xwzx/wsdt", "新闻中心 > 卫健动态", K.NEWS, w.HEALTH, count=22, newest=3, step=2.5,
            extras=("pinned",)),
    _portal("xwzx/yjdt", "新闻中心 > 应急动态", K.NEWS, w.EMERGENCY, count=23, newest=5, step=3,
            extras=("future",)),
    _portal("xwzx/ztbd", "新闻中心 > 专题报道", K.NEWS, w.OFFICE, count=14, newest=60, step=3,
            exempt=True),
    _portal("zwgk", "政务公开", K.NAVIGATION, w.OFFICE, **_HUB),
    _portal("zwgk/tzgg", "政务公开 > 通知公告", K.NOTICE, w.OFFICE, count=34, newest=4, step=5,
            extras=("backdated",), **_FIRST),
    _portal("zwgk/zcwj", "政务公开 > 政策文件", K.POLICY, w.OFFICE, count=34, newest=9, step=11,
            extras=("repeal",), **_FIRST),
    _portal("zwgk/zcjd", "政务公开 > 政策解读", K.INTERPRETATION, w.JUSTICE, count=24, newest=11,
            step=10, **_FIRST),
    _portal("zwgk/gsgg", "政务公开 > 公示公告", K.NOTICE, w.LABOUR, count=18, newest=215, step=9,
            stale_on=ALL_NIGHTS, extras=("formula",), **_FIRST),
    _portal("zwgk/gfxwj", "政务公开 > 规范性文件", K.POLICY, w.JUSTICE, count=14, newest=240,
            step=30, stale_on=ALL_NIGHTS, **_FIRST),
    _portal("zwgk/rsxx", "政务公开 > 人事信息", K.PERSONNEL, w.LABOUR, count=16, newest=26,
            step=19),
    _portal("zwgk/ghjh", "政务公开 > 规划计划", K.PLAN, w.REFORM, count=12, newest=75, step=45),
    _portal("zwgk/czxx", "政务公开 > 财政信息", K.DISCLOSURE, w.FINANCE, count=16, newest=120,
            step=30, interval="3个月", interval_source=DISTRICT_RULE, stale_on=ALL_NIGHTS),
    _portal("zwgk/jsxm", "政务公开 > 建设项目", K.DISCLOSURE, w.HOUSING, count=18, newest=28,
            step=28, interval="30天", interval_source=DISTRICT_RULE, soon_on=(1, 0)),
    _portal("zwgk/jgjg", "政务公开 > 价格监管", K.DISCLOSURE, w.MARKET, count=24, newest=17,
            step=15, interval="2个月", interval_source=DISTRICT_RULE),
    _portal("zwgk/yjya", "政务公开 > 应急预案", K.DISCLOSURE, w.EMERGENCY, form=Form.BLANK),
    _portal("zwgk/gknb", "政务公开 > 公开年报", K.DISCLOSURE, w.OFFICE, count=6, yearly=(3, 10),
            interval="13个月", interval_source=DISTRICT_RULE, extras=("work_report",)),
    _portal("zwgk/zbcg", "政务公开 > 招标采购", K.NOTICE, w.FINANCE, count=14, newest=6, step=7,
            form=Form.UNDATED, **_FIRST),
    _portal("zwgk/zcwjk", "政务公开 > 政策文件库", K.POLICY, w.DATA, form=Form.SCRIPTED, **_FIRST),
    _portal("zwgk/jgzn", "政务公开 > 机构职能", K.DUTY, w.OFFICE, form=Form.STATIC),
    _portal("zwfw", "政务服务", K.NAVIGATION, w.APPROVAL, **_HUB),
    _portal("zwfw/bsgg", "政务服务 > 办事公告", K.NOTICE, w.APPROVAL, count=16, newest=13, step=12),
    _portal("zwfw/bstj", "政务服务 > 办事统计", K.SERVICE_STATISTICS, w.APPROVAL, count=14,
            newest=20, step=30),
    _portal("zwfw/bszn", "政务服务 > 办事指南", K.SERVICE, w.APPROVAL, count=15, newest=33,
            step=16),
    _portal("hdjl", "互动交流", K.NAVIGATION, w.DATA, **_HUB),
    _portal("hdjl/lygk", "互动交流 > 留言公开", K.MESSAGES, w.DATA, count=24, newest=5, step=4),
    _portal("hdjl/zjdc", "互动交流 > 征集调查", K.SURVEY, w.JUSTICE, count=10, newest=31, step=61),
    _portal("hdjl/hygq", "互动交流 > 回应关切", K.OTHER, w.DATA, form=Form.BLANK),
    _portal("sjfb", "数据发布", K.STATISTICS, w.STATISTICS, count=20, newest=16, step=30,
            interval="2个月", interval_source=DISTRICT_RULE, first_level=True),
    _portal("ztzl", "安全生产月专题", K.TOPIC, w.EMERGENCY, count=10, newest=40, step=8,
            old_template=True, first_level=True),
    _portal("zjyh", "走进云湖", K.OVERVIEW, w.OFFICE, form=Form.STATIC, first_level=True),
    _portal("hdjl/jzxx", "互动交流 > 局长信箱", K.MESSAGES, w.EDUCATION, count=6, newest=8, step=9),
)  # fmt: skip

TOURISM_COLUMNS: tuple[ColumnPlan, ...] = (
    _tourism("col11", "工作动态", K.NEWS, count=21, newest=31, step=6, stale_on=ALL_NIGHTS,
             first_level=True),
    _tourism("col12", "通知公告", K.NOTICE, count=18, newest=43, step=17, first_level=True),
    _tourism("col13", "政策法规", K.POLICY, count=10, newest=88, step=40, first_level=True),
    _tourism("col14", "群众文化", K.NEWS, count=18, newest=37, step=8, stale_on=ALL_NIGHTS,
             first_level=True, extras=("future",)),
    _tourism("col15", "非遗保护", K.OTHER, form=Form.BLANK, first_level=True),
    _tourism("col16", "机构概况", K.OVERVIEW, form=Form.STATIC, first_level=True),
    _tourism("col17", "办事指南", K.SERVICE, count=2, newest=20, step=40, first_level=True),
    _tourism("col18", "文化节专题", K.TOPIC, count=6, newest=400, step=9, first_level=True),
    _tourism("col20", "征集调查", K.SURVEY, count=3, newest=60, step=153.5, first_level=True),
)  # fmt: skip

COLUMNS = PORTAL_COLUMNS + TOURISM_COLUMNS


def columns_of(code: str) -> tuple[ColumnPlan, ...]:
    """Return the columns of one site in the order of the plan."""
    return tuple(c for c in COLUMNS if c.site == code)


def column(folder: str) -> ColumnPlan:
    """Return the column with this folder."""
    return next(c for c in COLUMNS if c.folder == folder)


def children(hub: ColumnPlan) -> tuple[ColumnPlan, ...]:
    """Return the columns that stand below a hub."""
    return tuple(c for c in columns_of(hub.site) if c.trail[:-1] == hub.trail)
