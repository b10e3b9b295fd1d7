"""Publication date 发布时间 of a page: every reading, in the order of DESIGN 5.

What the page shows its reader near the title comes first: that is what inspectors see.
Dates of events, deadlines and of the document itself (成文日期) are no publication dates.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice

from extract.dates import Shown, date_in_url, find_date, find_dates
from extract.moments import moment_of
from extract.outline import Outline
from extract.told_dates import in_pieces
from model.page import FactSource, LinkPosition

_BEST = re.compile(
    r"(?:发布|发表|公开|公布|上网|发稿|刊发|上传|publish(?:ed)?)(?:时间|日期|于|on|:|：)?\s*[：:】〕\]]?\s*$",
    re.I,
)
_PLAIN = re.compile(
    r"(?:^|[\s|【\[(（〔　])(?:信息)?(?:日\s{0,4}期|时\s{0,4}间|date|time)\s*[：:】〕\]]\s*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:更新|编辑|修改|录入|创建|添加)(?:时间|日期|于)?\s*[：:]?\s*$")
_NOT_PUBLISHED = re.compile(
    r"成文|生成|截止|截至|开标|有效|施行|实施|生效|失效|废止|起止|开始|结束|报名|活动|会议|开庭|"
    r"访谈|直播|登记|签发|印发|办理|回复|答复|来信|留言|写信|提问|提交|受理|出生|成立|今天是"
)
_GLUED = re.compile(
    r"\s*(?:$|[|｜【\[(（　/]|来\s{0,2}源|作\s{0,2}者|文\s?[/：:]|编辑|责任|字号|字体|浏览|"
    r"点击|阅读|分享|打印|星期|\S{0,12}[：:]|"
    r"[\u4e00-\u9fff]{2,24}(?:[局委办府厅院社网报台]|中心|街道|镇|乡|办公室)[)）\]】]?\s*$)"
)
_STRUCTURED = (
    "firstpublishedtime", "article:published_time", "og:published_time", "published_time",
    "publishdate", "publish_date", "publishtime", "publish_time", "datepublished", "pub_date",
    "weibo:article:create_at", "og:release_date", "dc.date.issued", "dc.date",
    "bytedance:published_time",
    "apub:time", "date", "time", "articlepublishdate", "releasedate", "createdate",
)  # fmt: skip
_JSON = re.compile(
    r"[\"'](?:datePublished|pubDate|publish_?Time|ptime|pubtime|publish_?date)[\"']\s*:\s*"
    r"(?:[\"']([^\"']{6,40})[\"']|(1\d{9}(?:\d{3})?)\b)",
    re.IGNORECASE,
)
_TIME_ALONE = re.compile(r"^\s*([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?\s*$")
_DAY_CHARS = len("2018-07-01")
_BEFORE_TITLE, _AFTER_TITLE, _MAX_CHARS = 12, 60, 1500
_SHORT_LABEL = re.compile(r"^\W{0,4}[\w\s]{2,12}\W{0,4}$")
_ENDS_AS_LABEL = re.compile(r"[：:]\W{0,3}$")
_ON_ITS_LINE = re.compile(r"\s{1,9}[^，。！？；,!?;]{1,30}$")  # a name or words, no sentence
_LINE = 60  # characters of a date with a few words
_SIGNED = re.compile(r"^\s*(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s*$")
_PROSE = 30  # characters; no line of dates and names is that long and ends a sentence
_OTHER_WORDS = re.compile(r"[\u4e00-\u9fff]{4}")
_OTHER_ITEM = re.compile(r"^\W{0,4}(?:上|下)一?(?:条|篇|则|页|个)")
_WEEKDAY = re.compile(r"\s{0,3}(?:星期|周)[一二三四五六日天]")
_CRUMBS_NEAR = 60  # elements above the title
_MOST_DATES = 6  # of one text, looked at
_META_LINE = 160  # characters; a longer block is prose


def dates_of(
    page: Outline,
    url: str,
    metas: Mapping[str, str],
    title_element: int,
    listed: Container[int],
    where: Sequence[LinkPosition],
) -> dict[FactSource, str]:
    """Return every publication date a page gives, by place; `listed` are texts of list items."""
    out: dict[FactSource, str] = {}
    visible = _visible(page, title_element, listed, where)
    if visible is not None:
        out[FactSource.VISIBLE] = visible
    tag = moment_of(metas.get("pubdate", ""))
    if tag is not None:
        out[FactSource.TAG] = tag
    structured = _structured(page, metas, listed)
    if structured is not None:
        out[FactSource.STRUCTURED] = structured
    digits = date_in_url(url)
    if digits is not None:
        out[FactSource.URL] = digits
    return out


def choose(dates: Mapping[FactSource, str]) -> tuple[str | None, FactSource | None]:
    """Return the date to report and where it was read."""
    order = (
        FactSource.VISIBLE,
        FactSource.TAG,
        FactSource.STRUCTURED,
        FactSource.LIST,
        FactSource.URL,
    )
    for place in order:
        if place in dates:
            return dates[place], place
    return None, None


def _visible(
    page: Outline, title_element: int, listed: Container[int], where: Sequence[LinkPosition]
) -> str | None:
    best: tuple[int, str] | None = None
    timed: dict[
        str, str
    ] = {}  # a table of 公开日期 says the day, the line below the title the time
    for rank, shown in _candidates(page, title_element, listed, where):
        if len(shown) > _DAY_CHARS:
            timed.setdefault(shown[:_DAY_CHARS], shown)
        if best is None or rank < best[0]:
            best = (rank, shown)
            if rank == 0:
                break
    if best is None and title_element >= 0:
        # Some sites print 发布时间 below the article: only a plain label is believed there.
        everywhere = _candidates(page, -1, listed, where)
        labelled = next((shown for rank, shown in everywhere if rank == 0), None)
        return labelled or in_pieces(page, page.text_range(title_element))
    return timed.get(best[1], best[1]) if best is not None else None


def _candidates(
    page: Outline, title_element: int, listed: Container[int], where: Sequence[LinkPosition]
) -> Iterator[tuple[int, str]]:
    """Yield (rank, date): 0 says it was published, 1 says date or time, 2 and 3 bare, 4 updated.

    A bare date above the title ranks below one under it.
    """
    positions = near_title(page, title_element)
    chars = 0
    first = page.text_range(title_element).start if title_element >= 0 else 0
    crumbs = _last_crumb(where, title_element)  # what stands above them is the page's head
    told = page.text_range(title_element).stop if title_element >= 0 else 1 << 60
    prose_seen = False  # behind it a bare 年月日 is a signature's: the day of writing
    for position in positions:
        text = page.texts[position]
        chars += len(text)
        if chars > _MAX_CHARS and title_element >= 0:
            return
        if position in listed or page.hidden[page.text_in[position]]:
            continue
        prose_seen = prose_seen or (position >= told and len(text) > _PROSE and "。" in text)
        if len(text) > 2000:
            continue
        prose = where[page.text_in[position]] is LinkPosition.ARTICLE
        bare = title_element >= 0 and (not prose or where[title_element] is LinkPosition.ARTICLE)
        if find_date(text) is None:  # most texts
            continue
        for found in islice(find_dates(text), _MOST_DATES):
            rank = _rank(page, position, text, found, bare=bare)
            if rank == 2 and prose_seen and _SIGNED.match(text):
                continue
            if rank == 2 and _in_title_of_other(page, position, text, found):
                continue
            if rank == 2 and position < first:
                if page.text_in[position] < crumbs or _is_clock(where, page, position, text, found):
                    continue
                rank = 3
            if rank is not None:
                yield rank, _with_time(page, position, text, found)


def _last_crumb(where: Sequence[LinkPosition], title_element: int) -> int:
    """Return the last element of a breadcrumb above the title, -1 without one."""
    above = range(title_element - 1, max(-1, title_element - _CRUMBS_NEAR), -1)
    return next((index for index in above if where[index] is LinkPosition.BREADCRUMB), -1)


def _is_clock(
    where: Sequence[LinkPosition], page: Outline, position: int, text: str, found: Shown
) -> bool:
    """Whether a bare date above the title is today's, as heads of pages show it."""
    in_menu = where[page.text_in[position]] is LinkPosition.NAVIGATION
    return in_menu or bool(_WEEKDAY.match(text, found.end))


