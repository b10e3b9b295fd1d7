"""Reading rules 读取规则 of the register: how to read one column where the program cannot.

A rule is CSS, parted by `|`: items, link, date; link and date are looked for inside each item.

    ul.news > li | a | span.date     the whole form
    ul.news > li | a                 the date is whatever date the item's text shows
    ul.news > li                     the first link of each item

A rule that is no CSS, or matches nothing on a page that was read, is broken: our fault, not
the unit's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from extract.dates import date_in_url, month_day, on, read_date, year_in_url
from extract.outline import collapse
from model.page import ListItem
from model.url import absolute


@dataclass(frozen=True, slots=True)
class Rule:
    """One reading rule, taken apart."""

    items: str
    link: str
    date: str


def parse_rule(text: str) -> Rule:
    """Take a rule apart; missing parts get their defaults."""
    parts = [p.strip() for p in text.split("|")]
    parts += [""] * (3 - len(parts))
    return Rule(parts[0], parts[1] or "a[href]", parts[2])


def read_by_rule(
    markup: str, base: str, text: str, *, seen_on: date | None = None
) -> tuple[ListItem, ...]:
    """Return the items a rule reads from `markup`; () if it matches nothing or is no CSS."""
    rule = parse_rule(text)
    try:
        tree = LexborHTMLParser(markup)
        out = [_item(node, rule, base, seen_on) for node in tree.css(rule.items)]
    except (SelectolaxError, ValueError):
        return ()
    return tuple(item for item in out if item is not None)


def _item(node: LexborNode, rule: Rule, base: str, seen_on: date | None) -> ListItem | None:
    link = node if node.tag == "a" else node.css_first(rule.link)
    if link is None:
        return None
    url = absolute(base, link.attributes.get("href") or "")
    written = collapse(link.attributes.get("title") or "")
    title = collapse(link.text(deep=True)) or written
    if title.endswith(("…", "...")) and written:
        title = written
    if url is None or not title:
        return None
    return ListItem(title, url, _date(node, rule, url, seen_on))


def _date(node: LexborNode, rule: Rule, url: str, seen_on: date | None) -> str | None:
    place = node.css_first(rule.date) if rule.date else node
    if place is None:
        return None
    text = collapse(place.text(deep=True, separator=" "))
    shown = read_date(text, seen_on=seen_on)
    if shown is not None or not rule.date:
        return shown
    pair = month_day(text)
    year = year_in_url(url) if pair else None
    return on(year, *pair) if pair and year else None if text else date_in_url(url)
