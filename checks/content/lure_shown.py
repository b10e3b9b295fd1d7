"""Words of gambling, pornography and the like in links and titles (疑似发布或链接有害内容).

Finds
    A link, seen or hidden, whose words hold a lure (诱导词), a page of the site with one in its
    title, and a page of another site, linked to, with one in its title or summary. Words that
    fight them (打击, 查处, 警惕 …) clear them. The office adds and takes away words in `lures.csv`.

Why
    One of the vetoes of 2019: to publish or to link to reactionary, violent or pornographic
    content, once. What `link_hidden`, `link_hijacked` and `page_tampered` ask is another
    question: how it came there.

Judges
    SUSPECT         always: gambling or a forged paper is no pornography, and a word is no
                    content. Whether it is what the veto means, a person says
    OK              no link and no title holds one
    NOT_JUDGED      no page was read. Pictures, videos and the text of articles are not judged:
                    staff look (xunjian manual)

Remedy
    Remove it at once, find out how it came there, report it.

Units
    Addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import suspect
from checks.lures import lures_in
from checks.registry import NoOptions, check
from extract.lures import LURES
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.masking import mask_all

_LINK_CHARS = 60
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One address with the words that stand for it; the site itself, with none."""

    subject: str
    evidence: Evidence
    said: tuple[Place, ...] = ()

    @property
    def owner(self) -> Owner:
        """Whoever owns all the places answers for it."""
        return self.evidence.ownership.common(place.page for place in self.said)


def shown_words(evidence: Evidence) -> Iterator[Shown]:
    """Give the site, and every address that is called, or calls itself, by a lure."""
    snapshot = evidence.snapshot
    if not snapshot.pages:
        raise EvidenceMissing("本次没有读到网页，内容未判定")
    found: dict[str, list[Place]] = {}

    def keep(url: str, place: Place) -> None:
        if lures_in(place.text, snapshot.words):
            found.setdefault(url, []).append(place)

    for link in snapshot.named_links.having((*LURES, *snapshot.words.lures), _LINK_CHARS):
        keep(link.url, Place(link.page, link.text, ""))
    for page in evidence.pages:
        keep(page.url, Place(page.url, page.title or "", "head"))
        for hidden in page.hidden_links:
            keep(hidden.url, Place(page.url, hidden.text, ""))
    for url, target in (snapshot.outside or {}).items():
        if lures_in(f"{target.now.title} {target.now.words}", snapshot.words):
            found.setdefault(url, []).extend(target.places)
    yield Shown(snapshot.site.home_url, evidence)
    for url in sorted(found):
        yield Shown(url, evidence, tuple(dict.fromkeys(found[url])))


@check(title="疑似发布或链接有害内容", over=shown_words, options=NoOptions)
def judge(shown: Shown, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for what is called by a lure."""
    if not shown.said:
        return
    evidence = shown.evidence
    target = (evidence.snapshot.outside or {}).get(shown.subject)
    texts = [place.text for place in shown.said]
    texts += [target.now.title, target.now.words] if target is not None else []
    lures = sorted({word for text in texts for word in lures_in(text, evidence.snapshot.words)})
    yield suspect(
        shown.subject,
        f"链接文字或网页标题含“{'、'.join(lures[:3])}”，请核实是否属于反动、暴力、色情等有害内容",
        places=tuple(
            Place(p.page, mask_all(p.text), p.position) for p in shown.said[:_MOST_PLACES]
        ),
        phrase=shown.subject,
        lures=lures,
        title=mask_all(target.now.title) if target is not None else None,
    )
