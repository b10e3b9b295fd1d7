"""Source 来源 as printed near the title: "" where the label stands empty, None without one."""

from __future__ import annotations

import re

from extract.outline import Outline, collapse
from extract.published import near_title

_LABEL = re.compile(
    r"(?<!图片)(?<!照片)(?<!数据)(?<!资料)(?<!视频)(?:信息|文章|稿件|新闻|内容)?来\s{0,6}源(?:单位|部门|于)?\s*[：:]|稿\s{0,4}源\s*[：:]|信源\s*[：:]|"
    r"(?:发布|供稿|发文|公开|提供)(?:机构|单位|部门)\s*[：:]"
)
_END = re.compile(
    r"\s{2,}|[）)|｜丨【\[　\xa0]|(?:发布|更新|发表|公开)?(?:时间|日期)\s*[：:]?|作\s{0,4}者|"
    r"编\s{0,2}辑|责任编辑|浏览|点击|阅读|字\s{0,2}号|字\s{0,2}体|分享|打印|审核|访问|发布人|(?:19|20)\d\d[-./年]"
)
_OTHER_LABEL = re.compile(
    r"^[\[【(（|｜]|^(?:作者|编辑|责任编辑|字号|字体|浏览|点击|阅读|访问|分享|打印|发布|日期|时间|审核|更新|【)|[：:]$|^(?:[大中小])$"
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:source|laiyuan|origin|media[-_]?name|author-?from)(?:$|[\s_-])", re.IGNORECASE
)
_DATE_FIRST = re.compile(
    r"^\s*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s{0,9}(?:\d{1,2}:\d\d(?::\d\d)?)?"
)
_MAX_CHARS = 60


def source_of(page: Outline, title_element: int) -> tuple[str | None, bool]:
    """Return the source as printed and whether its place is filled by script."""
    for position in near_title(page, title_element):
        text = page.texts[position]
        if len(text) > 400 or page.hidden[page.text_in[position]]:
            continue
        found = _LABEL.search(text)
        if found is not None:
            return _value(page, position, text[found.end() :])
    return _named(page, title_element), False


def _named(page: Outline, title_element: int) -> str | None:
    """Return the short text of an element whose class says source, where no label stands."""
    if title_element < 0:
        return None
    for position in near_title(page, title_element):
        holder = page.text_in[position]
        for index in (holder, page.parents[holder]):
            if index >= 0 and _NAMES.search(page.names(index)) and not page.hidden[holder]:
                value = _cut(_DATE_FIRST.sub("", page.text(index)))
                if 2 <= len(value) <= 30:
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
