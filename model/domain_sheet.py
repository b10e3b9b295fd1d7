"""Layout of the inventory workbook 域名清单: what staff fill in; written and read back.

A field's `attribute` is the name in `Domain`. What the monitor found out stands on other
sheets of the same workbook, which are never imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from model.domain import (
    DOMAIN_PLAN_NAMES,
    DOMAIN_STATE_NAMES,
    HOLDER_LEVEL_NAMES,
    HOLDER_TYPE_NAMES,
    SITE_STATE_NAMES,
)
from model.register_form import Field, Form, Sheet

E = TypeVar("E", bound=StrEnum)


def _text(heading: str, attribute: str, width: int, help_: str, example: str) -> Field:
    return Field(
        heading=heading, attribute=attribute, width=width, help=f"可空。{help_}", example=example
    )


def _day(heading: str, attribute: str, help_: str, example: str = "2026-12-31") -> Field:
    return Field(
        heading=heading,
        attribute=attribute,
        width=12,
        form=Form.DATE,
        help=f"可空。{help_}",
        example=example,
    )


def _choice(
    heading: str, attribute: str, width: int, names: Mapping[E, str], help_: str, example: str
) -> Field:
    return Field(
        heading=heading,
        attribute=attribute,
        width=width,
        form=Form.CHOICE,
        choices={word: value for value, word in names.items()},
        help=f"可空，不填为未知。{help_}",
        example=example,
    )


def _yes_no(heading: str, attribute: str, width: int, help_: str, example: str) -> Field:
    return Field(
        heading=heading,
        attribute=attribute,
        width=width,
        form=Form.YES_NO,
        help=f"是或否，{help_}",
        example=example,
    )


DOMAINS = Sheet(
    name="域名清单",
    part="domains",
    help="本地区各单位持有的全部域名，一行一个，不合规和已停用的也要列入；机器监测的情况在其他表里。",
    fields=(
        Field(
            heading="域名",
            attribute="name",
            width=28,
            required=True,
            help="不带 http:// 和路径的域名，中文域名照写；全表不得重复。",
            example="www.example.gov.cn",
        ),
        _text("持有单位", "holder", 24, "单位全称，须与名录“单位”表一致。", "某某区教育局"),
        _choice("单位类型", "holder_type", 18, HOLDER_TYPE_NAMES, "持有单位的性质。", "行政机关"),
        _choice("单位层级", "holder_level", 12, HOLDER_LEVEL_NAMES, "持有单位所在层级。", "部门"),
        _text("主管单位", "supervisor", 20, "持有单位的上级主管。", "某某区人民政府"),
        _text("网站名称", "site_name", 26, "域名上的网站。", "某某区教育局网站"),
        _text("网站标识码", "site_code", 14, "10 位数字。", "4200000000"),
        _yes_no("主域名", "main", 8, "不填为未知；一个网站有几个域名时标明主域名。", "是"),
        _choice("网站状态", "site_state", 12, SITE_STATE_NAMES, "网站目前的状态。", "正常运行"),
        _choice("域名状态", "domain_state", 12, DOMAIN_STATE_NAMES, "域名目前的状态。", "在用"),
        _text("注册服务机构", "registrar", 18, "在哪里注册。", "某注册服务机构"),
        _day("到期日期", "expires_on", "注册到期的日期。"),
        _text("ICP备案号", "icp", 22, "以备案系统为准。", "鄂ICP备00000000号-1"),
        _text("公安备案号", "police", 24, "以公安备案为准。", "鄂公网安备00000000000000号"),
        _yes_no("用于政务", "government_use", 10, "不填为未知；是否用于政务内容。", "是"),
        _choice("处置意见", "plan", 10, DOMAIN_PLAN_NAMES, "本单位的决定。", "保留"),
        _day("完成期限", "target_on", "处置意见应在哪天前完成。"),
        Field(
            heading="公告网址",
            attribute="announced_url",
            width=36,
            form=Form.ADDRESS,
            help="可空。更换或关停公告的网址。",
            example="http://www.example.gov.cn/gg/1.html",
        ),
        _day("公告日期", "announced_on", "公告发布的日期。"),
        _day("公告截止", "announced_until", "公告期满的日期，更换域名的公告期为三个月。"),
        _text(
            "变更批准文件", "transfer_paper", 22, "变更持有单位的批准文件。", "某政办函〔2026〕1号"
        ),
        _text("办理材料", "documents", 26, "请示、申请表等的名称或文号。", "域名注销申请表"),
        _text("负责人", "person", 10, "由谁负责。", "某同志"),
        _yes_no(
            "允许内网地址",
            "allow_private",
            14,
            "不填为否；域名解析到内部网络、仍要监测的才填“是”。",
            "否",
        ),
        _text("备注", "remark", 30, "其他需要说明的。", ""),
    ),
)
HEADINGS: dict[str, str] = {field.attribute: field.heading for field in DOMAINS.fields}
