"""Sheet 相关网站 of a discovery workbook: other sites that the pages link to, for the office."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.discovery import HOST_GROUP_NAMES, Certainty, ProposedHost
from reports.discovery_evidence import Value, head, height, line

HOSTS_SHEET = "相关网站"
_HEADINGS = (
    ("主机名", 26),
    ("链接文字", 24),
    ("可能是", 18),
    ("可能的主办单位", 26),
    ("注册域名", 20),
    ("政府域名", 9),
    ("链接它的网页数", 16),
    ("链接的网址数", 10),
    ("服务器地址相同的网站", 28),
    ("依据", 44),
    ("链接所在网页（举一例）", 40),
)
_INTRO = (
    "以下网站由本网站的链接中得出，可能是本地单位开办、应列入名录的网站；本表不导入。"
    "确属本地单位的，请填入“网站”表。"
)
_GROUP = 3


def write_hosts(
    page: Worksheet, hosts: tuple[ProposedHost, ...], fills: Mapping[Certainty, PatternFill]
) -> None:
    """Write one line a host; the colour says how sure its place is."""
    page.cell(1, 1, _INTRO)
    head(page, 2, _HEADINGS)
    page.freeze_panes = "B3"
    page.print_title_rows = "2:2"
    for row, one in enumerate(hosts, start=3):
        values = _values(one)
        line(page, row, values)
        page.cell(row, _GROUP).fill = fills[one.reason.certainty]
        page.row_dimensions[row].height = height(values, [width for _, width in _HEADINGS])
    page.auto_filter.ref = f"A2:{get_column_letter(len(_HEADINGS))}{len(hosts) + 2}"


def _values(one: ProposedHost) -> tuple[Value, ...]:
    more = len(one.beside) - 3
    beside = "、".join(one.beside[:3]) + (f"等 {len(one.beside)} 个" if more > 0 else "")
    return (
        one.linked.host,
        one.text or "（无文字）",
        HOST_GROUP_NAMES[one.group],
        one.unit or "—",
        one.domain or "（IP 地址）",
        "是" if one.is_government else "否",
        one.linked.pages,
        one.linked.addresses,
        beside or "—",
        one.reason.text,
        one.linked.example,
    )
