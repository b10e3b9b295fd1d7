"""Page fields 页面要素: values under the labels that documents, letters and guides print.

A label is believed only as a heading of its own: at the start of its text, before a colon or
alone. Its value stands behind the colon or in the next text, unless that is a label again:
then the field is there and empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.dates import read_date
from extract.outline import Outline
from extract.texts import Texts
from model.page import LinkPosition, PageKind
from model.page_field import GUIDE_CLASSES, PageField

_LABELS: dict[PageField, tuple[str, ...]] = {
    PageField.WRITTEN_ON: ("成文日期", "成文时间", "生成日期", "发文日期", "发文时间", "印发日期"),
    PageField.VALIDITY: ("有效性", "效力状态", "是否有效", "文件状态", "文件有效性"),
    PageField.ASKED_ON: (
        "来信时间", "来信日期", "留言时间", "留言日期", "写信时间", "写信日期", "咨询时间",
        "咨询日期", "提问时间", "提问日期", "诉求时间", "投诉时间", "反映时间",
    ),
    PageField.ANSWERED_ON: (
        "答复时间", "答复日期", "回复时间", "回复日期", "办结时间", "办结日期", "反馈时间",
        "反馈日期", "回信时间", "回信日期", "处理时间", "处理日期",
    ),
    PageField.ANSWER: (
        "答复内容", "回复内容", "答复意见", "处理结果", "办理结果", "办理意见", "处理意见",
        "回复意见", "答复情况", "回复情况", "处理情况", "反馈内容", "反馈意见", "回信内容",
        "官方回复", "部门回复", "部门答复", "单位回复", "来信答复", "来信回复", "留言回复",
        "留言答复", "答复结果", "回复结果", "反馈结果", "办理回复", "办理答复",
    ),
    PageField.MATTER: (
        "事项名称", "服务事项", "办理事项", "项目名称", "服务名称", "业务名称", "办事项目",
        "审批事项", "许可事项", "办理项目", "服务项目", "办事事项",
    ),
    PageField.BASIS: (
        "设定依据", "实施依据", "法律依据", "办理依据", "法定依据", "设立依据", "政策依据",
        "审批依据", "许可依据", "办事依据",
    ),
    PageField.CONDITIONS: (
        "申请条件", "受理条件", "办理条件", "申报条件", "申办条件", "许可条件", "办事条件",
        "审批条件", "准予条件",
    ),
    PageField.MATERIALS: (
        "办理材料", "申请材料", "申报材料", "所需材料", "提交材料", "申办材料", "办事材料",
        "提供材料", "受理材料", "材料清单", "需提交材料", "需提交的材料", "应提交的材料",
        "需要提交的材料", "所需资料", "申请资料",
    ),
    PageField.PLACE: (
        "办理地点", "办理地址", "受理地点", "办公地点", "办公地址", "办事地点", "受理地址",
        "办事地址", "服务地点", "服务地址", "窗口地址", "办理窗口", "受理窗口",
    ),
    PageField.HOURS: (
        "办理时间", "办公时间", "工作时间", "受理时间", "服务时间", "办事时间", "接待时间",
    ),
    PageField.PHONE: (
        "联系电话", "咨询电话", "联系方式", "咨询方式", "咨询热线", "服务电话", "办公电话",
        "窗口电话", "办理电话", "咨询服务电话", "联系人及电话", "咨询及投诉电话",
    ),
    PageField.PROCESS: (
        "办理流程", "办事流程", "办理程序", "受理流程", "办事程序", "办理步骤", "审批流程",
        "审批程序", "申请流程", "申办流程", "申办程序", "业务流程", "工作流程", "办理环节",
        "服务流程",
    ),
}  # fmt: skip
_TOGETHER = tuple(
    f"{kind}{one}{sign}{other}"
    for kind in ("办理", "办公", "受理", "办事", "服务")
    for one, other in (("时间", "地点"), ("地点", "时间"), ("地址", "时间"), ("时间", "地址"))
    for sign in ("", "/", "、", "和", "及", "与")
)
_FIELDS_OF = {word: (field,) for field, words in _LABELS.items() for word in words} | dict.fromkeys(
    _TOGETHER, (PageField.PLACE, PageField.HOURS)
)
_SIGNS = tuple(
    word
    for field, words in _LABELS.items()
    for word in words
    if field not in {PageField.PLACE, PageField.HOURS, PageField.PHONE}
)
_LABEL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?[【\[◆■●★*]*\s*("
    + "|".join(sorted(_FIELDS_OF, key=len, reverse=True))
    + r")(?:(?:清单|目录|图|列表|明细)(?=\s*(?:$|[】\]：:（(])))?(?:\s*[（(][^（()）]{1,20}[)）])?"
    r"\s*(?:[】\]]\s*[：:]?\s*(?=\S)(.*)|[】\]]?\s*(?:[：:]\s*(.*))?)",
    re.DOTALL,
)
_ANNEX = re.compile(
    r"附件\s*[：:\d一二三]|相关附件|附件下载|表格下载"
)  # what follows a last empty field
_SAID = re.compile(r"\s*(?:答复?|回复)\s*[：:]\s*\S.{5,}", re.DOTALL)  # 答：您好，…
_SAID_SIGNS = ("答：", "答:", "答复：", "答复:", "回复：", "回复:")
_TABS = 3  # labels in a row, without colons or values: the tabs of a page, no empty fields
_OPENING = re.compile(r"[\s（(一二三四五六七八九十\d)）、.．【\[◆■●★*]*")
_SHORTEST_LABEL = min(map(len, _FIELDS_OF))
_STARTS = frozenset(word[:_SHORTEST_LABEL] for word in _FIELDS_OF)
# The first letter of a text that opens with a label; what is no letter may open one too.
_FIRST = frozenset(word[0] for word in _FIELDS_OF) | frozenset("一二三四五六七八九十")
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
    for position, label in _without_tabs(page, list(_labels(page, where))):
        for field in _FIELDS_OF[label[1]]:
            if not found.get(field):
                value = (label[2] or label[3] or "").strip() or _next(page, where, position)
                found[field] = value
    if PageField.ASKED_ON in found and not found.get(PageField.ANSWER) and _says_answer(page):
        found[PageField.ANSWER] = "有"
    signed = bool(found) and bool(page.texts_with(*_SIGNS, most=_LONGEST_LABEL_TEXT))
    return _kept(found) if signed else {}


def _labels(page: Outline, where: Sequence[LinkPosition]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the texts of a page that are labels, with their places."""
    for position in page.gather_texts(_labelled):
        holder = page.text_in[position]
        if page.hidden[holder]:
            continue
        label = _LABEL.fullmatch(page.texts[position])
        if label is not None and where[holder] is not LinkPosition.FOOTER:
            yield position, label


