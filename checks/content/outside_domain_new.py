"""New outside host in a prominent place (新增外部链接).

Finds
    A host that no page of the site linked to in earlier nights, and that of late stands on the
    home page or is linked in words that are a lure. Hosts of governments and schools are left
    out. For thirty days a host counts as new.

Why
    Resold domains and planted links show first as hosts that a site never had to do with.

Judges
    SUSPECT         such a host: a person opens it, always
    OK              known hosts, and new ones inside articles
    NOT_JUDGED      silently, in the first night of a site: there is nothing to compare with

Remedy
    Check who put the link there and what it shows; remove it if nobody knows.

Units
    Hosts; days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import suspect
from checks.lures import lures_in
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place
from model.masking import mask_all
from model.url import own_domain

_OFFICIAL = (".gov.cn", ".edu.cn", ".mil.cn")


@dataclass(frozen=True, slots=True)
class NewHost:
    """One host with the places of its links; the site itself where no host is new."""

    subject: str
    evidence: Evidence
    places: tuple[Place, ...] = ()

    @property
    def owner(self) -> Owner:
        """Whoever owns all the places answers for it."""
        return self.evidence.ownership.common(place.page for place in self.places)


def new_hosts(evidence: Evidence) -> Iterator[NewHost]:
    """Give the site, and every host it had never linked to."""
    new = evidence.snapshot.outside_new
    if new is None:
        raise EvidenceMissing("")
    yield NewHost(evidence.snapshot.site.home_url, evidence)
    for name, places in new.items():
        yield NewHost(name, evidence, places)


@check(title="新增外部链接", over=new_hosts, options=NoOptions)
def judge(new: NewHost, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the host stands where everybody sees it, or its words are a lure."""
    name = new.subject
    if not new.places or name.endswith(_OFFICIAL) or _is_own(new):
        return
    own = new.evidence.snapshot.words
    lure = next((word for place in new.places for word in lures_in(place.text, own)), "")
    on_home = any(place.page in new.evidence.home_urls for place in new.places)
    if lure or on_home:
        where = "首页" if on_home else f"{len(new.places)}个页面"
        words = f"，链接文字含“{lure}”" if lure else ""
        yield suspect(
            name,
            f"{where}新出现指向{name}的链接，以前从未有过{words}，请核实",
            places=tuple(replace(place, text=mask_all(place.text)) for place in new.places),
            phrase=name,
            lure=lure or None,
        )


def _is_own(new: NewHost) -> bool:
    home = new.evidence.snapshot.site.home_url.partition("//")[2].partition("/")[0]
    return own_domain(new.subject) == own_domain(home.partition(":")[0])
