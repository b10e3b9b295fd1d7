"""Titles and paragraphs in the tone of a district portal, made from parts by column kind.

The same column, number and topic always give the same words.
"""

from __future__ import annotations

from demo.words import DISTRICT, TOPICS, TOWNS, UNITS, pick
from model.site import ColumnKind

NEWS_TITLES = (
    f"{DISTRICT}召开{{topic}}工作推进会",
    "{short}开展{topic}专项检查",
    "{town}扎实推进{topic}工作",
    "全区{topic}工作现场会在{town}举行",
    "{short}赴{town}调研{topic}工作",
    "{town}举办{topic}主题宣传活动",
    f"{DISTRICT}{{topic}}工作取得阶段性成效",
    "{short}组织开展{topic}业务培训",
)
NOTICE_TITLES = (
    "关于做好{topic}有关工作的通知",
    "关于开展{topic}专项督查的通知",
    "关于公开征集{topic}典型案例的公告",
    "关于调整{topic}工作联系方式的公告",
    "关于{town}{topic}项目的公示",
)
POLICY_TITLES = (
    f"关于印发《{DISTRICT}{{topic}}实施方案》的通知",
    f"关于印发《{DISTRICT}{{topic}}三年行动计划》的通知",
    "关于进一步加强{topic}工作的意见",
    f"{DISTRICT}{{topic}}管理办法",
)
READING_TITLES = (
    f"《{DISTRICT}{{topic}}实施方案》政策解读",
    f"一图读懂《{DISTRICT}{{topic}}三年行动计划》",
    "关于加强{topic}工作若干措施的解读",
)
REPORT_TITLES = (
    f"{DISTRICT}{{topic}}情况（{{month}}）",
    f"{DISTRICT}{{topic}}工作信息公开（{{month}}）",
)
MESSAGE_TITLES = (
    "咨询{topic}政策适用范围",
    "反映{town}{topic}方面的问题",
    "建议完善{topic}相关措施",
)
SURVEY_TITLES = (
    f"关于《{DISTRICT}{{topic}}实施方案（征求意见稿）》公开征求意见的公告",
    "{topic}群众满意度调查",
)
GUIDE_TITLES = ("{topic}补贴申领办事指南", "{topic}事项备案办事指南", "{topic}证明开具办事指南")
PLAN_TITLES = (f"{DISTRICT}{{topic}}专项规划", f"{DISTRICT}{{topic}}年度工作计划")

TITLES: dict[ColumnKind, tuple[str, ...]] = {
    ColumnKind.NEWS: NEWS_TITLES,
    ColumnKind.NOTICE: NOTICE_TITLES,
    ColumnKind.POLICY: POLICY_TITLES,
    ColumnKind.INTERPRETATION: READING_TITLES,
    ColumnKind.MESSAGES: MESSAGE_TITLES,
    ColumnKind.SURVEY: SURVEY_TITLES,
    ColumnKind.SERVICE: GUIDE_TITLES,
    ColumnKind.PLAN: PLAN_TITLES,
}

OPENINGS = (
    "为进一步做好{topic}工作，{short}近日在{town}开展专题活动，相关部门和村（社区）负责同志参加。",
    "连日来，{short}围绕{topic}重点任务，深入{town}各村（社区）了解情况，现场协调解决问题。",
    "{town}坚持把{topic}作为服务群众的重要抓手，细化任务、压实责任，各项工作有序推进。",
    "近日，{short}牵头召开{topic}工作专题会议，总结前一阶段工作，安排下一步任务。",
)
MIDDLES = (
    "工作人员通过查看台账、入户走访、现场讲解等方式，逐项核对任务进度，对发现的问题当场提出整改意见。",
    "会议要求，各单位要对照任务清单逐条落实，明确责任人和完成时限，做到件件有回音、事事有着落。",
    "活动期间，共发放宣传资料三百余份，解答群众咨询六十余次，收集意见建议二十余条。",
    "各村（社区）结合实际建立工作台账，实行销号管理，推动{topic}工作常态长效。",
    "针对群众反映集中的事项，相关部门建立联动机制，当日受理、限时办理、及时反馈。",
)
ENDINGS = (
    "下一步，{short}将持续跟踪{topic}重点任务进展，强化协同配合，确保各项措施落到实处。",
    "下一步，{town}将继续完善工作机制，畅通意见渠道，不断提升群众满意度。",
    "{short}有关负责人表示，将以此次活动为契机，认真梳理问题，推动{topic}工作再上新台阶。",
)
FORMAL = (
    "各镇人民政府、街道办事处，区直各有关单位：",
    "为做好{topic}工作，根据上级有关部署，结合本区实际，现将有关事项通知如下。",
    "一、提高认识。各单位要充分认识{topic}工作的重要意义，加强组织领导，明确分管负责同志和具体联系人。",
    "二、突出重点。围绕年度目标任务，制定工作方案，细化工作措施，按时间节点推进落实。",
    "三、强化督查。{short}将会同有关部门定期调度，对工作进展缓慢的单位予以提醒。",
    "本通知自印发之日起施行，由{short}负责解释。",
)
READING = (
    "一、起草背景。为深入推进{topic}工作，解决工作中存在的突出问题，{short}在广泛调研的基础上起草了本文件。",
    "二、主要内容。文件共五个部分，明确了总体目标、重点任务、职责分工、保障措施和实施步骤。",
    "三、适用范围。本文件适用于本区行政区域内与{topic}相关的单位和个人。",
    "四、咨询方式。如对文件内容有疑问，可在工作时间与{short}联系。",
)
LETTERS = (
    "留言内容：我是{town}居民，想了解{topic}方面的有关规定和办理方式，请予以答复。",
    "答复内容：您好，您的留言已收悉。经核实，{topic}相关事项由{short}负责，您可携带有关材料到"
    "所在镇（街道）便民服务中心咨询办理。感谢您的关注与支持。",
    "答复单位：{short}",
)
FORMAL_KINDS = {ColumnKind.NOTICE, ColumnKind.POLICY, ColumnKind.PLAN, ColumnKind.SURVEY}


def title(kind: ColumnKind, seed: str, index: int, month: str, short: str) -> str:
    """Return the headline of the `index`-th item; no two alike in one column."""
    templates = TITLES.get(kind, REPORT_TITLES)
    start = sum(seed.encode())
    turn, place = divmod(index, len(templates))
    template = templates[place]
    topic = TOPICS[(start + turn + 3 * place) % len(TOPICS)]
    return template.format(**_slots(f"{seed}/{index}", topic, short), month=month)


def paragraphs(kind: ColumnKind, seed: str, heading: str, short: str) -> tuple[str, ...]:
    """Return the body of an article under this heading, plain text."""
    topic = next((t for t in TOPICS if t in heading), TOPICS[0])
    chosen: tuple[str, ...]
    if kind in FORMAL_KINDS:
        chosen = FORMAL
    elif kind is ColumnKind.INTERPRETATION:
        chosen = READING
    elif kind is ColumnKind.MESSAGES:
        chosen = LETTERS
    else:
        first = pick(seed + "m", MIDDLES)
        others = tuple(m for m in MIDDLES if m is not first)
        chosen = (pick(seed + "o", OPENINGS), first, pick(seed + "n", others), pick(seed, ENDINGS))
    slots = _slots(seed, topic, short)
    return tuple(text.format(**slots) for text in chosen)


def _slots(seed: str, topic: str, short: str) -> dict[str, str]:
    other = pick(seed + "s", UNITS)[1]
    return {"topic": topic, "town": pick(seed + "t", TOWNS), "short": short or other}
