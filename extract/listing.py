"""What one list page lists 列表: its items with dates, its pager, or why nothing could be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.addresses import resolve
from extract.app_shells import frames, is_shell, needs_script, same_host
from extract.data_lists import data_markup, is_data, total_in_data
from extract.emptiness import drawn_by_script, empty_places, says_empty, shows_content
from extract.feeds import feed_markup
from extract.groups import Group, grouped, main_group, undated_group
from extract.outline import Outline, outline
from extract.pagers import Pager, pager_of
from extract.positions import positions
from extract.records import commented_markup, next_group, record_markup
from extract.rows import Row, item_of, rows_of
from extract.rule_form import data_address, parse_rule
from extract.rules import read_by_rule
from extract.script_signs import shows_drawing, unknown_script
from model.page import LinkPosition, ListItem, ListReading, ListState
from model.relative_day import MONTH_DAY
from model.url import host

_MOST_LINKS = 8_000  # of a page, looked at for lists
_FEW_TEXTS = 40  # header and footer around a frame
_MOST_ITEM_CHARS = 400  # of an item with its summary
_FEWEST_ROWS = 2  # dated rows that make a list where nothing else says it is one


@dataclass(slots=True)
class Lists:
    """The lists of a page before anybody decides what kind of page it is."""

    page: Outline
    base: str
    where: list[LinkPosition]
    links: list[int]
    pager: Pager
    groups: list[Group] = field(default_factory=list)
    main: Group | None = None
    drawn: bool = False  # a browser draws this list from records or data: its links are links

    @property
    def dated_rows(self) -> int:
        """The number of rows of the page's own list."""
        return len(self.main.rows) if self.main is not None else 0

    def row_texts(self) -> set[int]:
        """Return the text positions of rows: their dates belong to items, not to the page."""
        rows = [
            row
            for group in self.groups
            for row in group.rows
            if len(group.rows) >= 3 or (group.aside and self._is_item(row))
        ]
        # The date of a definition list stands beside the element of the link.
        shown = {row.shown for row in rows}
        return shown.union(*(self.page.text_range(row.element) for row in rows))

    def _is_item(self, row: Row) -> bool:
        """Whether a row is no more than an item: the column that holds an article is none."""
        texts = self.page.texts
        said = (len(texts[k]) for k in self.page.text_range(row.element))
        return sum(said) <= _MOST_ITEM_CHARS


def find_lists(page: Outline, url: str, base: str, where: list[LinkPosition]) -> Lists:
    """Find every group of dated rows and the pager."""
    links = page.gather(_anchors, "a")[:_MOST_LINKS]
    lists = Lists(page, base, where, links, pager_of(page, url, base, links))
    lists.groups = grouped(page, rows_of(page, links, where), where)
    lists.main = main_group(lists.groups)
    return lists


def _anchors(page: Outline, among: Iterable[int]) -> list[int]:
    elements = page.elements
    return [i for i in among if elements[i].attributes.get("href")]


def hidden_lists(lists: Lists, markup: str, url: str) -> Lists | None:
    """Return the lists inside JCMS records, or inside a comment where nothing else is listed."""
    inner, held = record_markup(markup) if markup.lstrip()[:1] == "<" else None, markup
    if inner is None and lists.dated_rows < _FEWEST_ROWS:
        found = ((record_markup(script), script) for script in lists.page.scripts)
        inner, held = next(((f, s) for f, s in found if f is not None), (None, ""))
        drawn, whole = inner is not None, False
        inner = inner or commented_markup(lists.page.comments)
    else:
        drawn = whole = inner is not None
    if inner is None:
        return None
    page = outline(inner)
    within = find_lists(page, url, lists.base, positions(page))
    if within.main is None or (not whole and within.dated_rows <= lists.dated_rows):
        return None
    within.drawn = drawn
    total, pages = _record_totals(markup, lists.pager)
    group = _group(held if drawn else "", lists.base)
    if host(group) != host(url) or within.dated_rows >= (total or _MOST_LINKS):
        group = ""
    within.pager = Pager(lists.pager.pages, total, pages, group)
    return within


def data_lists(lists: Lists, text: str) -> Lists | None:
    """Return the list that a script of the page, a JSON answer or a feed holds as data."""
    feed = feed_markup(text)
    answer = feed is not None or is_data(text)
    inner = data_markup((text,), fewest=1) if answer else data_markup(lists.page.scripts)
    inner = feed or inner
    if inner is None:
        return None
    page = outline(inner)
    within = find_lists(page, "", lists.base, positions(page))
    if within.main is None or within.dated_rows < (1 if answer else _FEWEST_ROWS):
        return None
    within.drawn = True
    total = total_in_data(text) if answer else None
    shown = lists.pager
    within.pager = Pager(shown.pages, shown.total_items or total, shown.total_pages)
    return within


def list_reading(lists: Lists, *, whole_page: bool) -> ListReading:
    """Return the items of the page's own list, or of all lists of a home page (`whole_page`)."""
    if whole_page:
        rows = [row for group in lists.groups for row in group.rows]
    else:
        rows = list(lists.main.rows) if lists.main is not None else []
    items = _items(lists, rows)
    if any(item.date for item in items):
        return _reading(lists, ListState.ITEMS, items)
    if whole_page and not items:
        return missing_reading(lists)
    if items:
        why = "所列信息的日期缺少年份，无法确定发布时间"
        words = next((item.words for item in items if item.words), "")
        if words and not MONTH_DAY.fullmatch(words):
            why = "所列信息只注明“3天前”一类相对时间，按监测当日推算"
        if "/" in words:
            why = f"所列信息的日期（如“{words}”）分不清哪个是月、哪个是日，无法确定发布时间"
        return _reading(lists, ListState.UNDATED, items, why)
    return missing_reading(lists)


