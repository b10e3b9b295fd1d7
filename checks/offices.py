"""Telephone and address of offices, as pages print them beside the office's name.

Believed is a line that opens with the office's name and goes on with a label, a label below
单位名称 and its like on the same page, and the footer's 主办单位 with its number. Mobiles belong to
persons and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = (
    r"[\u4e00-\u9fa5]{2,28}?(?:人民政府|政府办公室|办公室|委员会|办事处|管理局|分局|局|中心|大队|"
    r"派出所|管理所|服务站|图书馆|档案馆|文化馆)"
)
_PHONE_LABEL = r"(?:办公|联系|咨询|值班|监督|投诉|服务)?电话"
_ADDRESS_LABEL = r"(?:办公|联系|单位|通讯)?地址"
_OPENS = re.compile(
    rf"\s*(?P<office>{_NAME})(?:[（(][^（()）]{{1,20}}[)）])?[\s,，;；：:]*"
    rf"(?P<label>{_PHONE_LABEL}|{_ADDRESS_LABEL})\s*[：:]\s*(?P<value>[^\n]{{5,80}})"
)
_NAMED = re.compile(
    rf"\s*(?:单位名称|机构名称|实施机关|实施主体|办理机构|受理机构|办理单位|主办单位)\s*[：:\t]\s*"
    rf"(?P<office>{_NAME})\s*(?=$|[\t（(，,；;])"
)
_LABELLED = re.compile(
    rf"\s*(?P<label>{_PHONE_LABEL}|{_ADDRESS_LABEL})\s*[：:\t]\s*(?P<value>[^\n]{{5,80}})"
)
_NUMBER = re.compile(r"(?<!\d)(?:0\d{2,3}[-－—\s]?)?[2-9]\d{6,7}(?!\d)")
_STREET = re.compile(r"[\u4e00-\u9fa5]{1,8}?(?:大道|路|街|巷|道)(?:\d{1,5})(?=号|-|$|\D)")
_REGION = re.compile(r"^(?:[\u4e00-\u9fa5]{1,8}?(?:省|自治区|市|州|区|县))+")
_ELSE = re.compile(r"传真|邮编|邮政|邮箱|手机|地址|网址|电话|\t")
_PLACED = re.compile(r"[省市州区县镇乡]|街道")
_SHORTEST_ALONE = 8
_USUAL = frozenset({"电话", "办公电话", "联系电话", "服务电话"})
_LOCAL_DIGITS = 7  # the last ones tell numbers with and without the area code alike


@dataclass(frozen=True, slots=True)
class OfficeFact:
    """What one line says: 电话 (and which) or 地址 of an office, and its forms for comparing."""

    office: str
    what: str  # 电话, 咨询电话, 地址 …
    shown: str
    forms: frozenset[str]


def office_facts(text: str) -> Iterator[OfficeFact]:
    """Yield the telephones and addresses that a text gives to an office by name."""
    if "电话" not in text and "地址" not in text:
        return
    lines = text.split("\n")
    named = {found["office"] for line in lines if (found := _NAMED.match(line))}
    only = named.pop() if len(named) == 1 else ""
    for line in lines:
        if "电话" not in line and "地址" not in line:
            continue
        opened = _OPENS.match(line)
        if opened is not None:
            yield from _fact(opened["office"], opened["label"], opened["value"])
        elif only and (labelled := _LABELLED.match(line)):
            yield from _fact(only, labelled["label"], labelled["value"])


def footer_fact(organizer: str | None, contact: str | None) -> Iterator[OfficeFact]:
    """Yield what a footer gives: the number of the body that runs the site."""
    if organizer and contact:
        yield from _fact(organizer, "电话", contact)


def _fact(office: str, label: str, value: str) -> Iterator[OfficeFact]:
    if not _PLACED.search(office) and len(office) < _SHORTEST_ALONE:
        return  # 办公室, 服务中心: every body has one
    value = _ELSE.split(value, maxsplit=1)[0]
    if label.endswith("地址"):
        street = _STREET.search(_REGION.sub("", value.replace(" ", "")))
        forms = frozenset({street[0]}) if street else frozenset()
        shown, what = value.strip()[:40], "地址"
    else:
        numbers = _NUMBER.findall(value)
        forms = frozenset("".join(filter(str.isdigit, n))[-_LOCAL_DIGITS:] for n in numbers)
        shown, what = "、".join(numbers), "电话" if label in _USUAL else label
    if forms:
        yield OfficeFact(office, what, shown, forms)
