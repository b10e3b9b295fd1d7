"""Dead topic (专题失效).

Finds
    A topic 专题 whose page does not open, holds nothing, or shows nothing newer than the row
    allows. A column of kind 专题专栏 lists topics, if its entries lead to lists, or is one topic
    itself, if they lead to articles.

Why
    Topics are opened for an occasion and forgotten. The yearly report of a site counts those it
    keeps, and one that nobody keeps should be marked as over or taken down.

Judges
    FAIL            the page of a listed topic is gone for certain
    SUSPECT         it is gone, not yet confirmed; it holds nothing; or its newest item lies before
                    (night - limit): whether a topic is over only a person can say
    OK              it was updated within the limit; the limit day itself is inside
    NOT_APPLICABLE  its title or column says that it is over (归档、往期), or it is exempt
    NOT_JUDGED      it stands on another site, was not read, or shows no date at all

Remedy
    Mark the topic as over and move it to the archive, or take it down with its links.

Units
    Calendar spans back from the night.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import ColumnEvidence, Owner, read_column
from checks.evidence import Evidence
from checks.found import fail, in_words, silent, suspect
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding, Verdict
from model.page import ListState, PageKind
from model.site import Column, ColumnKind
from model.span import Span

_OVER = ("归档", "历史专题", "往期", "已结束")


@dataclass(frozen=True, slots=True)
class Options:
    """Longest time without anything new."""

    limit: Span


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, and the column that lists it or is it."""

    title: str
    seen: ColumnEvidence  # its page, read as a column is
    column: ColumnEvidence
    evidence: Evidence

    @property
    def subject(self) -> str:
        """Its address."""
        return self.seen.subject

    @property
    def owner(self) -> Owner:
        """The column answers for its topics."""
        return self.column.owner


def topics(evidence: Evidence) -> Iterator[Topic]:
    """Give every topic, each once."""
    given: set[str] = set()
    for column in evidence.columns:
        if column.column.kind is not ColumnKind.TOPIC:
            continue
        listed = tuple(_listed(evidence, column))
        for topic in listed or (Topic(column.column.path, column, column, evidence),):
            if topic.subject not in given:
                given.add(topic.subject)
                yield topic


def applies(topic: Topic, _options: Options) -> bool:
    """Judge topics that are not said to be over."""
    told = topic.title + topic.column.column.path
    return topic.column.exemption is None and not any(word in told for word in _OVER)


@check(title="专题失效", over=topics, options=Options, applies=applies)
def judge(topic: Topic, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the topic is gone, empty or silent."""
    snapshot, seen = topic.evidence.snapshot, topic.seen
    name = topic.title.rpartition(" > ")[2]
    if snapshot.page_at(topic.subject) is None:
        target = snapshot.targets.get(topic.subject)
        if target is None or target.outcome.is_fine or target.outcome.is_unknown:
            why = f"（{target.outcome.sentence}）" if target else "（不在本网站，或本次未读到）"
            raise EvidenceMissing(f"专题“{name}”没有读到{why}，未判定")
        certain = target.confirmed and not target.outcome.is_doubtful
        word = fail if certain else suspect
        yield word(
            topic.subject,
            f"专题“{name}”打不开：{target.outcome.sentence}",
            places=tuple(target.places),
            outcome=target.outcome.word,
        )
        return
    if seen.state is ListState.EMPTY and not seen.items:
        yield suspect(topic.subject, f"专题“{name}”没有任何内容，请核实")
        return
    newest = seen.newest
    if newest is None:
        raise EvidenceMissing(f"专题“{name}”{seen.reason or '的内容都没有注明日期'}，未判定")
    if newest.on >= options.limit.before(observed_on):
        yield silent(topic.subject, Verdict.OK)
        return
    yield suspect(
        topic.subject,
        f"专题“{name}”最近一次更新是{in_words(newest.on)}，已超过{options.limit}没有内容更新，"
        "如已结束请归档，请核实",
        newest=newest.on.isoformat(),
        title=newest.title,
        limit=str(options.limit),
    )


def _listed(evidence: Evidence, column: ColumnEvidence) -> Iterator[Topic]:
    """Give the topics that a column lists; none where its entries are articles."""
    snapshot = evidence.snapshot
    pages = [snapshot.page_at(url) for url in column.item_urls]
    if any(page is not None and page.kind is PageKind.ARTICLE for page in pages):
        return
    titles = {
        item.url: item.title
        for url in column.pages
        if (page := snapshot.page_at(url)) is not None
        for item in page.listing.items
    }
    for url in column.item_urls:
        own = Column(
            site_code=snapshot.site.code,
            path=titles.get(url, url),
            url=url,
            kind=ColumnKind.TOPIC,
            unit=column.column.unit,
        )
        yield Topic(own.path, read_column(snapshot, own), column, evidence)
