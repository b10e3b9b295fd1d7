"""The saved real pages: a table of right and wrong per field, every miss printed (run with -s)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from extract.decode import decode
from extract.page import read_page
from model.page import PageFacts

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
PAGES = CORPUS / "pages"
ENCODINGS = CORPUS / "protocol" / "cjk_encodings"
UNKNOWN = "http://www.example.gov.cn/column/page"  # the page's own address was not kept
GOALS = {"charset": 1.0, "title": 0.98, "day": 0.98, "minute": 0.95, "source": 0.95, "list": 1.0}

WHY = {
    ("zh_zsnews_1", "day"): "the page shows 发布日期：2019-03-06, which the manifest overlooks",
    ("zh_mh_66211fc4", "day"): "the date stands bare below a long text, 300 texts from the title",
    ("zh_mh_66211fc4", "minute"): "the same",
    ("zh_mh_66211fc4", "kind"): "without its date nothing says that it is an article",
    ("proto_wuan_home", "kind"): "a prototype at an address that is not a home page's",
    ("proto_wuan_home", "site_name"): "the prototype has no SiteName tag to read it from",
}
UNSAID = {
    "source": "no label and no class says that the words beside the date are a source",
    "kind": "the page's own address was not kept, which tells home and list pages",
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not PAGES.is_dir(), reason="the saved pages are not here"),
]

Check = tuple[str, object, object]


def entries(name: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of a manifest."""
    for line in (PAGES / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def read(entry: Mapping[str, Any]) -> PageFacts:
    """Read one saved page."""
    return read_page((PAGES / entry["file"]).read_bytes(), entry["url"] or UNKNOWN).facts


def bare(value: object) -> object:
    """White space inside a title or a number is no difference."""
    return "".join(value.split()) if isinstance(value, str) else value


def fields(facts: PageFacts) -> dict[str, object]:
    """What was read, under the manifest's names."""
    listing, marks = facts.listing, facts.marks
    return {
        "title": facts.title,
        "source": facts.source,
        "column": facts.column,
        "site_name": facts.site.name,
        "site_domain": facts.site.domain,
        "site_id_code": facts.site.code or marks.code,
        "icp": marks.icp,
        "police_record": marks.police,
        "organizer": marks.organizer,
        "undertaker": marks.undertaker,
        "total_records": listing.total_items,
        "total_pages": listing.total_pages,
    }


def checks(entry: Mapping[str, Any], facts: PageFacts) -> Iterator[Check]:
    """Yield (field, what was read, what stands on the page)."""
    charset = entry["charset"].removesuffix("-sig")
    yield "charset", facts.charset, charset
    yield "kind", facts.kind.value, entry["kind"]
    wanted, got = entry["expected"], fields(facts)
    for name in wanted.keys() & got.keys():
        yield name, got[name], wanted[name]
    if "pub_date" in wanted:
        shown, published = wanted["pub_date"] or "", facts.published or ""
        yield "day", published[:10], shown[:10]
        if len(shown) > 10:
            yield "minute", published[:16], shown[:16]
    if "source_contains" in wanted:
        yield "source", wanted["source_contains"] in (facts.source or ""), True
    for name, value in wanted.get("meta", {}).items():
        official = {tag.lower(): tag for tag in facts.tags}.get(name.lower())
        if official is not None:
            yield "tags", facts.tags[official], value
    yield from listed(entry, facts)


def listed(entry: Mapping[str, Any], facts: PageFacts) -> Iterator[Check]:
    """Yield the checks of list items."""
    wanted, items = entry["expected"], facts.listing.items
    dates = [item.date for item in items if item.date]
    if "item_count" in wanted:
        yield "list", len(items), wanted["item_count"]
    if "newest" in wanted:
        yield "list", facts.listing.newest, wanted["newest"]
    if "oldest" in wanted:
        yield "list", min(dates, default=None), wanted["oldest"]
    for name, place in (("first", 0), ("last", -1)):
        if name in wanted:
            item, want = items[place] if items else None, wanted[name]
            yield "list", item and item.title, want["title"]
            yield "list", item and item.date, want["date"]
            yield "list", item and item.url, urljoin(entry["url"] or UNKNOWN, want["href"])


def table(manifest: str, *, gov: bool) -> dict[str, float]:
    """Print the table of one manifest and return the share of right answers by field."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for entry in entries(manifest):
        if bool(entry["gov"]) is not gov:
            continue
        for field, got, want in checks(entry, read(entry)):
            if bare(got) == bare(want):
                right[field] += 1
            else:
                wrong[field] += 1
                why = WHY.get((Path(entry["file"]).stem, field), UNSAID.get(field, "not explained"))
                print(f"MISS {entry['file']} {field}: read {got!r}, shows {want!r} ({why})")
    print(f"\n{manifest}, {'government' if gov else 'other'} pages")
    for field in sorted(right.keys() | wrong.keys()):
        print(f"  {field:14}{right[field]:5} right{wrong[field]:5} wrong")
    return {f: right[f] / (right[f] + wrong[f]) for f in right.keys() | wrong.keys()}


@pytest.mark.parametrize("manifest", ["manifest.jsonl", "manifest_derived.jsonl"])
def test_government_pages(manifest: str) -> None:
    shares = table(manifest, gov=True)

    short = {f: s for f, s in shares.items() if s < GOALS.get(f, 0.8)}
    assert not short


def test_other_chinese_pages() -> None:
    shares = table("manifest.jsonl", gov=False)

    assert shares["charset"] == 1.0
    assert shares["title"] >= 0.9
    assert shares["day"] >= 0.95
    assert shares["minute"] >= 0.95
    assert shares["source"] >= 0.95


def test_declared_charsets_that_lie_are_said() -> None:
    lying = {e["file"]: read(e).charset_lies for e in entries("manifest_derived.jsonl")}

    for file, lies in lying.items():
        told_wrong = "decl_utf8_is_gbk" in file or "bom_utf8_decl_gbk" in file
        assert lies is told_wrong, file


@pytest.mark.parametrize(
    ("name", "charset"),
    [("gb2312", "gbk"), ("gbk", "gbk"), ("gb18030", "gb18030"), ("hz", "hz"), ("big5", "big5")],
)
def test_reference_texts(name: str, charset: str) -> None:
    if not ENCODINGS.is_dir():
        pytest.skip("the reference texts are not here")
    decoded = decode((ENCODINGS / f"{name}.txt").read_bytes())

    assert decoded.text == (ENCODINGS / f"{name}-utf8.txt").read_text("utf-8")
    assert (decoded.charset, decoded.invalid_bytes) == (charset, 0)
