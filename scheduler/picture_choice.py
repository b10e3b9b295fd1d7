"""Which findings get a picture 截图, and of which page. docs/pictures.md says why.

Reads   NightFacts, and what the crawl learnt
Gives   wishes, the gravest first, within a budget of pages
Never   wants a picture of an article, or of a finding about personal data
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.finding import Finding, Standing, Verdict
from model.night import NightFacts
from model.picture import Picture, PictureWish
from model.url import absolute
from store.site_pictures import Manners

MOST_OF_ONE_PAGE = 10
"""Pictures of one page in one night: a home page with sixty dead links shows its list by ten."""

ORDER = (
    "page_tampered",
    "link_hidden",
    "link_dead",
    "column_blank",
    "topic_dead",
    "homepage_stale",
    "column_stale",
)
"""Checks whose findings are pictured, the gravest first; see docs/pictures.md."""

_BAD = frozenset({Verdict.FAIL, Verdict.SUSPECT})
_CERTAIN = frozenset({Verdict.FAIL})  # a link may fail once and be well tomorrow
_OF_LINK = frozenset({"link_dead"})  # a red frame stands around the link, on the home page only
_OF_ANY_PAGE = frozenset({"page_tampered", "link_hidden"})
_OF_HOME = frozenset({"homepage_stale"})


def wishes_of(
    facts: NightFacts, taken: Mapping[str, Picture], seen: Manners, pages: int
) -> tuple[PictureWish, ...]:
    """Return what is to be pictured of one site's night, on `pages` pages at most."""
    if not facts.soundness.sound:
        return ()
    chosen: list[PictureWish] = []
    counts: dict[str, int] = {}
    for wish in _wanted(facts, seen):
        if not _is_due(facts, wish.fingerprint, taken):
            continue
        if wish.page not in counts and len(counts) >= pages:
            continue
        if counts.get(wish.page, 0) < MOST_OF_ONE_PAGE:
            counts[wish.page] = counts.get(wish.page, 0) + 1
            chosen.append(wish)
    return tuple(chosen)


def _is_due(facts: NightFacts, mark: str, taken: Mapping[str, Picture]) -> bool:
    """Whether a finding has no picture yet, or one from before it came back."""
    known = taken.get(mark)
    if known is None:
        return True
    again = facts.standings.get(mark) in (Standing.BACK, Standing.NEW)
    return again and known.night_on < facts.night_on


def _wanted(facts: NightFacts, seen: Manners) -> Iterator[PictureWish]:
    """Yield every wish of a night, in the order of their weight."""
    by_check: dict[str, list[Finding]] = {}
    for finding in facts.judgement.findings:
        by_check.setdefault(finding.check, []).append(finding)
    for check in ORDER:
        worth = _CERTAIN if check in _OF_LINK else _BAD
        found = [one for one in by_check.get(check, ()) if one.verdict in worth]
        for finding in sorted(found, key=_weight):
            page = _page(finding, facts.site.home_url, seen.home_chain)
            if page:
                yield PictureWish(
                    fingerprint=finding.fingerprint(facts.site.code),
                    page=page,
                    target=finding.subject if check in _OF_LINK else "",
                )
    for finding in by_check.get("column_stale", ()):
        page = absolute(facts.site.home_url, finding.subject)
        if finding.verdict is Verdict.NOT_JUDGED and page in seen.scripted:
            yield PictureWish(fingerprint=finding.fingerprint(facts.site.code), page=page)


def _weight(finding: Finding) -> tuple[bool, str]:
    return finding.verdict is not Verdict.FAIL, finding.subject


def _page(finding: Finding, home: str, homes: tuple[str, ...]) -> str | None:
    """Return the page on which a finding can be seen, None where none is pictured."""
    pages = [place.page for place in finding.places]
    if finding.check in _OF_LINK:
        return next((page for page in pages if page in homes), None)
    if finding.check in _OF_HOME:
        return home
    if finding.check in _OF_ANY_PAGE:
        return pages[0] if pages else None
    return absolute(home, finding.subject)
