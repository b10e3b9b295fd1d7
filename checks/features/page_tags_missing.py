"""Page tags missing (网页标签缺失).

Finds
    Pages without one of the page tags (`<meta name=… content=…>`) that the guide demands:
    site tags on every page, column tags on list pages, article tags on articles. One finding
    per tag, with all pages that lack it.

Why
    国办发〔2017〕47号 demands the tags so that search and collection can tell what a page is.

Judges
    FAIL            at least one page of the kind lacks the tag, or the tag is empty
    SUSPECT         only pages that are neither home, list nor article lack a site tag: such a page
                    may be a frame or a fragment of others
    NOT_JUDGED      no page of the kind was read

Remedy
    Add the tag to the template that makes these pages.

Units
    Pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, silent, suspect, unjudged
from checks.registry import check
from model.finding import Finding, Place, Verdict
from model.page import PageFacts, PageKind


@dataclass(frozen=True, slots=True)
class Options:
    """Names of the tags demanded: on every page, on list pages, on articles."""

    site: tuple[str, ...]
    list: tuple[str, ...]
    article: tuple[str, ...]


@check(title="网页标签缺失", over=site, options=Options)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield one verdict for each demanded tag."""
    evidence = whole.evidence
    kinds = evidence.pages_by_kind
    yield from _missing(whole, "site", "网页", evidence.pages, options.site)
    yield from _missing(whole, "list", "栏目页", kinds[PageKind.LIST], options.list)
    yield from _missing(whole, "article", "内容页", kinds[PageKind.ARTICLE], options.article)


def _missing(
    whole: Whole, kind: str, word: str, pages: Iterable[PageFacts], tags: tuple[str, ...]
) -> Iterator[Finding]:
    met: dict[frozenset[str], frozenset[str]] = {}  # most pages have the same ones
    present = [(page, met.setdefault(f, f)) for page in pages for f in (_filled(page),)]
    for tag in tags:
        subject = f"{kind}:{tag}"
        if not present:
            yield unjudged(subject, f"本次没有读到{word}，标签 {tag} 未判定")
            continue
        lacking = [page for page, filled in present if tag.lower() not in filled]
        if not lacking:
            yield silent(subject, Verdict.OK)
        else:
            others = all(page.kind is PageKind.OTHER for page in lacking)
            stray = others and len(lacking) < len(present)
            yield (suspect if stray else fail)(
                subject,
                f"{len(present)}个{word}中有{len(lacking)}个缺少标签 {tag}"
                + ("（可能是框架页，请核实）" if stray else ""),
                places=tuple(Place(page.url, "", "") for page in lacking),
                tag=tag,
                pages_checked=len(present),
                pages_missing=len(lacking),
            )


def _filled(page: PageFacts) -> frozenset[str]:
    """Return the names of the page's tags that have content, in lower case."""
    return frozenset(name.lower() for name, content in page.tags.items() if content.strip())
