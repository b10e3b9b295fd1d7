"""Reading rules 读取规则 of the register: how to read one column where the program cannot.

A rule has parts, parted by `|`: items, link, date, date pattern; link and date are looked for
inside each item, and all but the first may be left out or empty. Each is CSS, or XPath 1.0 where
it begins with `/`, `./` or `(`. An XPath may also lead to a text or an attribute.

    ul.news > li | a | span.date                  the whole form
    ul.news > li | a                              the date is whatever date the item's text shows
    ul.news > li                                  the first link of each item
    //li[a] | a | ./i/@title | %d/%m/%Y           a date in an order nobody would guess
    data:/api/list?column=5                       the list stands in JSON or XML behind the page

A data address may be followed by the other parts, which then read what it answers; by itself the
answer is read without a rule: records of JCMS, or JSON by the usual names of its keys. Items that
begin with `$` are keys of a JSON answer (extract/rule_json.py).

A rule that matches nothing on a page that was read is broken: our fault, not the unit's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from extract.dates import date_in_url, month_day, on, read_date, relative_words, year_in_url
from extract.nesting import bounded
from extract.outline import collapse
from extract.rule_dates import date_by_pattern, pattern_fault
from extract.rule_form import DATA, Rule, is_xpath, parse_rule
from extract.rule_json import Record, is_json_path, json_fault, read_json
from model.page import ListItem
from model.url import absolute

if TYPE_CHECKING:
    from extract.rule_xpath import Tree

FORM = "条目 | 链接 | 日期 | 日期格式"
MOST_ITEMS = 2_000
"""Items of one page that are read; a rule that finds more has lost its list."""


def rule_fault(text: str) -> str:
    """Say what is wrong with a reading rule, "" when it can be used."""
    rule = parse_rule(text)
    if text.count("|") > 3 + text.lstrip().startswith(DATA):
        return f"“{text}”段数过多，应写成“{FORM}”"
    if text.lstrip().startswith(DATA):
        if not rule.data or absolute("http://a.cn/", rule.data) is None:
            return f"“{rule.data}”不是网址，数据地址应写成“data:网址”"
    elif not rule.items:
        return f"“{text}”没有写条目，应写成“{FORM}”"
    if is_json_path(rule.items):
        fault = json_fault(rule.items, rule.link, rule.date)
        if not rule.data:
            fault = f"“{rule.items}”是数据路径，前面要先写数据地址“data:网址 | ”"
        return fault or (pattern_fault(rule.pattern) if rule.pattern else "")
    for part in filter(None, (rule.items, rule.link, rule.date)):
        fault = _xpath_fault(part) if is_xpath(part) else _css_fault(part)
        if fault:
            return fault
    return pattern_fault(rule.pattern) if rule.pattern else ""


def read_by_rule(
    markup: str, base: str, text: str, *, seen_on: date | None = None
) -> tuple[ListItem, ...]:
    """Return the items a rule reads from `markup`; () if it matches nothing or is no rule."""
    rule = parse_rule(text)
    if not rule.items or rule_fault(text):
        return ()
    if is_json_path(rule.items):
        records = read_json(markup, rule.items, rule.link, rule.date, MOST_ITEMS)
        made = [_item(_of_record(r), rule, base, seen_on) for r in records if r.href]
        return tuple(item for item in made if item is not None)
    apart = [part for part in (rule.items, rule.link, rule.date) if part]
    try:
        if any(map(is_xpath, apart)):
            from extract.rule_xpath import tree_of  # 7 MB that few sites need

            tree = tree_of(bounded(markup))
            items = tree.find(rule.items)[:MOST_ITEMS] if tree else []
            found = [_by_xpath(tree, item, rule) for item in items] if tree else []
        else:
            page = LexborHTMLParser(bounded(markup))
            found = [_by_css(node, rule) for node in page.css(rule.items)[:MOST_ITEMS]]
    except (SelectolaxError, ValueError):
        return ()
    out = [_item(one, rule, base, seen_on) for one in found if one is not None]
    return tuple(item for item in out if item is not None)


@dataclass(frozen=True, slots=True)
class _Found:
    """What an item shows, before anything is made of it; `date` None: no place for it."""

    href: str
    text: str
    written: str
    date: str | None


def _of_record(record: Record) -> _Found:
    return _Found(record.href, record.title, "", record.date)


def _css_fault(part: str) -> str:
    try:
        LexborHTMLParser("<p></p>").css(part)
    except SelectolaxError:
        return f"“{part}”不是有效的 CSS 选择器或 XPath，读取规则应写成“{FORM}”"
    return ""


def _by_css(node: LexborNode, rule: Rule) -> _Found | None:
    link = node if node.tag == "a" else node.css_first(rule.link or "a[href]")
    if link is None:
        return None
    place = node.css_first(rule.date) if rule.date else node
    return _Found(
        link.attributes.get("href") or "",
        link.text(deep=True),
        link.attributes.get("title") or "",
        None if place is None else place.text(deep=True, separator=" "),
    )


def _xpath_fault(part: str) -> str:
    from extract.rule_xpath import xpath_fault  # 7 MB that few sites need

    return xpath_fault(part)


def _by_xpath(tree: Tree, item: Any, rule: Rule) -> _Found | None:
    link = tree.first(item, rule.link or "a[href]", itself="a")
    if link is None:
        return None
    place = tree.first(item, rule.date) if rule.date else item
    return _Found(
        link if isinstance(link, str) else link.get("href") or "",
        tree.text(item if isinstance(link, str) else link),
        "" if isinstance(link, str) else link.get("title") or "",
        None if place is None else tree.text(place, " "),
    )


def _item(found: _Found, rule: Rule, base: str, seen_on: date | None) -> ListItem | None:
    url = absolute(base, found.href)
    written = collapse(found.written)
    title = collapse(found.text) or written
    if title.endswith(("…", "...")) and written:
        title = written
    if url is None or not title:
        return None
    said = None if found.date is None else collapse(found.date)
    shown = _date(said, rule, url, seen_on)
    words = relative_words(said) if said and shown is None and not rule.pattern else ""
    return ListItem(title, url, shown, words)


def _date(text: str | None, rule: Rule, url: str, seen_on: date | None) -> str | None:
    if text is None:
        return None
    if rule.pattern:
        return date_by_pattern(text, rule.pattern, url)
    shown = read_date(text, seen_on=seen_on)
    if shown is not None or not rule.date:
        return shown
    pair = month_day(text)
    year = year_in_url(url) if pair else None
    return on(year, *pair) if pair and year else None if text else date_in_url(url)
