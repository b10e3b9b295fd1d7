"""Targets of a night: every link target that did not simply answer, with all its places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from model.fetch import FetchOutcome
from model.finding import Place
from model.page import LinkKind
from model.snapshot import Target
from model.url import authority
from store.kept_connection import KeptConnection
from store.site_night import End, NightView
from store.site_places import StoredPlaces, of_many_places, places_of

_CHUNK = 400
_SIMPLE = frozenset({FetchOutcome.ALIVE, FetchOutcome.REDIRECTED})
_STRONGEST = (LinkKind.PAGE, LinkKind.ATTACHMENT, LinkKind.ASSET)


@dataclass(frozen=True, slots=True)
class Confirm:
    """How often a target must have failed before it is held against anyone."""

    nights: int
    tries: int


class Targets:
    """Builds the targets of one night."""

    def __init__(
        self, conn: Connection, view: NightView, scope: frozenset[str], file: KeptConnection
    ) -> None:
        self._conn = conn
        self._view = view
        self._scope = scope
        self._file = file  # from which the places of menu links are read later

    def all(self, asked: Iterable[str], confirm: Confirm) -> dict[str, Target]:
        """Return what did not answer well among all link targets and `asked`, by address."""
        linked = self._view.linked()
        numbers = linked | {number for number in map(self._number, asked) if number is not None}
        ends = {number: self._view.end(number) for number in numbers}
        bad = [number for number, end in ends.items() if end.outcome not in _SIMPLE]
        out: dict[str, Target] = {}
        for start in range(0, len(bad), _CHUNK):
            part = bad[start : start + _CHUNK]
            places, kinds, urls = self.places(part), self._kinds(part), self._urls(part)
            for number in part:
                url = urls[number]
                out[url] = self._target(
                    url, ends[number], kinds.get(number, set()), places.get(number, ()), confirm
                )
        return dict(sorted(out.items()))

    def _target(
        self,
        url: str,
        end: End,
        kinds: set[LinkKind],
        places: Sequence[Place],
        confirm: Confirm,
    ) -> Target:
        last = end.last
        count, first = 0, None
        if end.outcome is FetchOutcome.REDIRECT_LOOP and last is not None:
            # Each hop answered; the failure is the chain's, as old as its youngest row.
            count, first = self._view.nights_since(last.from_night), last.from_night
        elif end.outcome.is_failure and last is not None:
            count, first = self._view.failed_on(last.address)
        tries = (
            last.tries if last is not None and end.outcome is not FetchOutcome.NOT_FETCHED else 0
        )
        return Target(
            url=url,
            kind=self._kind(url, kinds),
            outcome=end.outcome,
            status=last.status if last else None,
            final_url=last.url if last and end.hops else None,
            detail=last.detail if last else "",
            failed_nights=count,
            first_failed_on=date.fromisoformat(first) if first else None,
            tries=tries,
            confirmed=end.outcome.is_failure and count >= confirm.nights and tries >= confirm.tries,
            places=tuple(places) if end.outcome.is_failure else places,
        )

    def _kind(self, url: str, kinds: set[LinkKind]) -> LinkKind:
        if authority(url) not in self._scope:
            return LinkKind.EXTERNAL
        return next((kind for kind in _STRONGEST if kind in kinds), LinkKind.PAGE)

    def _number(self, url: str) -> int | None:
        found = self._conn.execute("SELECT id FROM address WHERE url = ?", (url,)).fetchone()
        return int(found[0]) if found else None

    def _urls(self, part: Sequence[int]) -> dict[int, str]:
        rows = self._conn.execute(
            f"SELECT id, url FROM address WHERE id IN ({_marks(part)})",  # noqa: S608
            tuple(part),
        )
        return {int(number): url for number, url in rows}

    def _kinds(self, part: Sequence[int]) -> dict[int, set[LinkKind]]:
        rows = self._conn.execute(
            f"SELECT DISTINCT dst, kind FROM anchor WHERE dst IN ({_marks(part)})",  # noqa: S608
            tuple(part),
        )
        kinds: dict[int, set[LinkKind]] = {}
        for dst, kind in rows:
            kinds.setdefault(int(dst), set()).add(LinkKind(kind))
        return kinds

    def places(self, part: Sequence[int]) -> dict[int, Sequence[Place]]:
        """Return every page of the night that links to these addresses (some hundreds)."""
        night = self._view.night
        many = of_many_places(self._conn, night, part)
        few = places_of(self._conn, night, [one for one in part if one not in many])
        return {**few, **{one: StoredPlaces(self._file, night, one) for one in many}}


def _marks(part: Sequence[int]) -> str:
    return ",".join("?" * len(part))
