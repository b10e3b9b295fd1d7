"""Statistics not public (办事、留言统计数据未公开).

Finds
    A site with services, or with public messages, that shows no figures of them: no column of
    statistics, no item whose title speaks of both the matter and its figures, and on the page of
    messages no sentence with numbers received and answered. Or the newest such item is too old.

Why
    The table of 2019 asks for statistics of services and of messages received and answered.
    A column of statistics that stands still is `column_stale`'s to say.

Judges
    SUSPECT         nothing was found, or only items older than the row allows: figures may stand
                    in a picture or under other words, so a person looks
    OK              such a column, item or sentence is there
    NOT_APPLICABLE  the site has no column of the kind
    NOT_JUDGED      nothing was found and a list of that kind could not be read, or the crawl did
                    not cover the site

Remedy
    Publish the figures at the place where people look for them, and keep them up.

Units
    Spans back from the night; the limit day itself is inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence, DatedItem
from checks.evidence import Evidence, Whole, site
from checks.found import in_words, silent, suspect, unjudged
from checks.listed import plain_title
from checks.registry import check
from model.finding import Finding, Verdict
from model.site import ColumnKind
from model.span import Span

_RECEIVED = re.compile(
    r"(?:收到|受理|来信|留言|来件)[^。；\n]{0,16}?\d+\s*(?:件|条|封|个)"
    r"[^。\n]{0,40}?(?:答复|回复|办结)[^。\n]{0,16}?\d+"
)


@dataclass(frozen=True, slots=True)
class Options:
    """Whose figures, the words that tell them, and how old the newest may be."""

    name: str  # Chinese, e.g. 留言办理统计; the subject of the finding
    of: ColumnKind  # the columns that owe the figures
    shown_in: ColumnKind  # the columns that are the figures
    about: tuple[str, ...]  # a title speaks of one of these …
    says: tuple[str, ...]  # … and of one of these
    limit: Span


def applies(whole: Whole, options: Options) -> bool:
    """Judge sites that have a column of the kind."""
    return bool(_columns(whole.evidence, options.of))


@check(title="统计数据未公开", over=site, options=Options, applies=applies)
def judge(whole: Whole, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the figures are nowhere, or old."""
    evidence, name = whole.evidence, options.name
    own = [] if options.shown_in is options.of else _columns(evidence, options.shown_in)
    if any(not column.blank for column in own) or _said(evidence, options.of):
        yield silent(name, Verdict.OK)
        return
    newest = _newest(evidence, options, observed_on)
    if newest is not None and newest.on >= options.limit.before(observed_on):
        yield silent(name, Verdict.OK)
    elif newest is not None:
        yield suspect(
            name,
            f"最近一次公开{name}是在{in_words(newest.on)}，已超过{options.limit}，请核实",
            title=newest.title,
            url=newest.url,
            newest=newest.on.isoformat(),
            limit=str(options.limit),
        )
    elif any(column.reason for column in _columns(evidence, options.of)):
        yield unjudged(name, f"有栏目未能读取，是否公开{name}未判定")
    elif not evidence.snapshot.soundness.finished:
        yield unjudged(name, f"本次巡检未覆盖全站，未见{name}，未判定")
    else:
        yield suspect(name, f"全站没有读到{name}，请核实")


def _columns(evidence: Evidence, kind: ColumnKind) -> list[ColumnEvidence]:
    return [column for column in evidence.columns if column.column.kind is kind]


def _said(evidence: Evidence, kind: ColumnKind) -> bool:
    """Whether a page of such a column gives numbers received and answered."""
    texts = evidence.snapshot.texts
    pages = (page for column in _columns(evidence, kind) for page in column.pages[:1])
    return any(_RECEIVED.search(texts[page]) for page in pages if page in texts)


def _newest(evidence: Evidence, options: Options, on: date) -> DatedItem | None:
    found: list[DatedItem] = []
    for page in evidence.pages:
        for item in page.listing.items:
            if not any(word in item.title for word in options.says):
                continue
            title = plain_title(item.title)
            if any(word in title for word in options.about):
                day = evidence.date_of(item.url, item.date)
                if day is not None and day <= on:
                    found.append(DatedItem(day, item.title, item.url))
    return max(found, key=lambda item: (item.on, item.url), default=None)
