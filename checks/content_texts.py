"""Pages with the text they say: subjects for the checks of content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.columns import Owner
from checks.evidence import Evidence
from checks.wording import TextFacts
from model.errors import EvidenceMissing


@dataclass(frozen=True, slots=True)
class PageText:
    """One page, or attachment, and what was met in its text."""

    subject: str  # its address
    facts: TextFacts
    owner: Owner


def page_texts(evidence: Evidence) -> Iterator[PageText]:
    """Give every page whose text was kept; EvidenceMissing where none was."""
    if not evidence.texts:
        raise EvidenceMissing("本次没有保存网页文字，内容未判定")
    for url, facts in evidence.texts.items():
        yield PageText(url, facts, evidence.ownership.of(url))
