"""Reading one page: from bytes to facts and links, with one parse; never raises on any bytes."""

from __future__ import annotations

from dataclasses import dataclass

from extract.decode import decode
from extract.links import links_of
from extract.outline import collapse, outline
from extract.positions import positions
from extract.tags import metas_of, page_tags, site_tags
from model.page import FactSource, Link, PageFacts, PageKind


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page says, and what it links to."""

    facts: PageFacts
    links: tuple[Link, ...]


def read_page(
    body: bytes, url: str, *, content_type: str = "", rule: str = "", is_home: bool = False
) -> PageReading:
    """Return the facts and links of one page.

    `content_type` is the HTTP header; `rule` the register's reading rule (extract/rules.py).
    """
    decoded = decode(body, content_type)
    page = outline(decoded.text)
    links = links_of(page, url, positions(page))
    tags = page_tags(metas_of(page))
    titles = page.find("title")
    title = tags.get("ArticleTitle") or (page.text(titles[0]) if titles else "")
    facts = PageFacts(
        url=url,
        kind=PageKind.HOME if is_home else PageKind.OTHER,
        charset=decoded.charset,
        declared_charset=decoded.declared,
        invalid_bytes=decoded.invalid_bytes,
        title=collapse(title) or None,
        title_from=FactSource.TAG
        if tags.get("ArticleTitle")
        else FactSource.TITLE
        if title
        else None,
        column=tags.get("ColumnName"),
        site=site_tags(tags),
        tags=tags,
        links=len(links),
    )
    return PageReading(facts, links)
