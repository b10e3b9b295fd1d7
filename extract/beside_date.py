"""A source without a label: the words beside the publication date that name a body or a medium.

Only what says by itself that it is one is believed: the ending of its name, the site's own name,
a link to another site's home, or its place behind the dot that news sites put between date and
account. Columns, authors, places and counters stand there too. What the page also uses as a menu
entry or a crumb is a column, unless its ending can be no column's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from extract.column_kinds import kind_of
from extract.dates import find_date
from extract.discovery_units import unit_in
from extract.outline import Outline, collapse
from extract.titles import document_title, squeeze
from model.page import LinkPosition
from model.site import ColumnKind

_PARTS = re.compile(r"\s{2,}|[\t\r\n\xa0\u3000|｜丨·•()（）]")
_TIME_FIRST = re.compile(r"^[\s,，日]*(?:星期.|周.)?\s*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?[\s,，]*")
_EDGES = " :：;；,，-—/\\>＞《》[]【】"
# No column, author or place is called like this.
_MEDIUM = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|商报|青年报|都市报|证券报|经济报|导报|日報|晚報|時報|[\u4e00-\u9fff]{2}(?<![播通简公汇举申预年海战捷喜情警月季])[报報]|报社|報社|通讯社|新华社|新社|"
    r"中央社|电视台|广播台|电台|广播电视总?台|卫视|传媒|傳媒|融媒体?|融媒体中心|周刊|客户端|公众号|[\u4e00-\u9fffA-Z\d]{2}[网網]|网站|微博|"
    r"澎湃号|搜狐号|企鹅号|[报報刊网網](?:网络版|电子版|数字版|手机版|客户端))$"
)
# A column may be called like this too: 时政新闻, 信息发布.
_PERHAPS = re.compile(r"(?:新闻|新聞|发布|在线|财经|视频|广播|杂志|科技|体育|娱乐|频道)$")
_GENERAL = re.compile(
    r"^(?:时政|国内|国际|社会|体育|财经|经济|娱乐|科技|图片|热点|最新|本地|综合|教育|健康|军事|民生|文化|法治|部门|基层|乡镇|工作|政务|政策|"
    r"信息|权威|新闻|媒体|专题|视频|推荐|相关|今日|本站|本网|党建|廉政|焦点|滚动|新媒体|原创|地方|行业|要闻|公示|公告|通知|集中|统一|区县|县区|镇街|街镇|乡村|数据|服务|便民|办事|下载|会员|用户|个人|政府|公开|互联|"
    r"微信|新浪|腾讯|手机|电脑|返回|上|下载|官方|大|小)+"
    r"(?:新闻|新聞|发布|在线|财经|视频|广播|杂志|科技|体育|娱乐|频道|中心|要闻|动态|资讯|快讯|头条|[网網站]|网站|微博|公众号|客户端|电台)$"
)
_OTHER = re.compile(
    r"^(?:编辑|责编|责任|作者|记者|本报|通讯员|摄影|文[/／|]|图[/／|]|文字|阅读|浏览|点击|访问|人气|评论|分享|收藏|举报|打印|关闭|字体|字号|来自|"
    r"发布|发表|更新|时间|日期|标签|关键|栏目|分类|原创|转载|原标题|首页|网站首页|关注|订阅|今天|上一篇|下一篇|扫|视力|保护色|默认|[大中小+-]{1,3}$|第|"
    r"微信$|微博$|空间$|QQ|多云|晴|阴|网站管理员|管理员)|[。？！?!；]|[：:]|\d{3}"
)
_LABEL_AHEAD = re.compile(r"^来源\s{1,3}")
_BRACKET = re.compile(r"\([^()]{1,8}\)|（[^（）]{1,8}）|\[[^\[\]]{1,8}\]")
_DOT = re.compile(r"^\s*[·•]\s*$")
_SHORTEST, _LONGEST, _LONGEST_TEXT = 2, 25, 160
_MOST_TEXTS, _MOST_CHARS = 14, 160  # of what stands on the line of the date
_MENUS = frozenset({LinkPosition.NAVIGATION, LinkPosition.BREADCRUMB, LinkPosition.FOOTER})
_NEAR = 4  # texts before and after the date


def source_beside(
    page: Outline, near: range, title: range, where: list[LinkPosition], shown: str, url: str
) -> str | None:
    """Return the source beside the visible date `shown`, None where nothing there is one.

    `near` and `title` are the positions of the texts around the title and of the title itself.
    """
    stamp = _stamp(page, near, where, shown, title)
    if stamp < 0:
        return None
    line = _line(page, stamp, title)
    columns: set[str] | None = None
    for position in sorted(line, key=lambda k: (abs(k - stamp), k < stamp)):
        if abs(position - stamp) > _NEAR or position in title:
            continue
        if page.hidden[page.text_in[position]]:
            continue
        for part in _parts(page, position):
            if _OTHER.search(part):
                continue
            if columns is None:
                columns = _columns(page, where, url)
            if _is_source(page, position, part, columns, url) or (
                position == stamp + 2 and _after_dot(page, position, part, columns)
            ):
                return _whole(page, position, part)
    return None


def _stamp(page: Outline, near: range, where: list[LinkPosition], shown: str, title: range) -> int:
    """Return the text that shows the date, -1 where prose parts it from the title."""
    for position in near:
        text = page.texts[position]
        if position >= title.stop and len(text) > _LONGEST_TEXT:
            return -1
        if len(text) > _LONGEST_TEXT or page.hidden[page.text_in[position]]:
            continue
        found = find_date(text)
        if found is not None and found.value[:10] == shown[:10]:
            return position
    return -1


def _line(page: Outline, stamp: int, title: range) -> range:
    """Return the texts of the largest small element around the date."""
    index = page.text_in[stamp]
    line = page.text_range(index)
    for _ in range(4):
        index = page.parents[index]
        if index < 0 or page.tags[index] in {"body", "html"}:
            break
        wider = page.text_range(index)
        own = [k for k in wider if k not in title] if len(wider) <= 2 * _MOST_TEXTS else wider
        if len(own) > _MOST_TEXTS or sum(len(page.texts[k].strip()) for k in own) > _MOST_CHARS:
            break
        line = wider
    return line


def _parts(page: Outline, position: int) -> Iterator[str]:
    """Yield what may be a name in a text, without its date."""
    text = page.texts[position]
    if len(text) > _LONGEST_TEXT:
        return
    found = find_date(text)
    pieces = [text]
    if found is not None:
        pieces = [_TIME_FIRST.sub("", text[found.end :]), text[: found.start]]
    for piece in pieces:
        for part in _PARTS.split(piece):
            bare = part.strip(_EDGES if "[" not in part.strip()[1:] else " :：;；,，-—/\\>＞")
            bare = _LABEL_AHEAD.sub("", bare)
            if _SHORTEST <= len(bare) <= _LONGEST:
                yield bare


def _is_source(page: Outline, position: int, part: str, columns: set[str], url: str) -> bool:
    name = squeeze(re.sub(r"[\[【(（].{1,8}$", "", part))
    if _GENERAL.match(name):
        return False
    if unit_in(name) and len(name) >= 3:
        return name not in columns
    if _MEDIUM.search(name):
        return name not in columns or kind_of(name) is ColumnKind.OTHER
    if name in columns or kind_of(name) is ColumnKind.SERVICE:
        return False
    if _PERHAPS.search(name) and len(name) >= 4:
        return True
    return _is_own_name(page, name) or _leads_to_a_home(page, position, url)


def _after_dot(page: Outline, position: int, part: str, columns: set[str]) -> bool:
    """Whether a name stands behind the dot that parts it from the date: `2024-05-17 · 名称`."""
    return (
        bool(_DOT.match(page.texts[position - 1]))
        and 4 <= len(part) <= 20
        and part not in columns
        and not _GENERAL.match(part)
        and kind_of(part) in {ColumnKind.OTHER, ColumnKind.NEWS}
    )


def _is_own_name(page: Outline, name: str) -> bool:
    """Whether the end of `<title>` is this name: the site signs its own item."""
    whole = squeeze(document_title(page))
    at = whole.rfind(name)
    return len(name) >= 3 and at > 4 and whole[at - 1] in "_-|–—丨·" and len(whole) - at < 30


def _leads_to_a_home(page: Outline, position: int, url: str) -> bool:
    """Whether a text is the link to another site's home page."""
    holder = page.text_in[position]
    link = holder if page.tags[holder] == "a" else page.parents[holder]
    if link < 0 or page.tags[link] != "a":
        return False
    try:
        target, own = urlsplit(page.get(link, "href")), urlsplit(url)
    except ValueError:
        return False
    return bool(target.netloc) and target.netloc != own.netloc and target.path in {"", "/"}


def _columns(page: Outline, where: list[LinkPosition], url: str) -> set[str]:
    """Return what menus and crumbs of the site call its columns; not what leads to a home page."""
    out = set()
    for index in page.find("a"):
        if where[index] in _MENUS or page.get(index, "href").startswith("/"):
            if _home_like(page.get(index, "href"), url):
                continue
            text = page.text(index)
            if len(text) <= _LONGEST:
                out.add(squeeze(text))
    return out


def _home_like(href: str, url: str) -> bool:
    try:
        return urlsplit(href).path in {"", "/"} and not href.startswith(("#", "javascript"))
    except ValueError:
        return False


def is_name_of_body(name: str) -> bool:
    """Whether a name says by its ending that it is a body's or a medium's."""
    return bool(unit_in(name) or _MEDIUM.search(name)) and not _GENERAL.match(name)


def _whole(page: Outline, position: int, part: str) -> str:
    """Return the source as printed, with the bracket that belongs to it."""
    text = collapse(page.texts[position])
    behind = _BRACKET.match(text, max(0, text.find(part)) + len(part))
    return part + behind[0] if behind else part
