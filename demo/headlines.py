"""Headlines of the invented articles, by column: what a portal of a district writes about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo.words import DISTRICT, TOPICS, TOWNS, pick
from model.site import ColumnKind


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline and the matter it is about, as the text below takes it up."""

    text: str
    topic: str


NEWS = (
    f"{DISTRICT}召开{{topic}}工作推进会",
    "{short}开展{topic}专项检查",
    "{town}扎实推进{topic}工作",
    "全区{topic}工作现场会在{town}举行",
    "{short}赴{town}调研{topic}工作",
    "{town}举办{topic}主题宣传活动",
    f"{DISTRICT}{{topic}}工作取得阶段性成效",
    "{short}组织开展{topic}业务培训",
)
BY_KIND: dict[ColumnKind, tuple[str, ...]] = {
    ColumnKind.NOTICE: (
        "关于做好{topic}有关工作的通知",
        "关于开展{topic}专项督查的通知",
        "关于公开征集{topic}典型案例的公告",
        "关于调整{topic}工作联系方式的公告",
        "关于{town}{topic}项目的公示",
    ),
    ColumnKind.POLICY: (
        f"关于印发《{DISTRICT}{{topic}}实施方案》的通知",
        f"关于印发《{DISTRICT}{{topic}}三年行动计划》的通知",
        "关于进一步加强{topic}工作的意见",
        f"{DISTRICT}{{topic}}管理办法",
    ),
    ColumnKind.INTERPRETATION: (
        f"《{DISTRICT}{{topic}}实施方案》政策解读",
        f"一图读懂《{DISTRICT}{{topic}}三年行动计划》",
        "关于加强{topic}工作若干措施的解读",
    ),
    ColumnKind.MESSAGES: (
        "咨询{topic}政策适用范围",
        "反映{town}{topic}方面的问题",
        "建议完善{topic}相关措施",
    ),
    ColumnKind.SURVEY: (
        f"关于《{DISTRICT}{{topic}}实施方案（征求意见稿）》公开征求意见的公告",
        "{topic}群众满意度调查",
    ),
    ColumnKind.SERVICE: (
        "{topic}补贴申领办事指南",
        "{topic}事项备案办事指南",
        "{topic}证明开具办事指南",
    ),
    ColumnKind.PLAN: (f"{DISTRICT}{{topic}}专项规划", f"{DISTRICT}{{topic}}年度工作计划"),
}
BY_FOLDER: dict[str, tuple[str, ...]] = {
    "zwgk/czxx": (
        f"{DISTRICT}一般公共预算执行情况（{{last_month}}）",
        f"{DISTRICT}财政专项资金拨付情况（{{last_month}}）",
        f"{DISTRICT}政府采购执行情况（{{last_month}}）",
    ),
    "zwgk/rsxx": (
        f"{DISTRICT}事业单位公开招聘公告（{{month}}）",
        f"{DISTRICT}事业单位拟聘用人员公示（{{month}}）",
        f"{DISTRICT}公益性岗位招聘公告（{{month}}）",
    ),
    "zwgk/jsxm": (
        f"{DISTRICT}重点建设项目进展情况（{{last_month}}）",
        f"{DISTRICT}保障性住房建设情况（{{last_month}}）",
    ),
    "zwgk/jgjg": (
        f"{DISTRICT}主要副食品价格监测情况（{{last_month}}）",
        f"{DISTRICT}农贸市场价格巡查情况（{{last_month}}）",
        f"{DISTRICT}医药价格专项检查情况（{{last_month}}）",
    ),
    "zwgk/gknb": (f"{DISTRICT}{{last_year}}年政府信息公开工作年度报告",),
    "zwgk/zbcg": (
        "{town}{topic}项目竞争性磋商公告",
        "{topic}服务采购项目中标结果公告",
        "{topic}设备采购项目更正公告",
    ),
    "zwfw/bstj": (
        f"{DISTRICT}政务服务事项办理统计（{{last_month}}）",
        f"{DISTRICT}政务大厅窗口办件情况（{{last_month}}）",
    ),
    "sjfb": (
        f"{DISTRICT}主要经济指标完成情况（{{last_month}}）",
        f"{DISTRICT}居民收支情况（{{last_month}}）",
        f"{DISTRICT}规模以上工业运行情况（{{last_month}}）",
    ),
}
_CULTURE = (
    "公共文化服务",
    "全民阅读",
    "非遗保护传承",
    "文物安全",
    "乡村旅游",
    "群众文艺辅导",
    "文化市场监管",
)
_SAFETY = ("森林防火", "防汛抗旱", "冬春季消防安全", "安全生产", "防灾减灾", "应急救援")
TOPICS_OF: dict[str, tuple[str, ...]] = {
    "xwzx/jydt": (
        "义务教育均衡发展",
        "校园安全",
        "课后服务",
        "师资队伍建设",
        "青少年心理健康",
        "劳动教育",
    ),
    "xwzx/wsdt": (
        "基层医疗服务",
        "家庭医生签约",
        "免疫规划",
        "妇幼健康",
        "爱国卫生运动",
        "慢性病防治",
    ),
    "xwzx/yjdt": _SAFETY,
    "ztzl": _SAFETY,
    "col11": _CULTURE,
    "col12": _CULTURE,
    "col13": _CULTURE,
    "col14": _CULTURE,
}


def headline(kind: ColumnKind, folder: str, index: int, on: date, short: str) -> Headline:
    """Return the headline of the `index`-th item of a column; no two alike in one column."""
    templates = BY_FOLDER.get(folder) or BY_KIND.get(kind, NEWS)
    topics = TOPICS_OF.get(folder, TOPICS)
    turn, place = divmod(index, len(templates))
    template = templates[place]
    topic = topics[(sum(folder.encode()) + turn + 3 * place) % len(topics)]
    text = template.format(
        topic=topic,
        town=pick(f"{folder}/{index}t", TOWNS),
        short=short,
        month=_month(on),
        last_month=_month(on.replace(day=1) - timedelta(days=1)),
        last_year=on.year - 1,
    )
    if "{topic}" not in template:  # a report is about what its headline names
        topic = text.removeprefix(DISTRICT).partition("（")[0]
    return Headline(text, topic)


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"
