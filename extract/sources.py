"""Source 来源 as printed near the title: "" where the label stands empty, None without one."""

from __future__ import annotations

import re

from extract.beside_date import is_name_of_body, source_beside
from extract.outline import Outline, collapse
from extract.published import near_title
from model.page import LinkPosition

_LABEL = re.compile(
    r"(?<!图片)(?<!照片)(?<!数据)(?<!资料)(?<!视频)(?:信息|文章|稿件|新闻|内容)?[来來]\s{0,6}源(?:单位|部门|于)?\s*[：:\]】〕]|稿\s{0,4}源\s*[：:]|信源\s*[：:]|"
    r"(?:发布|供稿|发文|公开|提供)(?:机构|单位|部门|机关)\s*[：:\]】〕]|(?:^|[\s|｜])(?:出处|[来转摘]自|转载自)\s*[：:]|"
    r"(?:^|[\s|｜])source\s*[：:]",
    re.IGNORECASE,
)
# The whole of a table's cell, or of a text before the element that holds the value.
_BARE_LABEL = re.compile(
    r"(?:^\W{0,3}|[\s|｜]\s?)(?:(?:信息|文章|稿件|新闻|内容)?[来來]\s{0,6}源|(?:发布|供稿|发文|公开|提供)(?:机构|单位|部门|机关))\s*$"
)
_ISSUERS = frozenset(("发布", "发文", "公开"))  # how the labels of an issuing body begin
_PUBLISHED = re.compile(r"(?:发布|发稿)(?:日期|时间)\s*[：:]")
_LABEL_ENDS = frozenset("源构位门关")  # the last letter of every match
# Behind these stands a person as often as a body: only a body is a source.
_BARRED_LABEL = re.compile(r"(?:^|[\s　])来\s?源\s{0,3}[|｜]\s{0,3}(?=\S)")
_WHO = re.compile(r"(?:^|[\s|｜])(?:供稿|原创|撰稿|报送)\s*[：:]")
_END = re.compile(
    r"\s{2,}|[）)|｜丨【】\[\]　\xa0]|(?:发布|更新|发表|公开)?(?:时间|日期)\s*[：:]?|作\s{0,4}者|"
    r"编\s{0,2}辑(?!部)|责任编辑|(?:文章)?(?:浏览|点击)|浏览|点击|阅读|字\s{0,2}号|字\s{0,2}体|分享|打印|审核|访问|发布人|(?:19|20)\d\d[-./年]"
)
_OTHER_LABEL = re.compile(
    r"^[\[【(（|｜]|^(?:作者|编辑|责任编辑|字号|字体|浏览|点击|阅读|访问|分享|打印|发布|日期|时间|审核|更新|【)|[：:]$|^(?:[大中小])$"
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:art(?:icle)?|news|info|pub|post|content|detail|con|copy|come|author|media|wz|xx)?-?"
    r"(?:source|from|ly|laiyuan|origin)(?:[-_]?(?:name|text|txt|box))?\d?|media[-_]?name|mname|js_name|"
    r"rich_media_meta_nickname)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_FIRST = re.compile(
    r"^\s*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s{0,9}(?:\d{1,2}:\d\d(?::\d\d)?)?"
)
_MAX_CHARS = 60
_BRACKETED = re.compile(
    r"【(?!字[体号]|大\s?中|打印|关闭|分享)([\w（）()、·\s]{2,30})】"
)  # 来源：【某地融媒】
_PROSE = 30  # characters; no line of dates and names is that long and ends a sentence


