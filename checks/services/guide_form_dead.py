"""Form of a guide that does not open (办事指南的表格、样表打不开).

Finds
    A guide of a service with attachments that failed this night: gone, refused, an error page.

Why
    The table of 2019 samples whether forms and samples of guides can be downloaded, that of 2015
    whether attachments open.

Judges
    FAIL            an attachment failed and is confirmed, as `link_dead` confirms links
    SUSPECT         one failed, and not often enough yet
    OK              all attachments answered
    NOT_JUDGED      silently, where an attachment gave no answer to go by; `link_dead` lists it

Remedy
    Put the file back, or correct the link.

Units
    Attachments of one guide; nights in a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.articles import Article, guides
from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.fetch import FetchOutcome
from model.finding import Finding, Place
from model.page import LinkKind
from model.snapshot import Target


@dataclass(frozen=True, slots=True)
class GuideFiles:
    """One guide with those of its attachments that did not simply answer."""

    guide: Article
    troubled: tuple[Target, ...]

    @property
    def subject(self) -> str:
        """The guide's address."""
        return self.guide.subject

    @property
    def owner(self) -> Owner:
        """The column that lists the guide answers for it."""
        return self.guide.owner


def guide_files(evidence: Evidence) -> Iterator[GuideFiles]:
    """Give every guide with its troubled attachments."""
    by_page: dict[str, list[Target]] = {}
    for target in evidence.snapshot.targets.values():
        if target.kind is LinkKind.ATTACHMENT:
            for page in {place.page for place in target.places}:
                by_page.setdefault(page, []).append(target)
    for guide in guides(evidence):
        troubled = sorted(by_page.get(guide.subject, ()), key=lambda target: target.url)
        yield GuideFiles(guide, tuple(troubled))


@check(title="办事指南的表格打不开", over=guide_files, options=NoOptions)
def judge(files: GuideFiles, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if an attachment of the guide failed."""
    dead = [target for target in files.troubled if target.outcome.is_failure]
    if not dead:
        if any(target.outcome.is_unknown for target in files.troubled):
            raise EvidenceMissing("")
        return
    sure = [t for t in dead if t.confirmed and t.outcome is not FetchOutcome.SOFT_404]
    places = (place for target in dead for place in target.places)
    own = tuple(Place(p.page, p.text, p.position) for p in places if p.page == files.subject)
    word = fail if sure else suspect
    first = (sure or dead)[0]
    yield word(
        files.subject,
        f"办事指南有{len(sure or dead)}个附件打不开：{first.outcome.sentence}"
        + ("" if sure else "，尚待复核"),
        places=own,
        title=files.guide.title,
        files=[target.url for target in sure or dead],
        failed_nights=max(target.failed_nights for target in sure or dead),
    )
