"""Another page for search engines (对搜索引擎另出一页).

Finds
    A page that, asked in the name of a search engine, leads out of the site, bears a title that
    has nothing to do with the usual one or is a lure, describes itself with lures, or holds
    links to hosts outside that nobody else gets. Hosts of governments and schools are left out.

Why
    Intruders hide what they planted from visitors and show it to search engines only, which is
    how 暗链 on government sites are mostly met: in the engine's results.

Judges
    SUSPECT         the page differs so: a person asks it in the same way, always
    OK              the page is the same for both
    NOT_JUDGED      the page gave the engine no answer to go by; silently, where no page was
                    asked so ([crawl] search_engine_pages is 0 unless the office sets it)

Remedy
    Look for code that asks for Baiduspider and its like, remove it, find how it came.

Units
    The home page and some list pages a night, in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.content.page_tampered import is_strange
from checks.evidence import Evidence
from checks.found import suspect
from checks.lures import lures_in
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.fetch import FetchOutcome
from model.finding import Finding, Place
from model.inquiry import EnginePage
from model.masking import mask_all
from model.url import host

_OFFICIAL = (".gov.cn", ".edu.cn", ".mil.cn", ".conac.cn")
_MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """One page as a search engine got it."""

    subject: str  # its address
    page: EnginePage
    evidence: Evidence

    @property
    def owner(self) -> Owner:
        """Whoever owns the page answers for it."""
        return self.evidence.ownership.of(self.subject)


def shown_pages(evidence: Evidence) -> Iterator[Shown]:
    """Give every page that was asked in the name of a search engine."""
    if not evidence.snapshot.engine_pages:
        raise EvidenceMissing("")
    for page in evidence.snapshot.engine_pages:
        yield Shown(page.url, page, evidence)


@check(title="对搜索引擎另出一页", over=shown_pages, options=NoOptions)
def judge(shown: Shown, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the search engine gets another page."""
    page, own = shown.page, shown.evidence.snapshot.words
    if not page.left_for and page.outcome is not FetchOutcome.ALIVE:
        raise EvidenceMissing(f"以搜索引擎名义未能读到该页（{page.outcome.sentence}），未判定")
    signs: list[str] = []
    if page.left_for:
        signs.append(f"转到{host(page.left_for)}")
    title, usual = mask_all(page.title), mask_all(page.usual_title)
    lures = [word for word in lures_in(f"{title} {page.described}", own) if word not in usual]
    if title != usual and (is_strange(usual, title) or lures):
        signs.append(f"标题为“{title}”（平时为“{usual}”）")
    if lures:
        signs.append(f"含“{'、'.join(lures)}”")
    added = [(url, text) for url, text in page.added if not host(url).endswith(_OFFICIAL)]
    if added:
        hosts = sorted({host(url) for url, _ in added})
        signs.append(f"多出指向{'、'.join(hosts[:3])}的链接")
    if signs:
        yield suspect(
            shown.subject,
            f"以搜索引擎名义访问该页，内容与平时不同：{'；'.join(signs)}，请核实是否被植入暗链",
            places=tuple(
                Place(shown.subject, mask_all(f"{text} {url}"), "") for url, text in added
            )[:_MOST_PLACES]
            or (Place(shown.subject, title, "head"),),
            phrase=shown.subject,
            signs=signs,
            links=[url for url, _ in added],
            left_for=page.left_for or None,
        )
