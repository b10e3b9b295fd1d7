"""Layout of two sheets of the register 名录 that an office may leave out: 转载来源, 政务新媒体."""

from __future__ import annotations

from model.register_form import Field, Form, Sheet
from model.upstream import SOURCE_LEVEL_NAMES, SOURCE_USE_NAMES

SOURCES = Sheet(
    name="转载来源",
    part="sources",
    optional=True,
    help="每夜要看的上级网站栏目，一行一个；只读列表页。没有可以不要这张表。",
    fields=(
        Field(
            heading="来源名称",
            attribute="name",
            width=30,
            required=True,
            help="报告里用的名称，写明网站和栏目。",
            example="某某市政府网 > 政务要闻",
        ),
        Field(
            heading="列表网址",
            attribute="url",
            width=44,
            form=Form.ADDRESS,
            required=True,
            help="该栏目列表页的完整网址；同一用途内不得重复。",
            example="http://www.example.net/zwyw/",
        ),
        Field(
            heading="级别",
            attribute="level",
            width=10,
            form=Form.CHOICE,
            choices={word: value for value, word in SOURCE_LEVEL_NAMES.items()},
            required=True,
            help="国务院、省级、市级或其他。",
            example="市级",
        ),
        Field(
            heading="用途",
            attribute="use",
            width=10,
            form=Form.CHOICE,
            choices={word: value for value, word in SOURCE_USE_NAMES.items()},
            help="转载：该栏目的信息本级门户应当转载；采用：统计该栏目采用了本级哪些信息。不填为转载。",
            example="转载",
        ),
        Field(
            heading="读取规则",
            attribute="rule",
            width=20,
            form=Form.RULE,
            help="一般不填。程序读不出列表时由技术人员填写：条目 | 链接 | 日期 | 日期格式，"
            "前三段用 CSS 或 XPath；或写“data:”加列表数据的网址。",
            example="",
        ),
        Field(
            heading="允许内网地址",
            attribute="allow_private",
            width=14,
            form=Form.YES_NO,
            help="是或否，不填为否。来源网站在政务内网时才填“是”。",
            example="否",
        ),
    ),
)

ACCOUNTS = Sheet(
    name="政务新媒体",
    part="accounts",
    optional=True,
    help="各单位的政务新媒体账号，一行一个；最近发布日期按期填报。没有可以不要这张表。",
    fields=(
        Field(
            heading="账号名称",
            attribute="name",
            width=24,
            required=True,
            help="账号的全称；同一平台内不得重复。",
            example="某某发布",
        ),
        Field(
            heading="平台",
            attribute="platform",
            width=14,
            required=True,
            help="如 微信公众号、微博、抖音、客户端。",
            example="微信公众号",
        ),
        Field(
            heading="责任单位",
            attribute="unit",
            width=30,
            form=Form.UNIT,
            required=True,
            help="从“单位”表里选。",
            example="某某区教育局",
        ),
        Field(
            heading="最近发布日期",
            attribute="last_post_on",
            width=14,
            form=Form.DATE,
            help="最近一次发布内容的日期；从未发布过的不填，只填查看日期。",
            example="2026-11-20",
        ),
        Field(
            heading="查看日期",
            attribute="reported_on",
            width=14,
            form=Form.DATE,
            help="哪一天查看的；填了最近发布日期就必须填。",
            example="2026-11-23",
        ),
        Field(
            heading="无法使用",
            attribute="gone",
            width=12,
            form=Form.YES_NO,
            help="是或否，不填为否。客户端已无法下载或使用时填“是”。",
            example="否",
        ),
        Field(
            heading="注销日期",
            attribute="closed_on",
            width=14,
            form=Form.DATE,
            help="可空。账号已注销的，填注销日期。",
            example="",
        ),
        Field(
            heading="订阅地址",
            attribute="feed",
            width=40,
            form=Form.ADDRESS,
            help="可空。平台提供 RSS、Atom 或 JSON 订阅、且允许读取的，由程序每夜查看最近发布。",
            example="",
        ),
    ),
)
