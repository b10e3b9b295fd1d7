"""page_json: what `xunjian read --json` prints of one page. A contract (DESIGN 6)."""

from __future__ import annotations

from model.page import ListItem, Marks, PageFacts


def page_json(facts: PageFacts) -> dict[str, object]:
    """Return the facts as plain JSON values; None where the page has none."""
    listing = facts.listing
    return {
        "url": facts.url,
        "kind": facts.kind.value,
        "charset": facts.charset,
        "declared_charset": facts.declared_charset,
        "declared_charset_wrong": facts.charset_lies,
        "invalid_bytes": facts.invalid_bytes,
        "title": facts.title,
        "title_from": facts.title_from.value if facts.title_from else None,
        "published": facts.published,
        "published_from": facts.published_from.value if facts.published_from else None,
        "published_words": facts.published_words or None,
        "dates": {place.value: shown for place, shown in facts.dates.items()},
        "source": facts.source,
        "source_scripted": facts.source_scripted,
        "column": facts.column,
        "breadcrumb": list(facts.breadcrumb),
        "site": {
            "name": facts.site.name,
            "domain": facts.site.domain,
            "code": facts.site.code,
        },
        "marks": _marks(facts.marks),
        "tags": dict(facts.tags),
        "list": {"state": listing.state.value, "reason": listing.reason or None},
        "items": [_item(item) for item in listing.items],
        "total_items": listing.total_items,
        "total_pages": listing.total_pages,
        "pager": list(listing.pager),
        "newest": listing.newest,
        "links": facts.links,
    }


def _item(item: ListItem) -> dict[str, object]:
    told: dict[str, object] = {"title": item.title, "url": item.url, "date": item.date}
    return told | {"shown": item.words} if item.words else told


def _marks(marks: Marks) -> dict[str, object]:
    return {
        "icp": marks.icp,
        "police": marks.police,
        "code": marks.code,
        "organizer": marks.organizer,
        "undertaker": marks.undertaker,
        "contact": marks.contact,
        "emblem": marks.emblem,
        "jiucuo_url": marks.jiucuo_url,
        "jiucuo_code": marks.jiucuo_code,
        "sitemap_url": marks.sitemap_url,
        "unreadable": marks.unreadable,
    }
