from __future__ import annotations

import json

from model.page import (
    FactSource,
    ListItem,
    ListReading,
    ListState,
    Marks,
    PageFacts,
    PageKind,
    SiteTags,
)
from reports.page_json import page_json

CONTRACT = {
    *("url", "kind", "charset", "declared_charset", "title", "published", "published_from"),
    *("source", "column", "site", "marks", "tags", "items", "total_items", "total_pages"),
    *("newest", "links"),
}


def test_a_list_page_is_told_whole() -> None:
    items = (
        ListItem("甲", "http://a.example/1", "2026-11-01"),
        ListItem("乙", "http://a.example/2", None),
    )
    facts = PageFacts(
        url="http://a.example/",
        kind=PageKind.LIST,
        charset="gb18030",
        declared_charset="utf-8",
        title="通知",
        title_from=FactSource.TITLE,
        published="2026-11-01 08:30",
        published_from=FactSource.TAG,
        dates={FactSource.TAG: "2026-11-01 08:30"},
        site=SiteTags(name="清河区", domain="a.example", code="4201990001"),
        marks=Marks(icp="鄂ICP备00000000号"),
        tags={"SiteName": "清河区"},
        listing=ListReading(state=ListState.ITEMS, items=items, total_items=2, total_pages=1),
        links=12,
    )
    told = json.loads(json.dumps(page_json(facts)))
    assert set(told) >= CONTRACT
    assert told["kind"] == "list"
    assert told["published_from"] == "tag"
    assert told["site"] == {"name": "清河区", "domain": "a.example", "code": "4201990001"}
    assert told["marks"]["icp"] == "鄂ICP备00000000号"
    assert told["marks"]["police"] is None
    assert told["items"] == [
        {"title": "甲", "url": "http://a.example/1", "date": "2026-11-01"},
        {"title": "乙", "url": "http://a.example/2", "date": None},
    ]
    assert told["newest"] == "2026-11-01"
    assert told["declared_charset_wrong"] is True


def test_what_a_page_has_not_is_null() -> None:
    bare = PageFacts(
        url="http://a.example/", kind=PageKind.OTHER, charset="utf-8", declared_charset=None
    )
    told = page_json(bare)
    for key in ("title", "title_from", "published", "published_from", "source", "column", "newest"):
        assert told[key] is None
    assert told["items"] == []
