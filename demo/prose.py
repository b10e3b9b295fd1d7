"""The text of the invented articles, in the tone of a district portal, by the kind of column.

The same seed and topic always give the same words.
"""

from __future__ import annotations

from demo.words import TOWNS, pick
from model.site import ColumnKind

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
ORDERS = (
    "各镇人民政府、街道办事处，区直各有关单位：",
    "为做好{topic}工作，根据上级有关部署，结合本区实际，现将有关事项明确如下。",
    "一、提高认识。各单位要充分认识{topic}工作的重要意义，加强组织领导，明确分管负责同志和具体联系人。",
    "二、突出重点。围绕年度目标任务，制定工作方案，细化工作措施，按时间节点推进落实。",
    "三、强化督查。{short}将会同有关部门定期调度，对工作进展缓慢的单位予以提醒。",
    "以上事项自印发之日起施行，由{short}负责解释。",
)
PUBLIC_NOTICES = (
    "根据有关规定，现将{topic}相关事项向社会公布。",
    "一、办理方式。有关单位和个人可在工作时间到{short}现场办理，也可通过网上服务窗口提交材料。",
    "二、时间安排。自公布之日起五个工作日内受理，逾期不再受理。",
    "三、意见反馈。对公布内容有异议的，请以书面形式向{short}反映，单位意见应加盖公章，个人意见应署实名。",
)
READINGS = (
    "一、起草背景。为深入推进{topic}工作，解决工作中存在的突出问题，{short}在广泛调研的基础上起草了本文件。",
    "二、主要内容。文件共五个部分，明确了总体目标、重点任务、职责分工、保障措施和实施步骤。",
    "三、适用范围。本文件适用于本区行政区域内与{topic}相关的单位和个人。",
    "四、咨询方式。如对文件内容有疑问，可在工作时间与{short}联系。",
)
REPLIES = (
    "留言内容：我是{town}居民，想了解{topic}方面的有关规定和办理方式，请予以答复。",
    "答复内容：您好，您的留言已收悉。经核实，{topic}相关事项由{short}会同有关单位负责，您可携带有关材料"
    "到所在镇（街道）便民服务中心咨询办理。感谢您的关注与支持。",
    "答复单位：{short}",
)
REPORTS = (
    "根据政府信息公开有关规定，现将{topic}公布如下。",
    "一、总体情况。本期各项工作有序推进，主要指标保持平稳，与上期相比未出现异常变化。",
    "二、主要做法。{short}按照“谁产生、谁公开”的原则，定期核对数据，逐项说明变化原因。",
    "三、下一步安排。{short}将继续按时公布有关情况，接受社会监督；如有疑问，可在工作时间来电咨询。",
)
_BY_KIND = {
    ColumnKind.INTERPRETATION: READINGS,
    ColumnKind.MESSAGES: REPLIES,
    ColumnKind.POLICY: ORDERS,
    ColumnKind.PLAN: ORDERS,
    ColumnKind.DISCLOSURE: REPORTS,
    ColumnKind.STATISTICS: REPORTS,
    ColumnKind.SERVICE_STATISTICS: REPORTS,
    ColumnKind.SURVEY: PUBLIC_NOTICES,
    ColumnKind.PERSONNEL: PUBLIC_NOTICES,
}


def paragraphs(
    kind: ColumnKind, seed: str, heading: str, topic: str, short: str
) -> tuple[str, ...]:
    """Return the text of an article under this heading, plain, a paragraph each."""
    chosen = _BY_KIND.get(kind)
    if kind is ColumnKind.NOTICE:
        chosen = ORDERS if heading.endswith("通知") else PUBLIC_NOTICES
    if chosen is None:
        first = pick(seed + "m", MIDDLES)
        others = tuple(m for m in MIDDLES if m is not first)
        chosen = (pick(seed + "o", OPENINGS), first, pick(seed + "n", others), pick(seed, ENDINGS))
    town = next((t for t in TOWNS if t in heading), pick(seed + "t", TOWNS))
    return tuple(text.format(topic=topic, town=town, short=short) for text in chosen)
