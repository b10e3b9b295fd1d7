"""Reading one page: from bytes to facts and links, with one parse; never raises on any bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extract.article_text import article_text
from extract.breadcrumbs import breadcrumb_of, column_of
from extract.decode import Decoded, decode
from extract.fields import fields_of
from extract.hidden_links import hidden_links
from extract.kinds import Signs, kind_of_page
from extract.links import base_of, links_of
from extract.listing import (
    data_lists,
    find_lists,
    hidden_lists,
    list_reading,
    main_is_scripted,
    missing_reading,
    rule_reading,
    shell_reading,
)
from extract.marks import marks_of
from extract.odd import outline_of
from extract.offers import article_offers, home_offers
from extract.pagers import drawn_links
from extract.positions import positions
from extract.published import choose, dates_of, near_title
from extract.sources import source_of
from extract.tags import metas_of, page_tags, site_tags
from extract.titles import home_title, title_of
from extract.told_dates import told_near_title
from model.page import FactSource, Link, ListReading, ListState, PageFacts, PageKind

_NO_LIST = ListReading(state=ListState.NOT_A_LIST, reason="页面没有信息列表")
_PROVEN = frozenset({FactSource.VISIBLE, FactSource.TAG, FactSource.STRUCTURED})
_NO_DATES: frozenset[str] = frozenset()
_NOTHING_READ = frozenset({ListState.NOT_A_LIST, ListState.EMPTY, ListState.SCRIPTED})


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page says, and what it links to."""

    facts: PageFacts
    links: tuple[Link, ...]
    text: str = ""  # what its author wrote, one line a block (extract/article_text.py)


def read_page(
    body: bytes, url: str, *, content_type: str = "", rule: str = "", is_home: bool = False
) -> PageReading:
    """Return the facts and links of one page.

    `content_type` is the HTTP header; `rule` the register's reading rule (extract/rules.py).
    """
    return _Reading(decode(body, content_type), url, rule, is_home=is_home).result()


