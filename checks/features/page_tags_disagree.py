"""Page tags that say something else than the page (网页标签与实际不符).

Finds
    Page tags that are there and contradict what is known: `SiteDomain` against the host that
    answered, `SiteIDCode` against the 网站标识码 printed on the same page, `PubDate` against
    the publishing day the article shows its reader, `ArticleTitle` against its heading. One
    finding per tag, with all pages that disagree.

Why
    国办发〔2017〕47号 asks for the tags so that search and collection can rely on them; a tag
    copied from another site or page misleads both.

Judges
    FAIL            the domain or the code is another one
    SUSPECT         the day or the title is another one: our reading of the page may err
    NOT_JUDGED      no page has both sides to compare; the site was asked by a bare address

Remedy
    Correct the template that fills the tag.

Units
    Pages; days in China time. A domain is compared without `www.`; a tag that names the parent
    domain of the host agrees, and of several names in one tag one must.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from checks.columns import day_of
from checks.evidence import Whole, site
from checks.found import fail, silent, suspect, unjudged
from checks.registry import NoOptions, check
from checks.same_title import folded
from model.finding import Finding, Place, Verdict
from model.page import FactSource, PageFacts

_ADDRESS = re.compile(r"[\d.]+|\[?[0-9a-f:]+\]?|localhost", re.IGNORECASE)
_SEVERAL = re.compile(r"[\s,;|，；、]+")
_Sides = tuple[str, str] | None  # what the tag says, what the page shows


@check(title="网页标签与实际不符", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield one verdict for each of the four tags."""
    yield _one(whole, "SiteDomain", _domain, "实际域名", certain=True)
    yield _one(whole, "SiteIDCode", _code, "页脚网站标识码", certain=True)
    yield _one(whole, "PubDate", _day, "页面所示发布日期", certain=False)
    yield _one(whole, "ArticleTitle", _title, "页面标题", certain=False)


def _one(
    whole: Whole, tag: str, sides: Callable[[PageFacts], _Sides], against: str, *, certain: bool
) -> Finding:
    compared, wrong = 0, []
    for page in whole.evidence.pages:
        both = sides(page)
        if both is None:
            continue
        compared += 1
        if both[0] != both[1]:
            wrong.append((page.url, *both))
    if not compared:
        return unjudged(tag, f"没有可以核对标签 {tag} 与{against}的页面，未判定")
    if not wrong:
        return silent(tag, Verdict.OK)
    url, said, shown = wrong[0]
    return (fail if certain else suspect)(
        tag,
        f"{compared}个页面中有{len(wrong)}个的标签 {tag} 与{against}不一致，"
        f"如标签为“{said}”、实际为“{shown}”" + ("" if certain else "，请核实"),
        places=tuple(Place(at, "", "") for at, *_ in wrong),
        tag=tag,
        example=url,
        said=said,
        shown=shown,
        pages_checked=compared,
        pages_wrong=len(wrong),
    )


@lru_cache(maxsize=64)
def _host(begins: str) -> str:
    """Return the host of an address of which the path is cut off: few for very many pages."""
    return (urlsplit(begins).hostname or "").lower()


def _domain(page: PageFacts) -> _Sides:
    said = (page.site.domain or "").strip().lower()
    if not said:
        return None
    end = page.url.find("/", len("https://"))
    host = _host(page.url[:end] if end > 0 else page.url)
    if not host or _ADDRESS.fullmatch(host):
        return None
    bare = host.removeprefix("www.")
    for name in filter(None, _SEVERAL.split(said)):
        name = name.split("://")[-1].split("/")[0].split(":")[0].removeprefix("www.")
        if bare == name or bare.endswith(f".{name}"):
            return (said, said)
    return (said, bare)


def _code(page: PageFacts) -> _Sides:
    said, shown = (page.site.code or "").strip().lower(), page.marks.code
    return (said, shown) if said and shown else None


def _day(page: PageFacts) -> _Sides:
    said = day_of(page.dates.get(FactSource.TAG))
    shown = day_of(page.dates.get(FactSource.VISIBLE))
    return (said.isoformat(), shown.isoformat()) if said and shown else None


def _title(page: PageFacts) -> _Sides:
    said, shown = page.tags.get("ArticleTitle", ""), page.title or ""
    if not said.strip() or page.title_from not in (FactSource.TAG, FactSource.HEADING):
        return None
    if page.title_from is FactSource.TAG or folded(said) in folded(shown):
        return (shown, shown)
    return (said, shown)