def source_of(
    page: Outline, title_element: int, where: list[LinkPosition], shown: str | None, url: str
) -> tuple[str | None, bool]:
    """Return the source as printed and whether its place is filled by script.

    `shown` is the date that the page shows its reader: without any label the words beside it may
    be the source (extract/beside_date.py).
    """
    near = near_title(page, title_element)
    who, below = -1, False
    # The head of a catalogue names the body that issued; where a source is told too, it is another.
    issued: tuple[str, bool] | None = None
    for position in near:
        text = page.texts[position]
        below = below or (len(text) > _PROSE and "。" in text)
        if len(text) > 400 or page.hidden[page.text_in[position]]:
            continue
        ended = (
            "：" in text or ":" in text or "]" in text or "】" in text or "〕" in text
        )  # as every label
        found = (ended and _LABEL.search(text)) or _bare_label(page, position, text)
        if found and issued is not None and found[0].lstrip()[:2] in _ISSUERS:
            break  # a second issuer: the first stays
        if found and issued is not None and below and not _PUBLISHED.search(text):
            break  # below the text a label tells the page's source only beside its date
        if found:
            value, scripted = _value(page, position, text[found.end() :])
            if value and not below and found[0].lstrip()[:2] in _ISSUERS:
                issued = (value, scripted)
                continue
            if below and value and shown and title_element >= 0:
                # A label below the article often names it shorter than the line of the date.
                title = page.text_range(title_element)
                beside = source_beside(page, near, title, where, shown, url)
                value = beside if beside is not None and beside.startswith(value) else value
            return (value, scripted) if value or issued is None else issued
        if who < 0 and ((ended and _WHO.search(text)) or _BARRED_LABEL.search(text)):
            who = position
    if issued is not None:
        return issued
    named = _named(page, title_element) or _body_behind(page, who)
    if named is None and shown and title_element >= 0:
        title = page.text_range(title_element)
        named = source_beside(page, near, title, where, shown, url)
    return named, False


def _bare_label(page: Outline, position: int, text: str) -> re.Match[str] | None:
    """Return a label without a colon, where the next element or cell can hold its value."""
    if len(text) > _MAX_CHARS or text.rstrip()[-1:] not in _LABEL_ENDS:
        return None
    found = _BARE_LABEL.search(text)
    if found is None or position + 1 >= len(page.texts):
        return None
    here, there = page.text_in[position], page.text_in[position + 1]
    cell = page.tags[page.block_of(here)] in {"td", "th", "dt"}
    return found if cell or (here != there and page.inside(there, page.block_of(here))) else None


def _body_behind(page: Outline, position: int) -> str | None:
    """Return the body or medium that wrote or sent an item, None for a person."""
    barred = _BARRED_LABEL.search(page.texts[position]) if position >= 0 else None
    if barred is not None:
        return _cut(page.texts[position][barred.end() :]) or None
    text = page.texts[position] if position >= 0 else ""
    for found in _WHO.finditer(text):
        value, _ = _value(page, position, text[found.end() :])
        if value and is_name_of_body(value):
            return value
    return None


def _named(page: Outline, title_element: int) -> str | None:
    """Return the short text of an element whose class says source, where no label stands."""
    if title_element < 0:
        return None
    for position in near_title(page, title_element):
        holder = page.text_in[position]
        for index in (holder, page.parents[holder]):
            if index >= 0 and _NAMES.search(page.names(index)) and not page.hidden[holder]:
                value = _cut(_DATE_FIRST.sub("", page.text(index)))
                if 2 <= len(value) <= 30 and not value[:4].isdigit():
                    return value  # else a frame around date and source: look inside
    return None


def _value(page: Outline, position: int, rest: str) -> tuple[str, bool]:
    own = _cut(rest)
    if own:
        return own, False
    block = page.block_of(page.text_in[position])
    scripted = "script" in page.tags[block : page.ends[block]]
    if rest.strip() or position + 1 >= len(page.texts):
        return "", scripted
    following = page.texts[position + 1]
    holder = page.text_in[position + 1]
    # The value may stand in the next inline element, or in the next cell of a table.
    beside = page.inside(holder, block) or (
        page.parents[page.block_of(holder)] == page.parents[block]
        and page.tags[block] in {"td", "th", "dt", "li", "span"}
    )
    if not beside or len(following) > _MAX_CHARS or _OTHER_LABEL.search(following.strip()):
        return "", scripted
    value = _cut(following)
    return value, scripted and not value


def _cut(text: str) -> str:
    text = text.lstrip()
    bracketed = _BRACKETED.match(text)
    if bracketed is not None:
        return collapse(bracketed[1])
    end = _end_of(text)
    value = collapse(text[:end]).strip(" ：:;；,，-—·/")
    return value if len(value) <= _MAX_CHARS else ""


def _end_of(text: str) -> int:
    """Return where the source ends; a bracket that it opened itself still belongs to it."""
    found = _END.search(text)
    if found is None:
        return len(text)
    before = text[: found.start()]
    opened = before.count("（") + before.count("(") == 1
    return found.end() if found[0] in {"）", ")"} and opened else found.start()
