"""The rows of the yearly reports, in their order, each with its way of counting (计数口径).

政府网站工作年度报表 follows 国办函〔2018〕12号, 信息公开年报 follows 国办公开办函〔2021〕30号. The
wording of the rows was not compared with the official forms: a report says so on its face.
"""

from __future__ import annotations

from model.annual import AnnualForm, AnnualRow
from model.site import ColumnKind as K

OVERVIEW = frozenset({K.OVERVIEW})
DYNAMICS = frozenset({K.NEWS, K.NOTICE})
CATALOGUE = frozenset(
    {
        *(K.DISCLOSURE, K.POLICY, K.INTERPRETATION, K.PERSONNEL, K.PLAN),
        *(K.STATISTICS, K.SERVICE_STATISTICS, K.DUTY, K.LEADER),
    }
)
BESIDE = frozenset({K.TOPIC, K.OTHER})
PUBLISHED = OVERVIEW | DYNAMICS | CATALOGUE | BESIDE

_ONCE = "发布日期在统计期内的信息条数，同一地址只计一条，单页栏目按页面日期计一条"
_STAFF = "由本单位统计填写"


def _counted(
    id_: str,
    section: str,
    name: str,
    measure: str,
    how: str,
    kinds: frozenset[K],
    *,
    form: AnnualForm = AnnualForm.WORK,
    official: bool = True,
) -> AnnualRow:
    return AnnualRow(
        id=id_,
        form=form,
        section=section,
        name=name,
        measure=measure,
        how=how,
        kinds=kinds,
        official=official,
    )


def _staff(form: AnnualForm, section: str, rows: str) -> tuple[AnnualRow, ...]:
    """Return rows of staff written as `name/measure/where from`, separated by blanks."""
    made = []
    for word in rows.split():
        name, measure, where = (*word.split("/"), "")[:3]
        made.append(
            AnnualRow(
                id=f"{form.value}.{name}",
                form=form,
                section=section,
                name=name,
                measure=measure,
                how=where or _STAFF,
                by_hand=True,
            )
        )
    return tuple(made)


_WORK = AnnualForm.WORK
_DISCLOSURE = AnnualForm.DISCLOSURE
_TALK = "互动交流"

