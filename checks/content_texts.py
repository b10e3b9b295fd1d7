"""Pages and attachments with the text they say: subjects for the checks of content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.columns import Owner
from checks.evidence import Evidence
from checks.ownership import Ownership
from checks.wording import TextFacts
from model.attachment import Attachment
from model.errors import EvidenceMissing
from model.finding import Place


@dataclass(frozen=True, slots=True)
class PageText:
    """One page, or attachment, and what was met in its text."""

    subject: str  # its address
    facts: TextFacts
    ownership: Ownership
    attachment: Attachment | None = None

    @property
    def owner(self) -> Owner:
        """The page's owner; of all pages that link to an attachment, their common one."""
        if self.attachment is None or not self.attachment.places:
            return self.ownership.of(self.subject)
        return self.ownership.common(place.page for place in self.attachment.places)

    @property
    def noun(self) -> str:
        """What a reader calls it."""
        return "页面" if self.attachment is None else "附件"

    def places(self, around: str) -> tuple[Place, ...]:
        """Return where a reader finds it: the page itself, or the pages that link to the file."""
        if self.attachment is None or not self.attachment.places:
            return (Place(self.subject, around, "article"),)
        return tuple(Place(one.page, around, one.position) for one in self.attachment.places)


def page_texts(evidence: Evidence) -> Iterator[PageText]:
    """Give every page and attachment whose text was kept; EvidenceMissing where none was."""
    if not evidence.texts:
        raise EvidenceMissing("本次没有保存网页文字，内容未判定")
    files, ownership = evidence.snapshot.attachments, evidence.ownership
    for url, facts in evidence.texts.items():
        yield PageText(url, facts, ownership, files.get(url))