def _in_title_of_other(page: Outline, position: int, text: str, found: Shown) -> bool:
    """Whether a date stands among the words of a link: the title of the next or last item."""
    holder = page.text_in[position]
    linked = page.tags[holder] == "a" or page.tags[page.parents[holder]] == "a"
    if linked and _OTHER_WORDS.search(text[: found.start] + "|" + text[found.end :]):
        return True
    before = page.texts[position - 1].strip() if position else ""
    return bool(_OTHER_ITEM.search(text[: found.start]) or _OTHER_ITEM.match(before))


def _with_time(page: Outline, position: int, text: str, found: Shown) -> str:
    """Add the time that stands in the next element beside a bare day."""
    if len(found.value) > 10 or text[found.end :].strip() or position + 1 >= len(page.texts):
        return found.value
    holders = page.text_in[position], page.text_in[position + 1]
    time = _TIME_ALONE.match(page.texts[position + 1])
    if time is None or len({page.block_of(h) for h in holders}) > 1:
        return found.value
    return f"{found.value} {int(time[1]):02d}:{time[2]}" + (f":{time[3]}" if time[3] else "")


def near_title(page: Outline, title_element: int) -> range:
    """Return the positions of the texts around the title; the whole page without a title."""
    if title_element < 0:
        return range(len(page.texts))
    inside = page.text_range(title_element)
    start, stop = inside.start - _BEFORE_TITLE, inside.stop + _AFTER_TITLE
    return range(max(0, start), min(len(page.texts), stop))


