"""Outside link gone bad (站外链接变异).

Finds
    A link to another site that opens, but where no office would send its readers: a page on
    which the domain is for sale or parked, a server's empty default page, words of gambling
    and the like in its title, a page in another language than at our first sight, or a
    redirect to a holder that the address never led to before.

Why
    Domains of old partners and events expire and are bought up. The link answers 200, so a
    list of dead links never shows it; notices of inspections do.

Judges
    SUSPECT         always: what a page has become, a person must see
    OK              nothing of this was seen
    NOT_JUDGED      silently, where the page was not looked at or hardly has any words

Remedy
    Open the address, then remove the link or correct it.

Units
    Days of our first and of our last sight. A page of another site is looked at no more than
    once a week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import in_words, suspect
from checks.lures import lures_in
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.masking import mask_all
from model.outside import OUTSIDE_SIGN_NAMES, OutsideLook, OutsideTarget
from model.url import host

_OFFICIAL = (".gov.cn", ".edu.cn", ".mil.cn", ".政务", ".xn--zfr164b")


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """One link to another site; named by the address as it stands on our pages."""

    subject: str
    evidence: Evidence
    target: OutsideTarget

    @property
    def owner(self) -> Owner:
        """Whoever owns all the places answers for it."""
        return self.evidence.ownership.common(place.page for place in self.target.places)


def outside_links(evidence: Evidence) -> Iterator[OutsideLink]:
    """Give every link to another site whose page was looked at."""
    outside = evidence.snapshot.outside
    if outside is None:
        raise EvidenceMissing("")
    for url, target in outside.items():
        yield OutsideLink(url, evidence, target)


@check(title="站外链接变异", over=outside_links, options=NoOptions, moving=("seen_on",))
def judge(link: OutsideLink, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the page is nothing an office would link to."""
    target = link.target
    lures = _lures(link)
    signs = [] if host(target.ends).endswith(_OFFICIAL) else _signs(target, lures)
    if not signs:
        if target.now.chinese is None and not target.now.title:
            raise EvidenceMissing("")
        return
    yield suspect(
        link.subject,
        f"站外链接可能已变异：{'；'.join(signs)}，有{target.pages}个页面链接到它，请核实",
        places=tuple(replace(place, text=mask_all(place.text)) for place in target.places),
        phrase=link.subject,
        final_url=target.ends,
        title=mask_all(target.now.title),
        title_before=mask_all(target.before.title) if target.before else None,
        ended_before=target.ended_before,
        signs=[str(sign) for sign in target.now.signs],
        lures=list(lures),
        seen_on=target.seen_on.isoformat(),
        first_on=target.first_on.isoformat() if target.first_on else None,
    )


def _signs(target: OutsideTarget, lures: tuple[str, ...]) -> list[str]:
    since = f"{in_words(target.first_on)}首次见到时" if target.first_on else ""
    signs = [f"打开的是{OUTSIDE_SIGN_NAMES[sign]}" for sign in target.now.signs]
    if lures:
        signs.append(f"标题或简介含“{'、'.join(lures[:3])}”")
    if target.before is not None and _turned(target.before, target.now):
        signs.append(f"页面已改用外文，{since}为中文“{mask_all(target.before.title[:30])}”")
    if target.ended_before is not None:
        signs.append(f"现跳转到{host(target.ends)}，以前到达{host(target.ended_before)}")
    return signs


def _turned(before: OutsideLook, now: OutsideLook) -> bool:
    """Whether a Chinese page is one in another language now; too few words say nothing."""
    return before.chinese is True and now.chinese is False


def _lures(link: OutsideLink) -> tuple[str, ...]:
    now = link.target.now
    return lures_in(f"{now.title} {now.words}", link.evidence.snapshot.words)
