"""Missing place within a page (页内锚点失效).

Finds
    A link to a place within a page of the site (`#id`) that the page does not have. Looked at
    only when somebody asks for it (`--fragments`); routes of applications (`#/…`) and the top
    of a page are left out.

Why
    The reader lands at the top of a long page and finds nothing of what the link promised. No
    official row counts it, so it never costs points.

Judges
    FAIL            the page runs no script and has no such place
    SUSPECT         the page has no such place as it was sent, but its scripts may add it
    OK              the place is there
    NOT_JUDGED      silently, unless it was asked for

Remedy
    Correct the link, or give the heading its id back.

Units
    Pages that link to the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.fragment import FragmentTarget


@dataclass(frozen=True, slots=True)
class Anchor:
    """One place within a page; named by its address with the fragment."""

    subject: str
    evidence: Evidence
    target: FragmentTarget

    @property
    def owner(self) -> Owner:
        """Whoever owns all the linking pages answers for it."""
        return self.evidence.ownership.common(place.page for place in self.target.places)


def anchors(evidence: Evidence) -> Iterator[Anchor]:
    """Give every place within a page that links name; nothing unless it was asked for."""
    fragments = evidence.snapshot.fragments
    if fragments is None:
        raise EvidenceMissing("")
    for url, target in fragments.items():
        yield Anchor(url, evidence, target)


@check(title="页内锚点失效", over=anchors, options=NoOptions)
def judge(anchor: Anchor, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the page has no such place."""
    target = anchor.target
    if target.there:
        return
    word = suspect if target.scripted else fail
    pages = len({place.page for place in target.places})
    more = "，可能由脚本生成，请打开核实" if target.scripted else ""
    name = target.url.partition("#")[2]
    yield word(
        anchor.subject,
        f"链接指向的页内位置“{name}”不存在，有{pages}个页面链接到它{more}",
        places=target.places,
        kind="fragment",
        scripted=target.scripted,
    )
