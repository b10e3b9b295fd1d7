"""Layout of the register workbook 名录: its sheets, headings, forms of answer and help texts.

One table for whoever reads the workbook (`extract`) and whoever writes it (`reports`), so
the two cannot drift. A field's `attribute` is the name in the record of `model/site.py`.
"""

from __future__ import annotations

from model.register_form import Field, Form, Sheet
from model.register_watched_sheet import ACCOUNTS, SOURCES
from model.site import KIND_NAMES, LEVEL_NAMES, SITE_KIND_NAMES

UNITS = Sheet(
    name="单位",
    part="units",
    help="对网站或栏目负责的单位，一行一个。其他表里的单位都从这里选。",
    fields=(
        Field(
            heading="单位名称",
            attribute="name",
            width=30,
            required=True,
            help="单位全称，函件的主送单位就用这个名称；全表不得重复。",
            example="某某区教育局",
        ),
        Field(
            heading="简称",
            attribute="short_name",
            width=16,
            help="可空。",
            example="区教育局",
        ),
        Field(
            heading="联系人",
            attribute="contact",
            width=12,
            help="可空。单位的网站联络员。",
            example="某同志",
        ),
        Field(
            heading="电话",
            attribute="phone",
            width=18,
            help="可空。以 0 开头的区号请保留。",
            example="000-00000000",
        ),
        Field(
            heading="邮箱",
            attribute="email",
            width=26,
            help="可空。",
            example="office@example.org",
        ),
    ),
)

SITES = Sheet(
    name="网站",
    part="sites",
    help="要巡检的政府网站，一行一个。",
    fields=(
        Field(
            heading="网站标识码",
            attribute="code",
            width=18,
            form=Form.CODE,
            required=True,
            help="10 位数字；尚无标识码的，可用字母开头的临时代码（字母、数字、短横线）。",
            example="4200000000",
        ),
        Field(
            heading="网站名称",
            attribute="name",
            width=30,
            required=True,
            help="网站的规范名称。",
            example="某某区人民政府门户网站",
        ),
        Field(
            heading="首页网址",
            attribute="home_url",
            width=36,
            form=Form.ADDRESS,
            required=True,
            help="以 http:// 或 https:// 开头的完整网址。",
            example="http://www.example.org/",
        ),
        Field(
            heading="主办单位",
            attribute="unit",
            width=30,
            form=Form.UNIT,
            required=True,
            help="从“单位”表里选。",
            example="某某区教育局",
        ),
        Field(
            heading="网站类型",
            attribute="kind",
            width=12,
            form=Form.CHOICE,
            choices={word: value for value, word in SITE_KIND_NAMES.items()},
            required=True,
            help="门户网站或部门网站，检查指标对两者要求不同。",
            example="门户网站",
        ),
        Field(
            heading="平台",
            attribute="platform",
            width=16,
            help="可空。几个网站共用一台服务器（集约化平台）时填同一个名称，访问速度按平台合并控制。",
            example="",
        ),
        Field(
            heading="允许内网地址",
            attribute="allow_private",
            width=14,
            form=Form.YES_NO,
            help="是或否，不填为否。网站在政务内网、用内部网络地址时才填“是”。",
            example="否",
        ),
    ),
)

COLUMNS = Sheet(
    name="栏目",
    part="columns",
    help="要考核更新的栏目，一行一个。",
    fields=(
        Field(
            heading="网站标识码",
            attribute="site_code",
            width=18,
            form=Form.SITE,
            required=True,
            help="栏目所在网站的标识码，须与“网站”表一致。",
            example="4200000000",
        ),
        Field(
            heading="栏目路径",
            attribute="path",
            width=36,
            required=True,
            help="从首页起的位置，用 > 隔开。",
            example="首页 > 政务公开 > 通知公告",
        ),
        Field(
            heading="栏目网址",
            attribute="url",
            width=44,
            form=Form.ADDRESS,
            required=True,
            help="栏目列表页的完整网址；同一网站内不得重复。",
            example="http://www.example.org/tzgg/",
        ),
        Field(
            heading="栏目类别",
            attribute="kind",
            width=14,
            form=Form.CHOICE,
            choices={word: value for value, word in KIND_NAMES.items()},
            required=True,
            help="决定检查指标规定的更新时限。",
            example="通知公告",
        ),
        Field(
            heading="栏目级别",
            attribute="level",
            width=12,
            form=Form.CHOICE,
            choices={word: value for value, word in LEVEL_NAMES.items()},
            help="一级或其他，不填为其他。",
            example="一级",
        ),
        Field(
            heading="责任单位",
            attribute="unit",
            width=30,
            form=Form.UNIT,
            help="从“单位”表里选；不填即由网站主办单位负责。",
            example="某某区教育局",
        ),
        Field(
            heading="更新时限",
            attribute="interval",
            width=12,
            form=Form.SPAN,
            help="写成 15天、2周、6个月、1年、20工作日；不填即按检查指标对该类别的规定。",
            example="1个月",
        ),
        Field(
            heading="时限依据",
            attribute="interval_source",
            width=30,
            help="填了更新时限就必须写明依据的文件或制度。",
            example="《某某区政府网站管理办法》第八条",
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
            heading="待确认",
            attribute="inferred",
            width=10,
            form=Form.YES_NO,
            help="是或否，不填为否。程序提出、尚未经人核对的栏目为“是”，其超期只作疑似。",
            example="否",
        ),
    ),
)

EXEMPTIONS = Sheet(
    name="报备",
    part="exemptions",
    help="经批准暂不考核更新的栏目，一行一个。",
    fields=(
        Field(
            heading="网站标识码",
            attribute="site_code",
            width=18,
            form=Form.SITE,
            required=True,
            help="须与“网站”表一致。",
            example="4200000000",
        ),
        Field(
            heading="栏目网址",
            attribute="url",
            width=44,
            form=Form.ADDRESS,
            required=True,
            help="须与“栏目”表里的网址一致。",
            example="http://www.example.org/tzgg/",
        ),
        Field(
            heading="报备原因",
            attribute="reason",
            width=36,
            required=True,
            help="写明暂不更新的原因。",
            example="栏目改版，暂停更新",
        ),
        Field(
            heading="批准人",
            attribute="approver",
            width=16,
            required=True,
            help="批准报备的人或单位。",
            example="某某区政府办公室",
        ),
        Field(
            heading="截止日期",
            attribute="until_on",
            width=14,
            form=Form.DATE,
            required=True,
            help="报备有效的最后一天，如 2026-12-31。",
            example="2026-12-31",
        ),
    ),
)

SHEETS = (UNITS, SITES, COLUMNS, EXEMPTIONS, SOURCES, ACCOUNTS)