SCRIPTED = "列表由脚本生成，不运行浏览器无法读取"


def missing_reading(lists: Lists) -> ListReading:
    """Say why a list page gives no dated item: script, no dates, really empty, or no list."""
    page, where = lists.page, lists.where
    places = empty_places(page, where)
    undated = undated_group(page, lists.links, where)
    if undated is not None and (not places or not undated.aside):
        items = _items(lists, list(undated.rows))
        return _reading(lists, ListState.UNDATED, items, f"列出{len(items)}条信息，均未注明日期")
    if drawn_by_script(page, places):
        return _reading(lists, ListState.SCRIPTED, (), SCRIPTED)
    said = says_empty(page, where)
    inner = () if said else frames(page, lists.base, where)
    if inner:
        return _framed_reading(inner)
    if not said and places and shows_drawing(page, places):
        return _reading(lists, ListState.SCRIPTED, (), SCRIPTED)
    fills = is_shell(page) or not (said or (not places and shows_content(page, where)))
    if fills and needs_script(page):
        return _reading(lists, ListState.SCRIPTED, (), SCRIPTED)
    unknown = unknown_script(page) if places and not said else ""
    if unknown:
        reason = f"列表区域没有内容，但页面引用的脚本“{unknown}”可能会填入信息，无法判断是否空白"
        return _reading(lists, ListState.SCRIPTED, (), reason)
    if places or said:
        return _reading(lists, ListState.EMPTY, (), "列表区域没有任何信息")
    return ListReading(state=ListState.NOT_A_LIST, reason="页面没有信息列表")


def _framed_reading(frames: tuple[str, ...]) -> ListReading:
    """Point to the frame: read as a further page of the list where there is but one."""
    return ListReading(
        state=ListState.SCRIPTED,
        pager=frames if len(frames) == 1 else (),
        reason="列表在内嵌的页面里，本页未能读取",
    )


def shell_reading(lists: Lists) -> ListReading | None:
    """Return that a page is nothing until a script or a frame has run, None for any other page."""
    if is_shell(lists.page):
        return _reading(lists, ListState.SCRIPTED, (), SCRIPTED)
    if len(lists.page.texts) > _FEW_TEXTS:
        return None
    inner = frames(lists.page, lists.base, lists.where)
    own = [address for address in inner if same_host(address, lists.base)]
    return _framed_reading(tuple(own)) if len(own) == len(inner) == 1 else None


def main_is_scripted(lists: Lists) -> bool:
    """Whether the page's own list is drawn by script and only a side list could be read."""
    if lists.main is None or not lists.main.aside:
        return False
    places = empty_places(lists.page, lists.where)
    return bool(places) and drawn_by_script(lists.page, places)


def rule_reading(lists: Lists, markup: str, rule: str, url: str) -> ListReading:
    """Return what the register's rule reads; RULE_BROKEN if it reads nothing.

    A page whose list stands at a data address points there: it is read as a further page.
    """
    address = data_address(rule, url)
    if address is not None and address != url:
        reason = "列表数据在名录登记的数据地址，本次未能读取"
        return ListReading(state=ListState.SCRIPTED, pager=(address,), reason=reason)
    if address is not None and not parse_rule(rule).items:
        reading = list_reading(data_lists(lists, markup) or lists, whole_page=False)
        if reading.items:
            return reading
    items = read_by_rule(markup, lists.base, rule)
    if not items:
        reason = f"规则失效：登记的读取规则“{rule}”没有读到任何条目，请核对规则"
        return _reading(lists, ListState.RULE_BROKEN, (), reason)
    if not any(item.date for item in items):
        return _reading(lists, ListState.UNDATED, items, "按规则读到的条目均未注明日期")
    return _reading(lists, ListState.ITEMS, items)


def _items(lists: Lists, rows: list[Row]) -> tuple[ListItem, ...]:
    out: dict[tuple[str, str], ListItem] = {}
    for row in rows:
        item = item_of(lists.page, row, lists.base)
        if item is not None:
            out.setdefault((item.url, item.title), item)
    return tuple(out.values())


def _reading(
    lists: Lists, state: ListState, items: tuple[ListItem, ...], reason: str = ""
) -> ListReading:
    return ListReading(
        state=state,
        items=items,
        total_items=lists.pager.total_items,
        total_pages=lists.pager.total_pages,
        pager=(*lists.pager.pages, *([lists.pager.group] if lists.pager.group else ())),
        reason=reason,
    )


def _record_totals(markup: str, pager: Pager) -> tuple[int | None, int | None]:
    """Return total items and pages of a JCMS answer, else what the page shows."""
    return (
        _between(markup, "totalrecord") or pager.total_items,
        _between(markup, "totalpage") or pager.total_pages,
    )


def _group(text: str, base: str) -> str:
    written = next_group(text)
    return (resolve(base, written) or "") if written else ""


def _between(markup: str, name: str) -> int | None:
    start = markup.find(f"<{name}>")
    if start < 0:
        return None
    digits = markup[start + len(name) + 2 : start + len(name) + 14].split("<", 1)[0].strip()
    return int(digits) if digits.isdecimal() else None
