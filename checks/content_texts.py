"""Pages and attachments with the text they say: subjects for the checks of content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.columns import Owner
from checks.evidence import Evidence
from checks.wording import TextFacts
from model.attachment import Attachment
from model.errors import EvidenceMissing
from model.finding import Place


@dataclass(frozen=True, slots=True)
class PageText:
    """One page, or attachment, and what was met in its text."""

    subject: str  # its address
    facts: TextFacts
    owner: Owner
    attachment: Attachment | None = None

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
    """Give every page and attachment whose text was kept; EvidenceMissing where none was.

    The owner of all pages that link to an attachment answers for it.
    """
    if not evidence.texts:
        raise EvidenceMissing("本次没有保存网页文字，内容未判定")
    files, ownership = evidence.snapshot.attachments, evidence.ownership
    for url, facts in evidence.texts.items():
        file = files.get(url)
        if file is None or not file.places:
            yield PageText(url, facts, ownership.of(url), file)
        else:
            owner = ownership.common(place.page for place in file.places)
            yield PageText(url, facts, owner, file)
