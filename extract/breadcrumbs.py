"""Breadcrumb 当前位置: the path a page shows above itself, and the column it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice

from extract.outline import Outline, collapse
from model.page import LinkPosition

_LABEL = re.compile(
    r"(?:当前|现在|所在|您的|你的)(?:所在)?的?位置|您现在的位置|您的位置|^\s*位置\s*[：:]"
)
_HOME = re.compile(r"^(?:网站|本站|返回)?首\s{0,3}页$|^(?:home|主页|网站首页)$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:[>＞»›→]|&gt;|(?<![\w])/(?![\w])|\\|\s-\s|::)+\s*")
_SEPARATED = re.compile(r"[>＞»›→]|位置")
_LEAD = re.compile(r"^.{0,12}位置(?:是)?\s*[：:]?\s*")
_EDGES = " :：|·-—－>＞»›→/\\"
"""What stands between crumbs, and behind the last one on some pages."""

_NOT_A_CRUMB = frozenset(
    {"正文", "内容", "详情", "正文内容", "文章", "列表", "详细内容", "浏览文章"}
)
_MAX_TEXTS, _MAX_CRUMB, _LONGEST_NAME = 40, 60, 24


def breadcrumb_of(page: Outline, where: list[LinkPosition]) -> tuple[str, ...]:
    """Return the breadcrumb from the home page down, () where the page shows none."""
    places = (_labelled(page), _named(page, where), _from_home_link(page))
    for index in chain.from_iterable(places):
        crumbs = _crumbs(page, index)
        if len(crumbs) >= 2 and (_HOME.match(crumbs[0]) or _SEPARATED.search(page.text(index))):
            return crumbs
    return ()


def column_of(
    tags: Mapping[str, str], breadcrumb: tuple[str, ...], title: str | None
) -> str | None:
    """Return the column a page belongs to, as its tag or else its breadcrumb names it."""
    name = tags.get("ColumnName", "").strip()
    site = tags.get("SiteName", "").strip()
    # The last crumb of an article is often its own title, which no column's name is as long as.
    named = (c for c in breadcrumb if c != (title or "") and len(c) <= _LONGEST_NAME)
    path = [c for c in named if not _HOME.match(c)]
    if name and name != site:
        return name
    if path:
        return path[-1]
    # Some sites write their own name into ColumnName and the column into ColumnType.
    kind = tags.get("ColumnType", "").strip()
    return (kind if name and kind else name) or None


def _labelled(page: Outline) -> Iterator[int]:
    return islice(_all_labelled(page), 3)


def _all_labelled(page: Outline) -> Iterator[int]:
    for position in page.texts_with("位置", most=59):
        text = page.texts[position]
        if _LABEL.search(text):
            index = page.text_in[position]
            for _ in range(5):
                if page.parents[index] < 0 or _has_link(page, index) or _is_whole(page, index):
                    break
                index = page.parents[index]
            if len(page.text_range(index)) <= _MAX_TEXTS:
                yield index


def _named(page: Outline, where: list[LinkPosition]) -> Iterator[int]:
    return islice(_all_named(page, where), 5)


def _all_named(page: Outline, where: list[LinkPosition]) -> Iterator[int]:
    index = -1
    while True:
        try:
            index = where.index(LinkPosition.BREADCRUMB, index + 1)
        except ValueError:
            return
        parent = page.parents[index]
        outermost = parent < 0 or where[parent] is not LinkPosition.BREADCRUMB
        if outermost and 0 < len(page.text_range(index)) <= _MAX_TEXTS:
            yield index


def _from_home_link(page: Outline) -> Iterator[int]:
    return islice(_behind_home_links(page), 3)


def _behind_home_links(page: Outline) -> Iterator[int]:
    """Yield the blocks where a link 首页 is followed by a separator."""
    for index in page.gather(_home_links, "a"):
        position = page.text_position(index)
        if position >= len(page.texts) or not _is_home(page.texts[position].strip()):
            continue
        after = page.text_range(index).stop
        if after < len(page.texts) and page.texts[after].strip()[:1] in {">", "＞", "»", "›", "→"}:
            block = page.block_of(page.parents[index])
            if not page.inside(page.text_in[after], block):
                block = page.parents[block]
            yield block


def _home_links(page: Outline, among: Iterable[int]) -> list[int]:
    """Return the links that say 首页, and those without a text of their own."""
    texts, first, ends = page.texts, page.first_text, page.text_ends
    return [i for i in among if first[i] == ends[i] or _is_home(texts[first[i]].strip())]


@lru_cache(maxsize=8_192)
def _is_home(text: str) -> bool:
    return bool(_HOME.match(text))


def _is_whole(page: Outline, index: int) -> bool:
    """Whether a text without links is a whole breadcrumb: 当前位置：首页 > 新闻中心 > 要闻."""
    crumbs = _crumbs(page, index)
    return len(crumbs) >= 2 and bool(_HOME.match(crumbs[0]))


def _has_link(page: Outline, index: int) -> bool:
    return "a" in page.tags[index : page.ends[index]]


def _crumbs(page: Outline, index: int) -> tuple[str, ...]:
    if len(page.text_range(index)) > _MAX_TEXTS:
        return ()
    links = {i for i in range(index, page.ends[index]) if page.tags[i] == "a"}
    pieces: list[str] = []
    last_link = -1
    for position in page.text_range(index):
        holder = page.text_in[position]
        link = holder
        while link > index and link not in links:
            link = page.parents[link]
        text = page.texts[position]
        if link in links:
            # Two texts of one link are one crumb; two links in a row are two.
            pieces.append(text if link == last_link else f" > {text}")
            last_link = link
        else:
            pieces.append(f" > {text}" if last_link >= 0 else text)
            last_link = -1
    whole = _LEAD.sub("", collapse("".join(pieces)).lstrip("> "))
    crumbs = [c.strip(_EDGES) for c in _SPLIT.split(whole)]
    crumbs = [re.sub(r"(?<=首)\s+(?=页)", "", c) for c in crumbs if c]
    start = next((k for k, c in enumerate(crumbs) if _HOME.match(c)), 0)
    kept = [c for c in crumbs[start:] if len(c) <= _MAX_CRUMB and c not in _NOT_A_CRUMB]
    return tuple(kept[:10])
