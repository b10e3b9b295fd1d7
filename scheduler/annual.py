"""Annual figures 年度数字: which night of a site they are counted from, and the counting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.annual import count_year
from model.annual import AnnualFacts, YearNights
from model.errors import SnapshotMissing
from model.site import Site
from scheduler.stored import stored_snapshot
from scheduler.workspace import Workspace, chosen
from store.database import Database
from store.site_nights import sound_nights, stored_nights


def gather_years(
    workspace: Workspace, db: Database, year: int, *, code: str = "", night_on: date | None = None
) -> Iterator[AnnualFacts | str]:
    """Yield a site's figures, or one Chinese sentence why it has none; one site at a time.

    Counted from the newest sound night, or from `night_on`. Raises SnapshotMissing when no
    site has a night of the year or later.
    """
    sites = chosen(workspace.register(db), code)
    nights = {site.code: _nights_of(workspace, site, year, night_on) for site in sites}
    if not any(nights.values()):
        when = f"{night_on} 的" if night_on else f"{year}年以来的"
        raise SnapshotMissing(f"没有{when}巡检结果，{year}年的数字数不出来，请先运行 xunjian night")
    for site in sites:
        own = nights[site.code]
        if own is None:
            yield f"{site.name}：没有可以依据的巡检结果，未出年度报表"
            continue
        snapshot = stored_snapshot(workspace, db, site, own.last_on)
        yield count_year(snapshot, year, own, workspace.settings.office.name)


def _nights_of(
    workspace: Workspace, site: Site, year: int, wanted: date | None
) -> YearNights | None:
    file = workspace.site_file(site.code)
    every = stored_nights(file)
    if wanted is not None:
        last = wanted if wanted in every and wanted.year >= year else None
    else:
        sound = sound_nights(file) or every
        last = max((night for night in sound if night.year >= year), default=None)
    if last is None:
        return None
    in_year = sum(night.year == year and night <= last for night in every)
    return YearNights(first_on=every[0], in_year=in_year, last_on=last)
