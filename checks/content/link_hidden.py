"""Hidden link out of the site (暗链).

Finds
    Links to hosts outside the site, none of them a government's, that a page holds and no
    visitor sees: off the screen, of no size, in the colour of their background, written hidden
    or hidden by a script. Links that are only not displayed, as in menus, count when their
    words are a lure (gambling, fake papers …) or the site had never linked to their host.
    Links for readers of the screen aloud (无障碍, 跳到 …) are hidden so on purpose.

Why
    Intruders sell such links; districts were named in notices for them. They mean that
    somebody else can write on the site.

Judges
    SUSPECT         a hidden link: a person looks into the page's source, always
    OK              no page of the night holds one
    NOT_JUDGED      no page was read

Remedy
    Remove the links, find the hole through which they came, change passwords, report it.

Units
    Hosts; styles in sheets are not computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import suspect
from checks.lures import lures_in
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.hidden import VEIL_NAMES, HiddenLink
from model.masking import mask_all
from model.url import host

_FOR_LISTENERS = ("无障碍", "读屏", "跳到", "跳过", "盲人")


@dataclass(frozen=True, slots=True)
class HiddenHost:
    """One host with its hidden links by page; the site itself, with none, where all is well."""

    subject: str
    evidence: Evidence
    links: dict[str, HiddenLink] = field(default_factory=dict)

    @property
    def owner(self) -> Owner:
        """Whoever owns all the pages answers for it."""
        return self.evidence.ownership.common(self.links)


def hidden_hosts(evidence: Evidence) -> Iterator[HiddenHost]:
    """Give every host that the site's pages link to out of sight."""
    if not evidence.snapshot.pages:
        raise EvidenceMissing("本次没有读到网页，暗链未判定")
    by_host: dict[str, dict[str, HiddenLink]] = {}
    for page in evidence.pages:
        for link in page.hidden_links:
            by_host.setdefault(host(link.url), {}).setdefault(page.url, link)
    yield HiddenHost(evidence.snapshot.site.home_url, evidence)
    for name in sorted(by_host):
        yield HiddenHost(name, evidence, by_host[name])


def _is_trick(link: HiddenLink) -> bool:
    """Whether it is hidden as no menu is; links for readers of the screen aloud are no trick."""
    return link.veil.is_trick and not any(word in link.text for word in _FOR_LISTENERS)


@check(title="疑似暗链", over=hidden_hosts, options=NoOptions, moving=("signs",))
def judge(hidden: HiddenHost, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if hiding these links serves no visitor."""
    links = hidden.links.values()
    own = hidden.evidence.snapshot.words
    lure = next((word for link in links for word in lures_in(link.text, own)), "")
    tricks = sorted({VEIL_NAMES[link.veil] for link in links if _is_trick(link)})
    is_new = bool(links) and hidden.subject in (hidden.evidence.snapshot.outside_new or {})
    if not (lure or tricks or is_new):
        return
    signs = [*tricks, *([f"含“{lure}”"] if lure else []), *(["此前从未链接"] if is_new else [])]
    places = tuple(Place(page, mask_all(link.text), "") for page, link in hidden.links.items())
    first = next(iter(links))
    yield suspect(
        hidden.subject,
        f"{len(places)}个页面含有看不见的链接，指向{hidden.subject}（{'、'.join(signs)}），请核实",
        places=places,
        phrase=hidden.subject,
        signs=signs,
        address=first.url,
        pages=len(places),
    )
