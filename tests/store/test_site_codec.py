from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from model.hidden import HiddenLink, Veil
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
from model.page_field import PageField
from store.site_codec import decode_facts, encode_facts

words = st.text(max_size=8)
maybe = st.none() | words
places = st.sampled_from(FactSource)
listings = st.builds(
    ListReading,
    state=st.sampled_from(ListState),
    items=st.lists(st.builds(ListItem, words, words, maybe), max_size=3).map(tuple),
    total_items=st.none() | st.integers(0, 9),
    total_pages=st.none() | st.integers(0, 9),
    pager=st.lists(words, max_size=2).map(tuple),
    reason=words,
)
facts = st.builds(
    PageFacts,
    url=words,
    kind=st.sampled_from(PageKind),
    charset=words,
    declared_charset=maybe,
    invalid_bytes=st.integers(0, 5),
    title=maybe,
    title_from=st.none() | places,
    published=maybe,
    published_from=st.none() | places,
    dates=st.dictionaries(places, words, max_size=3),
    source=maybe,
    source_scripted=st.booleans(),
    column=maybe,
    breadcrumb=st.lists(words, max_size=3).map(tuple),
    site=st.builds(SiteTags, name=maybe, domain=maybe, code=maybe),
    marks=st.builds(Marks, icp=maybe, emblem=st.booleans(), unreadable=st.booleans()),
    tags=st.dictionaries(words, words, max_size=3),
    listing=listings,
    links=st.integers(0, 99),
    fields=st.dictionaries(st.sampled_from([str(f) for f in PageField]), words, max_size=3),
    hidden_links=st.lists(
        st.builds(HiddenLink, words, words, st.sampled_from(Veil)), max_size=2
    ).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(facts)
def test_what_is_written_is_read_back(one: PageFacts) -> None:
    assert decode_facts(encode_facts(one)) == one


def test_an_empty_page_is_short_and_an_empty_source_is_not_an_absent_one() -> None:
    bare = PageFacts(url="u", kind=PageKind.OTHER, charset="utf-8", declared_charset=None)
    assert set(json.loads(encode_facts(bare))) == {
        "url",
        "kind",
        "charset",
        "declared_charset",
        "listing",
    }
    labelled = PageFacts(
        url="u", kind=PageKind.OTHER, charset="utf-8", declared_charset=None, source=""
    )
    assert decode_facts(encode_facts(labelled)).source == ""