def _without_tabs(
    page: Outline, labels: list[tuple[int, re.Match[str]]]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the labels that are no tabs: several in a row, each followed by the next label."""
    run: list[tuple[int, re.Match[str]]] = []
    for number, (position, label) in enumerate(labels):
        following = labels[number + 1][0] if number + 1 < len(labels) else len(page.texts)
        between = any(page.texts[k].strip() for k in range(position + 1, following))
        if label[2] is None and label[3] is None and not between:
            run.append((position, label))
            continue
        if len(run) < _TABS:
            yield from run
        run = []
        yield position, label
    if len(run) < _TABS:
        yield from run


def _says_answer(page: Outline) -> bool:
    """Whether a text of a letter's page opens as an answer does (答：您好)."""
    found = page.texts_with(*_SAID_SIGNS)
    return any(_SAID.match(page.texts[k]) and not page.hidden[page.text_in[k]] for k in found)


def _labelled(texts: Texts) -> list[int]:
    """Return the texts that open with a label; most open with something else."""
    return [
        k
        for k, text in enumerate(texts.all)
        if (text[0] in _FIRST or not text[0].isalpha())
        and len(text) <= _LONGEST_LABEL_TEXT
        and (opening := _OPENING.match(text))
        and text[opening.end() : opening.end() + _SHORTEST_LABEL] in _STARTS
    ]


def _next(page: Outline, where: Sequence[LinkPosition], position: int) -> str:
    """Return the text that follows a label; "" where the next label or the footer follows."""
    for after in range(position + 1, min(position + 3, len(page.texts))):
        text = page.texts[after].strip()
        if not text.strip("：: "):
            continue
        if (
            _LABEL.fullmatch(text)
            or _ANNEX.match(text)
            or where[page.text_in[after]] is LinkPosition.FOOTER
        ):
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
