"""Services not gathered and classed (办事服务事项没有集中分类展示).

Finds
    A site with services on which fewer ways of classing them are named than the row asks: for
    persons, for firms, by department, by subject, by event of life … Looked for are the names
    of links, and the texts of the pages that entrances to services lead to.

Why
    The table of 2019 asks that service matters are shown in one place, by classes.

Judges
    SUSPECT         fewer classes are named on a site that was read to the end: they may be drawn
                    by a script, so a person looks
    OK              as many as the row asks
    NOT_APPLICABLE  silently, no entrance to services: `entrance_missing` says so
    NOT_JUDGED      the crawl did not reach the end; or services are on another site, which was
                    not read, or drawn by script

Remedy
    Gather the matters on one page, by persons and firms, by department and subject.

Units
    Classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checks.entrances import Entrance, entrances
from checks.evidence import Evidence, Whole, site
from checks.found import silent, suspect, unjudged
from checks.registry import check
from model.finding import Finding, Verdict
from model.page import ListState
from model.site import ColumnKind
from model.url import host


@dataclass(frozen=True, slots=True)
class Options:
    """The words of entrances to services, of each class, and how many classes are enough."""

    name: str  # Chinese; the subject of the finding
    words: tuple[str, ...]
    classes: Mapping[str, tuple[str, ...]]
    least: int


@check(title="办事服务事项没有集中分类展示", over=site, options=Options)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if too few classes are named."""
    evidence, name = whole.evidence, options.name
    met = [
        e for e in entrances(evidence, options.words, (ColumnKind.SERVICE,)) if e.opens is not False
    ]
    if not met:
        yield silent(name, Verdict.NOT_APPLICABLE)
        return
    named = tuple(_classes(evidence, options, met))
    if len(named) >= options.least:
        yield silent(name, Verdict.OK)
        return
    elsewhere = next((e for e in met if _unread(evidence, e)), None)
    if elsewhere is not None:
        where = "" if host(elsewhere.url) == host(whole.subject) else "在其他网站上，"
        yield unjudged(name, f"办事服务（{elsewhere.text}）{where}没有读到，是否分类展示未判定")
    elif not evidence.snapshot.soundness.finished:
        yield unjudged(name, "本次巡检未覆盖全站，办事服务是否分类展示未判定")
    else:
        found = f"只见按{'、'.join(named)}分类" if named else "没有读到任何分类"
        yield suspect(
            name,
            f"办事服务事项{found}，请核实是否集中分类展示",
            places=tuple(e.place for e in met[:5]),
            classes=list(named),
            least=options.least,
        )


def _classes(evidence: Evidence, options: Options, met: list[Entrance]) -> Iterator[str]:
    """Give the classes that a link or a page of services names."""
    texts = evidence.snapshot.texts
    pages = [page for e in met if (page := evidence.snapshot.page_at(e.url)) is not None]
    said = "\n".join(texts.get(url, "") for url in dict.fromkeys(page.url for page in pages))
    for name, words in options.classes.items():
        if any(word in said for word in words) or evidence.snapshot.named_links.having(words):
            yield name


def _unread(evidence: Evidence, entrance: Entrance) -> bool:
    """Whether what an entrance leads to stands on another host, or is drawn by a script."""
    page = evidence.snapshot.page_at(entrance.url)
    return page is None or page.listing.state is ListState.SCRIPTED
