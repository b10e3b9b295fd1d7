"""Page fields 页面要素: values under the labels that documents, letters and guides print.

A label is believed only as a heading of its own: at the start of its text, before a colon or
alone. Its value stands behind the colon or in the next text, unless that is a label again:
then the field is there and empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.dates import read_date
from extract.outline import Outline
from model.page import LinkPosition, PageKind
from model.page_field import GUIDE_CLASSES, PageField

_LABELS: dict[PageField, tuple[str, ...]] = {
    PageField.WRITTEN_ON: ("成文日期", "生成日期", "发文日期", "印发日期"),
    PageField.VALIDITY: ("有效性", "效力状态", "是否有效", "文件状态"),
    PageField.ASKED_ON: (
        "来信时间", "来信日期", "留言时间", "留言日期", "写信时间", "写信日期", "咨询时间",
        "提问时间",
    ),
    PageField.ANSWERED_ON: ("答复时间", "答复日期", "回复时间", "回复日期", "办结时间"),
    PageField.ANSWER: ("答复内容", "回复内容", "答复意见", "处理结果"),
    PageField.MATTER: ("事项名称", "服务事项", "办理事项"),
    PageField.BASIS: ("设定依据", "实施依据", "法律依据", "办理依据"),
    PageField.CONDITIONS: ("申请条件", "受理条件", "办理条件", "申报条件"),
    PageField.MATERIALS: ("办理材料", "申请材料", "申报材料", "所需材料"),
    PageField.PLACE: ("办理地点", "办理地址", "受理地点", "办公地点"),
    PageField.HOURS: ("办理时间", "办公时间", "工作时间", "受理时间", "服务时间"),
    PageField.PHONE: ("联系电话", "咨询电话", "联系方式", "咨询方式"),
    PageField.PROCESS: ("办理流程", "办事流程", "办理程序", "受理流程"),
}  # fmt: skip
_FIELD_OF = {word: field for field, words in _LABELS.items() for word in words}
_SIGNS = tuple(
    word
    for field, words in _LABELS.items()
    for word in words
    if field not in {PageField.PLACE, PageField.HOURS, PageField.PHONE}
)
_LABEL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?[【\[◆■●★*]*\s*("
    + "|".join(_FIELD_OF)
    + r")\s*[】\]]?\s*(?:[：:]\s*(.*))?",
    re.DOTALL,
)
_OPENING = re.compile(r"[\s（(一二三四五六七八九十\d)）、.．【\[◆■●★*]*")
_SHORTEST_LABEL = min(map(len, _FIELD_OF))
_STARTS = frozenset(word[:_SHORTEST_LABEL] for word in _FIELD_OF)
_DATES = frozenset({PageField.WRITTEN_ON, PageField.ASKED_ON, PageField.ANSWERED_ON})
_FEWEST_CLASSES = 3  # of the eight: fewer make no guide
_MOST_CHARS, _LONGEST_LABEL_TEXT = 60, 400


def fields_of(page: Outline, where: Sequence[LinkPosition], kind: PageKind) -> dict[str, str]:
    """Return the labelled fields of an article or another page; none of other kinds.

    Dates are normalised, an unreadable one is left out; other values are cut short. What was
    answered is kept as 有 only: letters hold personal data.
    """
    if kind not in {PageKind.ARTICLE, PageKind.OTHER}:
        return {}
    found: dict[PageField, str] = {}
    for position in page.gather_texts(_labelled):
        text = page.texts[position]
        holder = page.text_in[position]
        if page.hidden[holder]:
            continue
        label = _LABEL.fullmatch(text)
        if label is None or where[holder] is LinkPosition.FOOTER:
            continue
        field = _FIELD_OF[label[1]]
        if not found.get(field):
            value = (label[2] or "").strip() or _next(page, where, position)
            found[field] = value
    signed = bool(found) and bool(page.texts_with(*_SIGNS, most=_LONGEST_LABEL_TEXT))
    return _kept(found) if signed else {}


def _labelled(texts: list[str]) -> list[int]:
    """Return the texts that open with a label; most open with something else."""
    return [
        k
        for k, text in enumerate(texts)
        if len(text) <= _LONGEST_LABEL_TEXT
        and (opening := _OPENING.match(text))
        and text[opening.end() : opening.end() + _SHORTEST_LABEL] in _STARTS
    ]


def _next(page: Outline, where: Sequence[LinkPosition], position: int) -> str:
    """Return the text that follows a label; "" where the next label or the footer follows."""
    for after in range(position + 1, min(position + 3, len(page.texts))):
        text = page.texts[after].strip()
        if not text.strip("：: "):
            continue
        if _LABEL.fullmatch(text) or where[page.text_in[after]] is LinkPosition.FOOTER:
            return ""
        return text.lstrip("：: ")
    return ""


def _kept(found: dict[PageField, str]) -> dict[str, str]:
    out: dict[str, str] = {}
    guide = sum(field in GUIDE_CLASSES for field in found) >= _FEWEST_CLASSES
    letter = PageField.ASKED_ON in found or PageField.ANSWERED_ON in found
    for field in PageField:
        value = found.get(field)
        if value is None or (field in GUIDE_CLASSES and not guide):
            continue
        if field is PageField.ANSWER:
            if letter:
                out[field] = "有" if value else ""
        elif field not in _DATES:
            out[field] = value[:_MOST_CHARS]
        elif not value:
            out[field] = ""
        else:
            day = read_date(value[:_MOST_CHARS])
            if day is not None:
                out[field] = day
    return {str(field): value for field, value in out.items()}
