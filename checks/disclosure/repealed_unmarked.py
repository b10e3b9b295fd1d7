"""Repealed document not marked (废止文件未标注).

Finds
    A policy document that another item of the site repeals by name in its own title
    (关于废止《…》的…), while its page, which prints labels such as 成文日期, still says it is in
    force, or says nothing about it.

Why
    国办发〔2017〕47号: changed, repealed and expired documents are marked on the original.

Judges
    SUSPECT         its page states that it holds, or states nothing about it
    OK              its page, or its title, says that it was repealed or has expired
    NOT_APPLICABLE  nothing on the site repeals it by name
    NOT_JUDGED      silently, where its page has no labels

Remedy
    Mark the original: 已废止, with the day and the document that repealed it.

Units
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import Article, documents
from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import suspect
from checks.listed import plain_title
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page_field import PageField

_NAMED = re.compile(r"《([^《》]{4,80})》")
_RUN = r"((?:《[^《》]{4,80}》[、，和及与]{0,2})+)"
_REPEALS = re.compile(rf"废止[^《》]{{0,12}}{_RUN}|{_RUN}[^《》]{{0,8}}废止")
_OVER = re.compile(r"废止|失效|作废")


@dataclass(frozen=True, slots=True)
class Repeal:
    """A document with the item that repeals it, None if the site has none."""

    document: Article
    by_title: str
    by_url: str

    @property
    def subject(self) -> str:
        """The document's address."""
        return self.document.subject

    @property
    def owner(self) -> Owner:
        """The document's column answers for it."""
        return self.document.owner


def repeals(evidence: Evidence) -> Iterator[Repeal]:
    """Give every policy document beside what repeals it."""
    by_name: dict[str, tuple[str, str]] = {}
    for page in evidence.pages:
        for item in page.listing.items:
            title = plain_title(item.title)
            repealed = _REPEALS.search(title) if "废止" in title else None
            for name in _NAMED.findall(repealed[0]) if repealed else ():
                by_name.setdefault(name, (item.title, item.url))
    for document in documents(evidence):
        yield Repeal(document, *_repealing(document, by_name))


def _repealing(document: Article, by_name: dict[str, tuple[str, str]]) -> tuple[str, str]:
    title = plain_title(document.title)
    for name in (title, *_NAMED.findall(title)):
        title_by, url = by_name.get(name, ("", ""))
        if url and url != document.subject:
            return title_by, url
    return "", ""


def applies(repeal: Repeal, _options: NoOptions) -> bool:
    """Judge documents that something on the site repeals by name."""
    return bool(repeal.by_url)


@check(title="废止文件未标注", over=repeals, options=NoOptions, applies=applies)
def judge(repeal: Repeal, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if a repealed document does not say so."""
    if not repeal.document.page.fields.keys() - {PageField.PRINT}:
        raise EvidenceMissing("")
    validity = repeal.document.page.fields.get(PageField.VALIDITY, "")
    if _OVER.search(validity) or _OVER.search(repeal.document.title):
        return
    said = f"仍注明“{validity}”" if validity else "没有标注"
    yield suspect(
        repeal.subject,
        f"文件已由“{repeal.by_title}”废止，原文页面{said}，请核实",
        title=repeal.document.title,
        validity=validity or None,
        repealed_by=repeal.by_url,
    )
