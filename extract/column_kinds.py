"""Column kinds 栏目类别: what a column publishes, told from its name; ColumnType is a hint only.

The first row that matches wins, so the narrow words stand before the wide ones: 政策解读 is
interpretation, not policy; 办件统计 is service statistics, not statistics.
"""

from __future__ import annotations

import re

from model.site import ColumnKind

_ROWS: tuple[tuple[ColumnKind, str], ...] = (
    (ColumnKind.NAVIGATION, r"网站导航|网站地图|友情链接"),
    (ColumnKind.INTERPRETATION, r"解读|一图读懂|图解"),
    (ColumnKind.SERVICE_STATISTICS, r"(?:办件|办事|受理|服务|审批).{0,4}(?:统计|公示|结果)"),
    (ColumnKind.MESSAGES, r"留言|信箱|来信|咨询|答复|回复选登|投诉|互动选登|问答"),
    (ColumnKind.SURVEY, r"征集|调查|意见征求|征求意见|民意"),
    (ColumnKind.INTERVIEW, r"访谈|在线直播|新闻发布会"),
    (ColumnKind.PERSONNEL, r"人事|任免|招考|招聘|公务员|任前公示|干部"),
    (ColumnKind.STATISTICS, r"统计|数据发布|数据开放|数据公开|经济运行|经济数据|月度数据"),
    (ColumnKind.PLAN, r"规划|计划总结|工作计划|年度计划|发展计划"),
    (ColumnKind.LEADER, r"领导|负责人|班子"),
    (ColumnKind.DUTY, r"机构职能|机构设置|主要职能|工作职能|职责|内设机构|直属单位"),
    (ColumnKind.OVERVIEW, r"概况|走进|[区市县]情|简介|概览"),
    (
        ColumnKind.DISCLOSURE,
        r"公开指南|公开制度|公开目录|公开年报|年度报告|依申请|信息公开|政务公开|[村财党厂校]务公开|"
        r"双公示|预算|决算|[议提]案|行政(?:许可|处罚)(?:公示)?$|政府采购$",
    ),
    (ColumnKind.NOTICE, r"通知|公告|公示|通告"),
    (ColumnKind.POLICY, r"政策|文件|法规|规章|规范性|条例|政府公报"),
    (ColumnKind.NEWS, r"动态|要闻|新闻|快讯|资讯|头条|时政|播报|关注|报道|聚焦|信息速递"),
    (ColumnKind.SERVICE, r"办事|服务|指南|下载|表格"),
    (ColumnKind.TOPIC, r"专题|专栏|专项"),
)
_PATTERNS = tuple((kind, re.compile(words)) for kind, words in _ROWS)


def kind_of(name: str, column_type: str = "") -> ColumnKind:
    """Return the kind told by a column's name, else by its ColumnType, else OTHER."""
    for text in (name, column_type):
        for kind, words in _PATTERNS:
            if text and words.search(text):
                return kind
    return ColumnKind.OTHER