class _Reading:
    """The steps of one reading, in order; each uses what the earlier ones found."""

    def __init__(self, decoded: Decoded, url: str, rule: str, *, is_home: bool) -> None:
        self.decoded = decoded
        self.url = url
        self.rule = rule
        self.page = outline_of(decoded.text)
        self.page.charset = decoded.charset
        self.where = positions(self.page)
        self.base = base_of(self.page, url)
        self.links = links_of(self.page, self.base, self.where)
        self.metas = metas_of(self.page)
        self.tags = page_tags(self.metas)
        self.lists = find_lists(self.page, url, self.base, self.where)
        hidden = hidden_lists(self.lists, decoded.text, url)
        self.breadcrumb = breadcrumb_of(self.page, self.where)
        named = column_of(self.tags, self.breadcrumb, self.tags.get("ArticleTitle"))
        self.title = title_of(self.page, self.tags, self.where, named)
        self.listed = self.lists.row_texts()
        element = self.title.element
        self.dates = dates_of(self.page, url, self.metas, element, self.listed, self.where)
        self.words = ""
        if FactSource.VISIBLE not in self.dates and self.title.element >= 0:
            told = tuple(self.dates.values())
            day, self.words = told_near_title(
                self.page,
                near_title(self.page, self.title.element),
                self.page.text_range(self.title.element),
                self.listed,
                told,
            )
            if day is not None:
                self.dates = {FactSource.VISIBLE: day, **self.dates}
        self.kind = kind_of_page(self._signs(records=hidden is not None), is_home=is_home)
        if self.kind is PageKind.HOME and self.title.read_from is FactSource.HEADING:
            self.title = home_title(self.page, self.title)
        self.lists = hidden or self.lists
        self.listing = self._listing()
        if self.lists.drawn and self.kind is PageKind.LIST:
            inner = base_of(self.lists.page, self.base)
            drawn = links_of(self.lists.page, inner, self.lists.where)
            self.links = tuple(dict.fromkeys((*self.links, *drawn)))
        if self.listing.pager and self.kind is PageKind.LIST:
            shown = frozenset(link.url for link in self.links)
            drawn_by = tuple(a for a in self.listing.pager if a != self.lists.pager.group)
            self.links += drawn_links(drawn_by, url, shown)

    def _signs(self, *, records: bool) -> Signs:
        main = self.lists.main
        return Signs(
            url=self.url,
            tags=self.tags,
            dates=self.dates,
            words=self.words,
            dated_rows=self.lists.dated_rows,
            aside=main is not None and main.aside,
            has_pager=self.lists.pager.found,
            breadcrumbs=len(self.breadcrumb),
            last_crumb=self.breadcrumb[-1] if self.breadcrumb else "",
            named_by_crumb=self.breadcrumb[-1:] == (self.title.text,),
            titled=self.title.element >= 0,
            records=records,
            row_dates=frozenset(row.date for row in main.rows if row.date) if main else _NO_DATES,
        )

    def _listing(self) -> ListReading:
        if self.rule:
            self.kind = PageKind.LIST
            return rule_reading(self.lists, self.decoded.text, self.rule, self.url)
        if self.kind is PageKind.ARTICLE:
            return _NO_LIST
        reading = self._shown_list()
        if reading.state not in _NOTHING_READ:
            return reading
        data = data_lists(self.lists, self.decoded.text)
        if data is None:
            return reading
        if self.kind is PageKind.OTHER:
            self.kind = PageKind.LIST
        self.lists = data
        return list_reading(data, whole_page=False)

    def _shown_list(self) -> ListReading:
        if self.kind is PageKind.HOME:
            return list_reading(self.lists, whole_page=True)
        if self.kind is not PageKind.LIST:
            return shell_reading(self.lists) or _NO_LIST
        scripted = main_is_scripted(self.lists)
        reading = (
            missing_reading(self.lists) if scripted else list_reading(self.lists, whole_page=False)
        )
        if reading.state is ListState.NOT_A_LIST:
            self.kind = PageKind.OTHER
        return reading

    def _source(self) -> tuple[str | None, bool]:
        shown = self.dates.get(FactSource.VISIBLE)
        return source_of(self.page, self.title.element, self.where, shown, self.url)

    def _fields(self) -> dict[str, str]:
        if self.kind is PageKind.HOME:
            charset = self.decoded.charset
            where, metas = self.where, self.metas
            return home_offers(self.page, where, metas, self.links, self.url, charset)
        labelled = fields_of(self.page, self.where, self.kind)
        if self.kind is PageKind.ARTICLE or labelled:
            markup = self.decoded.text
            labelled |= article_offers(self.page, self.where, self.links, labelled, markup)
        return labelled

    def result(self) -> PageReading:
        """Return the facts and links."""
        article = self.kind is PageKind.ARTICLE
        dates = self.dates if article else {}
        published, published_from = choose(dates)
        source, scripted = self._source() if article else (None, False)
        # A list page is often called like its column, which is the last crumb then.
        title = self.title.text if self.kind is not PageKind.LIST else None
        column = column_of(self.tags, self.breadcrumb, title)
        facts = PageFacts(
            url=self.url,
            kind=self.kind,
            charset=self.decoded.charset,
            declared_charset=self.decoded.declared,
            invalid_bytes=self.decoded.invalid_bytes,
            title=self.title.text,
            title_from=self.title.read_from,
            published=published,
            published_from=published_from,
            published_words=self.words if article and not _PROVEN.intersection(dates) else "",
            dates=dates,
            source=source,
            source_scripted=scripted,
            column=column,
            breadcrumb=self.breadcrumb,
            site=site_tags(self.tags),
            marks=marks_of(self.page, self.where, self.links),
            tags=self.tags,
            listing=self.listing,
            links=len(self.links),
            fields=self._fields(),
            hidden_links=hidden_links(self.page, self.url),
        )
        element = self.title.element
        text = article_text(self.page, self.where, self.listed, element, self.kind)
        return PageReading(facts, self.links, text)