ANNUAL_ROWS: tuple[AnnualRow, ...] = (
    *_staff(
        _WORK,
        "访问情况",
        "独立用户访问总量/个/由网站访问统计系统取数 网站总访问量/次/由网站访问统计系统取数",
    ),
    _counted(
        "published",
        "信息发布",
        "信息发布总数",
        "条",
        f"{_ONCE}；为下列各类合计去重，互动、办事和导航栏目不计",
        PUBLISHED,
    ),
    _counted("overview", "信息发布", "概况类信息更新量", "条", _ONCE, OVERVIEW),
    _counted("dynamics", "信息发布", "政务动态信息更新量", "条", _ONCE, DYNAMICS),
    _counted("catalogue", "信息发布", "信息公开目录信息更新量", "条", _ONCE, CATALOGUE),
    _counted(
        "beside",
        "信息发布",
        "其他栏目信息（报表不单列）",
        "条",
        f"{_ONCE}；计入总数，供与各类合计核对",
        BESIDE,
        official=False,
    ),
    _counted(
        "topics_kept",
        "专栏专题",
        "维护数量",
        "个",
        "专题专栏栏目列出的专题数；栏目下直接列文章的，该栏目本身计一个专题",
        frozenset({K.TOPIC}),
    ),
    _counted(
        "topics_new",
        "专栏专题",
        "新开设数量",
        "个",
        "列表日期在统计期内，或首见台账证明统计期内新出现的专题；"
        "栏目本身为专题的，以其中最早一条信息的日期为准",
        frozenset({K.TOPIC}),
    ),
    _counted(
        "interpretations",
        "解读回应",
        "解读信息发布总数",
        "条",
        _ONCE,
        frozenset({K.INTERPRETATION}),
    ),
    *_staff(
        _WORK,
        "解读回应",
        "领导同志解读数量/条/稿件作者须人工认定 媒体评论文章数量/篇/稿件来源须人工认定 "
        "回应公众关注热点或重大舆情数量/次",
    ),
    *_staff(
        _WORK,
        "办事服务",
        "注册用户数/个/由政务服务平台取数 政务服务事项数量/项/由政务服务平台取数 "
        "可全程在线办理事项数量/项/由政务服务平台取数 办件量/件/由政务服务平台取数",
    ),
    *_staff(_WORK, _TALK, "收到留言数量（含未公开的）/条/由留言办理系统取数"),
    _counted(
        "messages",
        _TALK,
        "网上公开的留言",
        "条",
        "留言公开栏目中来信时间在统计期内的留言；未公开的留言看不到，不计",
        frozenset({K.MESSAGES}),
        official=False,
    ),
    _counted(
        "messages_answered",
        _TALK,
        "其中已答复",
        "条",
        "上列留言中页面显示答复内容或答复时间的",
        frozenset({K.MESSAGES}),
        official=False,
    ),
    *_staff(_WORK, _TALK, "办结留言数量（含未公开的）/条/由留言办理系统取数"),
    _counted(
        "messages_days",
        _TALK,
        "平均办理时间",
        "天",
        "上列留言中来信、答复时间都有的，答复日减来信日，按自然日平均；含未公开留言的平均数由留言办理系统取数",
        frozenset({K.MESSAGES}),
    ),
    _counted(
        "replies",
        _TALK,
        "公开答复数量",
        "条",
        "留言公开栏目中答复时间在统计期内的留言，不论何时来信",
        frozenset({K.MESSAGES}),
    ),
    _counted(
        "surveys",
        _TALK,
        "征集调查次数",
        "次",
        f"{_ONCE}；标题写明是结果、反馈或采纳情况的不计",
        frozenset({K.SURVEY}),
    ),
    _counted(
        "survey_results",
        _TALK,
        "公布征集调查结果次数",
        "次",
        f"{_ONCE}；只计标题写明是结果、反馈或采纳情况的",
        frozenset({K.SURVEY}),
    ),
    *_staff(_WORK, _TALK, "收到意见数量/条/由征集调查系统取数"),
    _counted("interviews", _TALK, "在线访谈次数", "次", _ONCE, frozenset({K.INTERVIEW})),
    *_staff(
        _WORK, _TALK, "访谈网民留言数量/条/由访谈系统取数 访谈答复网民提问数量/条/由访谈系统取数"
    ),
    *_staff(
        _WORK,
        "安全防护",
        "安全检测评估次数/次 发现问题数量/个 问题整改数量/个 "
        "应急预案和演练/— 安全管理制度和责任人/—",
    ),
    *_staff(_WORK, "移动新媒体", "移动客户端/个 微博、微信等账号/个 信息发布量/条/由各平台取数"),
    *_staff(_WORK, "创新发展", "创新做法/—/由本单位撰写"),
    *_staff(_DISCLOSURE, "主动公开（第二十条第一项）", "规章：制发、废止、现行有效件数/件"),
    _counted(
        "documents",
        "主动公开（第二十条第一项）",
        "网上政策文件：成文日期在统计期内",
        "件",
        "政策文件栏目中页面写明的成文日期在统计期内的文件；是否行政规范性文件须人工认定",
        frozenset({K.POLICY}),
        form=_DISCLOSURE,
        official=False,
    ),
    _counted(
        "documents_in_force",
        "主动公开（第二十条第一项）",
        "网上政策文件：标注现行有效",
        "件",
        "政策文件栏目中页面有效性一栏写明有效的文件，不限成文年份；是否行政规范性文件须人工认定",
        frozenset({K.POLICY}),
        form=_DISCLOSURE,
        official=False,
    ),
    _counted(
        "documents_repealed",
        "主动公开（第二十条第一项）",
        "网上政策文件：标注废止或失效",
        "件",
        "政策文件栏目中页面有效性一栏写明废止或失效的文件；何时废止、是否行政规范性文件须人工认定",
        frozenset({K.POLICY}),
        form=_DISCLOSURE,
        official=False,
    ),
    *_staff(
        _DISCLOSURE, "主动公开（第二十条第一项）", "行政规范性文件：制发、废止、现行有效件数/件"
    ),
    *_staff(
        _DISCLOSURE,
        "主动公开（第二十条第五、六、八项）",
        "行政许可处理决定数量/件 行政处罚处理决定数量/件 "
        "行政强制处理决定数量/件 行政事业性收费金额/万元",
    ),
    *_staff(
        _DISCLOSURE,
        "收到和处理政府信息公开申请（按申请人类别逐列填写）",
        "本年新收申请数量/件 上年结转申请数量/件 予以公开/件 部分公开/件 不予公开/件 无法提供/件 "
        "不予处理/件 其他处理/件 办理结果总计/件 结转下年度继续办理/件",
    ),
    *_staff(
        _DISCLOSURE,
        "行政复议和行政诉讼（结果维持、纠正、其他、尚未审结、总计）",
        "行政复议/件 未经复议直接起诉/件 复议后起诉/件",
    ),
    *_staff(
        _DISCLOSURE,
        "文字部分",
        "总体情况/—/由本单位撰写 存在的主要问题及改进情况/—/由本单位撰写 "
        "其他需要报告的事项/—/由本单位撰写",
    ),
)
"""Every row, in the order of print; ids are unique."""
