"""Layouts of the sheets on which staff decide: 复核, 人工录入, 抽查; written and read back."""

from __future__ import annotations

from model.entry import ENTRY_NAMES
from model.register_form import Field, Form, Sheet
from model.review import DECISION_NAMES, REACH_NAMES
from model.spot_check import SPOT_RESULT_NAMES


def _given(heading: str, attribute: str, width: int, help_: str, example: str) -> Field:
    return Field(
        heading=heading,
        attribute=attribute,
        width=width,
        help=help_,
        example=example,
        given=True,
    )


_NUMBER = Field(
    heading="编号",
    attribute="number",
    width=30,
    help="程序的编号，复核时据此对应。",
    example="4201050001-0a1b2c3d4e5f6071",
    given=True,
    required=True,
)

REVIEWS = Sheet(
    name="复核",
    part="reviews",
    help="灰底各栏由程序填好，请勿改动；逐项核实后填右边各栏，没有复核的行留空即可。",
    fields=(
        _NUMBER,
        _given("网站", "site", 20, "问题所在的网站。", "某某区人民政府门户网站"),
        _given("检查项目", "title", 16, "哪一项检查发现的。", "栏目更新不及时"),
        _given("性质", "verdict", 10, "程序的判断。", "疑似问题"),
        _given("对象", "subject", 44, "问题所在的地址或名称。", "http://www.example.org/tzgg/"),
        _given("情况", "message", 50, "程序看到的情况。", "已20天未更新，超过2周的更新时限"),
        _given("责任单位", "unit", 20, "由谁负责。", "区教育局"),
        _given("现有复核", "before", 24, "以前的复核意见。", "已驳回（王某）"),
        Field(
            heading="复核意见",
            attribute="decision",
            width=10,
            help="核实后属实的选“已确认”，不是问题的选“已驳回”。",
            example="已确认",
            form=Form.CHOICE,
            choices={word: decision for decision, word in DECISION_NAMES.items()},
        ),
        Field(
            heading="适用范围",
            attribute="reach",
            width=10,
            help="留空为“仅限本次”：情况有变化时会再次列出。“本处”“各处”须填有效期。",
            example="仅限本次",
            form=Form.CHOICE,
            choices={word: reach for reach, word in REACH_NAMES.items()},
        ),
        Field(
            heading="理由",
            attribute="reason",
            width=36,
            help="依据什么这样认定；填了复核意见时必填。",
            example="已打开页面核实，确实没有更新",
        ),
        Field(
            heading="复核人",
            attribute="who",
            width=10,
            help="填了复核意见时必填，记入操作日志。",
            example="王某",
        ),
        Field(
            heading="有效期至",
            attribute="until_on",
            width=12,
            help="“本处”“各处”的意见管到哪一天。",
            example="2026-12-31",
            form=Form.DATE,
        ),
    ),
)

ENTRIES = Sheet(
    name="人工录入",
    part="entries",
    help="机器不能判定的指标，由人工核查后填写；没有核查的行留空，不扣分，也不算合格。",
    fields=(
        _given("网站标识码", "site_code", 14, "哪个网站。", "4201050001"),
        _given("指标编号", "indicator", 24, "指标体系中的编号。", "d19.int.submit"),
        _given("指标", "name", 22, "指标名称。", "信息提交"),
        _given("标准", "threshold", 44, "官方标准。", "网民留言可以正常提交"),
        _given("分值", "worth", 8, "该项分值。", "5"),
        _given("目前", "now", 24, "已有的录入。", "尚未录入"),
        Field(
            heading="结果",
            attribute="result",
            width=10,
            help="符合、有问题、不适用（仅限可整体不适用的一级指标）或加分（仅限加分指标）。",
            example="有问题",
            form=Form.CHOICE,
            choices={word: result for result, word in ENTRY_NAMES.items()},
        ),
        Field(
            heading="扣分或加分",
            attribute="points",
            width=12,
            help="有问题时扣多少分，加分时加多少分；没有分值的指标留空。",
            example="2",
        ),
        Field(
            heading="核查情况",
            attribute="text",
            width=36,
            help="看到了什么；填了结果时必填。",
            example="测试留言提交后提示成功，5个工作日未见答复",
        ),
        Field(
            heading="依据",
            attribute="proof",
            width=30,
            help="文件名称、文号、网址或截图名称；填了结果时必填。",
            example="2026年第四季度核查记录第3页",
        ),
        Field(
            heading="录入人",
            attribute="who",
            width=10,
            help="填了结果时必填，记入操作日志。",
            example="王某",
        ),
        Field(
            heading="有效期至",
            attribute="until_on",
            width=12,
            help="管到哪一天，留空为3个月。",
            example="2026-12-31",
            form=Form.DATE,
        ),
    ),
)

SPOT_CHECKS = Sheet(
    name="抽查",
    part="results",
    help="灰底各栏由程序填好，请勿改动；检查人员逐项检查后填右边各栏。",
    fields=(
        Field(
            heading="序号",
            attribute="number",
            width=14,
            help="抽查编号和序号。",
            example="3-1",
            given=True,
            required=True,
        ),
        _given("类别", "kind", 8, "抽到的是网站还是栏目。", "栏目"),
        _given("名称", "name", 40, "网站名称或栏目路径。", "首页 > 政务公开 > 通知公告"),
        _given("地址", "address", 44, "网站或栏目的地址。", "http://www.example.org/tzgg/"),
        _given("责任单位", "unit", 20, "由谁负责。", "区教育局"),
        _given("检查人员", "reviewer", 12, "抽到的检查人员。", "王某"),
        Field(
            heading="检查结果",
            attribute="result",
            width=12,
            help="符合、有问题，或无法核实。",
            example="符合",
            form=Form.CHOICE,
            choices={word: result for result, word in SPOT_RESULT_NAMES.items()},
        ),
        Field(
            heading="检查情况",
            attribute="text",
            width=44,
            help="看到了什么；有问题或无法核实时必填。",
            example="最近一条信息发布于2026年11月20日",
        ),
        Field(
            heading="检查日期",
            attribute="checked_on",
            width=12,
            help="哪一天检查的；填了结果时必填。",
            example="2026-11-24",
            form=Form.DATE,
        ),
    ),
)
