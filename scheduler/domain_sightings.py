"""Sightings 见到的域名: hosts that pages of our sites link to and that are probably the district's.

The crawls have seen them already; nothing is asked here. Which ones are probably ours is decided
as `xunjian discover` does: the site's own registered domain, or words that name a local unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extract.discovery_hosts import propose_hosts
from extract.discovery_units import UnitNames
from model.discovery import HostGroup
from model.domain import ascii_name
from model.estate import Sighting, Source
from model.site import Register
from scheduler.workspace import Workspace
from store.database import Database
from store.domains import DomainStore
from store.nights import NightStore
from store.site_hosts import linked_hosts

_OURS = frozenset({HostGroup.OWN_DOMAIN, HostGroup.DISTRICT})


def note_linked(place: Workspace, db: Database, register: Register) -> int:
    """Note the hosts that each site's newest night linked to; return how many are new."""
    return DomainStore(db).see(_linked(place, db, register))


def _linked(place: Workspace, db: Database, register: Register) -> Iterator[Sighting]:
    # Short names leave the district out; a sponsor's name is how they are told which one.
    names = UnitNames.of(
        (unit.name for unit in register.units), place.settings.office.district + "人民政府"
    )
    nights = NightStore(db)
    for site in register.sites:
        night_on = nights.latest(site.code)
        file = place.site_file(site.code)
        if night_on is None or not file.exists():
            continue
        for host in propose_hosts(linked_hosts(file, night_on), site, names, {}):
            name = ascii_name(host.linked.host)
            if host.group in _OURS and name is not None:
                yield _sighting(name, host.linked.example, night_on)


def _sighting(name: str, page: str, night_on: date) -> Sighting:
    return Sighting(name=name, source=Source.LINK, detail=page, first_on=night_on, last_on=night_on)
