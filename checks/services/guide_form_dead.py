"""Form of a guide that does not open (办事指南的表格、样表打不开).

Finds
    A guide of a service with attachments that failed this night (gone, refused, an error page),
    or that were looked into and are empty or damaged.

Why
    The table of 2019 samples whether forms and samples of guides can be downloaded, that of 2015
    whether attachments open.

Judges
    FAIL            an attachment failed and is confirmed, as `link_dead` confirms links; or it
                    holds not one byte
    SUSPECT         one failed, and not often enough yet; or its content is not what its name says
    OK              all attachments answered
    NOT_JUDGED      silently, where an attachment gave no answer to go by; `link_dead` lists it

Remedy
    Put the file back, or correct the link.

Units
    Attachments of one guide; nights in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checks.articles import Article, guides
from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.attachment import Attachment, FileState
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.page import LinkKind
from model.snapshot import Target


@dataclass(frozen=True, slots=True)
class GuideFiles:
    """One guide with the attachments that did not simply answer, or hold nothing of use."""

    guide: Article
    troubled: tuple[Target, ...]
    useless: tuple[Attachment, ...]

    @property
    def subject(self) -> str:
        """The guide's address."""
        return self.guide.subject

    @property
    def owner(self) -> Owner:
        """The column that lists the guide answers for it."""
        return self.guide.owner


@dataclass(frozen=True, slots=True)
class _Fault:
    url: str
    why: str
    sure: bool
    nights: int
    places: Sequence[Place]


def guide_files(evidence: Evidence) -> Iterator[GuideFiles]:
    """Give every guide with its troubled attachments."""
    snapshot = evidence.snapshot
    troubled: dict[str, list[Target]] = {}
    for target in snapshot.targets.values():
        if target.kind is LinkKind.ATTACHMENT:
            for page in {place.page for place in target.places}:
                troubled.setdefault(page, []).append(target)
    useless: dict[str, list[Attachment]] = {}
    for file in snapshot.attachments.values():
        if file.state is FileState.BROKEN or (file.state is FileState.NO_TEXT and not file.size):
            for page in {place.page for place in file.places}:
                useless.setdefault(page, []).append(file)
    for guide in guides(evidence):
        page = guide.subject
        yield GuideFiles(guide, tuple(troubled.get(page, ())), tuple(useless.get(page, ())))


@check(title="办事指南的表格打不开", over=guide_files, options=NoOptions)
def judge(files: GuideFiles, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if an attachment of the guide cannot be used."""
    faults = sorted(_faults(files), key=lambda fault: fault.url)
    if not faults:
        if any(target.outcome.is_unknown for target in files.troubled):
            raise EvidenceMissing("")
        return
    sure = [fault for fault in faults if fault.sure]
    counted = sure or faults
    places = (place for fault in faults for place in fault.places)
    own = tuple(Place(p.page, p.text, p.position) for p in places if p.page == files.subject)
    word = fail if sure else suspect
    yield word(
        files.subject,
        f"办事指南有{len(counted)}个附件打不开：{counted[0].why}" + ("" if sure else "，尚待复核"),
        places=own,
        title=files.guide.title,
        files=[fault.url for fault in counted],
        failed_nights=max(fault.nights for fault in counted),
    )


def _faults(files: GuideFiles) -> Iterator[_Fault]:
    for target in files.troubled:
        if target.outcome.is_failure:
            sure = target.confirmed and not target.outcome.is_doubtful
            why, nights = target.outcome.sentence, target.failed_nights
            yield _Fault(target.url, why, sure, nights, target.places)
    for file in files.useless:
        why = file.state.sentence if file.size else "文件是空的"
        yield _Fault(file.url, why, not file.size, 1, file.places)