def _rank(page: Outline, position: int, text: str, found: Shown, *, bare: bool) -> int | None:
    before = _before(page, position, text[: found.start])
    if _BEST.search(before):
        return 0
    if _NOT_PUBLISHED.search(before[-14:]):
        return None
    if _PLAIN.search(before) and len(text) <= _META_LINE:
        return 1
    if _UPDATED.search(before):
        return 4
    if not bare or len(text) > _META_LINE:
        return None
    if found.start <= 3 and len(text) <= _LINE and _ON_ITS_LINE.match(text, found.end):
        return 2
    clear = len(text[: found.start].strip()) <= 30
    timed = len(found.value) > 10
    if clear and (_GLUED.match(text, found.end) or timed):
        return 2
    return None


def _before(page: Outline, position: int, own: str) -> str:
    """Return what stands before a date on its line, from the text before it if need be."""
    if own.strip() or position == 0:
        return own[-40:]
    previous = page.texts[position - 1]
    if len(previous) > 40 or not (_SHORT_LABEL.match(previous) or _ENDS_AS_LABEL.search(previous)):
        return own  # the title, or other words
    here, there = page.text_in[position], page.text_in[position - 1]
    near = page.parents[page.block_of(here)] == page.parents[page.block_of(there)] or (
        page.block_of(here) == page.block_of(there)
    )
    return f"{previous.rstrip()}" if near or previous.rstrip().endswith(("：", ":")) else own


def _structured(page: Outline, metas: Mapping[str, str], listed: Container[int]) -> str | None:
    for name in _STRUCTURED:
        if name not in metas:
            continue
        value = moment_of(metas.get(name, ""))
        if value is not None:
            return value
    for index in page.find("time"):
        if page.text_position(index) in listed:
            continue  # a list item's
        value = moment_of(page.get(index, "datetime"))
        if value is not None:
            return value
    for script in page.scripts:
        part = script[:200_000]
        found = _JSON.search(part)
        if found and not _JSON.search(part, found.end()):  # two are a list's
            value = moment_of(found[1] or found[2])
            if value is not None:
                return value
    return None
