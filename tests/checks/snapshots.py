"""Snapshots written by hand: short builders for tests, and the reading of case folders."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from checks.word_file import office_words
from extract.page import read_page
from model.attachment import Attachment, FileState
from model.clock import CHINA, at_china
from model.fetch import FetchOutcome
from model.finding import Place
from model.inquiry import EnginePage, HomeScripts, SearchTry
from model.media import MediaAccount
from model.named_link import ListedLinks, NamedLink
from model.page import (
    FactSource,
    LinkKind,
    ListItem,
    ListReading,
    ListState,
    Marks,
    PageFacts,
    PageKind,
    SiteTags,
)
from model.probe import Gap, Probe, ProbeLog
from model.site import Column, ColumnKind, ColumnLevel, Exemption
from model.snapshot import LedgerEntry, Snapshot, Soundness, Target
from model.span import parse_span
from model.upstream import SourceSeen, SourceUse, UpstreamItem
from model.workdays import WorkCalendar
from tests.checks.case_parts import (
    HOME,
    NIGHT,
    SITE,
    read_certificate,
    read_fragments,
    read_home,
    read_looks,
    read_outside,
)
from tests.checks.estates import ESTATE_SITE, read_estate


def page(url: str, kind: PageKind = PageKind.OTHER, **facts: Any) -> PageFacts:
    """Return a page in UTF-8 with the given facts."""
    return PageFacts(url=url, kind=kind, charset="utf-8", declared_charset="utf-8", **facts)


def list_page(url: str, *dates: str | None, **reading: Any) -> PageFacts:
    """Return a list page with one item per date."""
    items = tuple(
        ListItem(f"信息{at}", f"{url}{at}.html", shown) for at, shown in enumerate(dates, 1)
    )
    state = ListState.ITEMS if any(dates) else ListState.UNDATED if dates else ListState.EMPTY
    return page(
        url,
        PageKind.LIST,
        listing=ListReading(state=reading.pop("state", state), items=items, **reading),
    )


def column(url: str, kind: ColumnKind = ColumnKind.NEWS, **more: Any) -> Column:
    """Return a registered column."""
    return Column(site_code=SITE.code, url=url, kind=kind, **{"path": f"首页 > {url[-8:]}", **more})


def snapshot(*pages: PageFacts, **more: Any) -> Snapshot:
    """Return a sound night of SITE with these pages."""
    night_on = more.pop("night_on", NIGHT)
    return Snapshot(
        **{
            "site": SITE,
            "night_on": night_on,
            "observed_at": at_china(night_on, time(2)),
            "soundness": Soundness(sound=True),
            "pages": {each.url: each for each in pages},
            **more,
        }
    )


@dataclass(frozen=True, slots=True)
class Case:
    """One case folder: what was seen, with which options, and what it shows."""

    folder: Path
    check: str
    shows: str  # ok, fail, suspect, limit or unknown
    snapshot: Snapshot
    options: Mapping[str, object]


def read_case(folder: Path) -> Case:
    """Read `case.toml` and the pages beside it."""
    raw = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    night_on = raw["night_on"]
    pages = [_page(folder, entry) for entry in raw.get("page", [])]
    return Case(
        folder=folder,
        check=folder.parent.name,
        shows=raw["shows"],
        options=raw.get("options", {}),
        snapshot=snapshot(
            *pages,
            night_on=night_on,
            soundness=Soundness(sound=True, finished=raw.get("finished", True)),
            redirects=raw.get("redirects", {}),
            weak_tls=raw.get("weak_tls", {}),
            targets={entry["url"]: _target(entry) for entry in raw.get("target", [])},
            ledger=tuple(
                LedgerEntry(**{"shown": None, **entry}) for entry in raw.get("ledger", [])
            ),
            columns=tuple(_column(entry) for entry in raw.get("column", [])),
            exemptions=tuple(
                Exemption(site_code=SITE.code, **entry) for entry in raw.get("exemption", [])
            ),
            probes=ProbeLog(
                probes=tuple(p for entry in raw.get("probes", []) for p in _probes(entry)),
                gaps=tuple(_gap(entry) for entry in raw.get("gap", [])),
            ),
            calendar=WorkCalendar(
                off=frozenset(raw.get("holidays", [])),
                years=frozenset(raw.get("years", [2017, 2018])),
            ),
            upstream=tuple(_upstream(entry) for entry in raw.get("upstream", [])),
            sources=tuple(SourceSeen(**entry) for entry in raw.get("source", [])),
            page_links={entry["url"]: tuple(entry["to"]) for entry in raw.get("links", [])},
            named_links=ListedLinks([_named(entry) for entry in raw.get("named", [])]),
            texts={entry["url"]: entry["text"] for entry in raw.get("text", [])},
            words=office_words(folder),
            titles_before=raw.get("titles_before", {}),
            outside_new=read_outside(raw["outside_new"]) if "outside_new" in raw else None,
            outside=read_looks(raw["outside"]) if "outside" in raw else None,
            fragments=read_fragments(raw["fragment"]) if "fragment" in raw else None,
            attachments={entry["url"]: _attachment(entry) for entry in raw.get("attachment", [])},
            **read_home(raw, night_on),
            certificates=tuple(read_certificate(entry) for entry in raw.get("certificate", [])),
            searches=tuple(_search(entry) for entry in raw.get("search", [])),
            home_scripts=_home_scripts(raw["home_scripts"]) if "home_scripts" in raw else None,
            engine_pages=tuple(_engine_page(entry) for entry in raw.get("engine_page", [])),
            accounts=tuple(MediaAccount(**entry) for entry in raw.get("account", [])),
            **_estate(raw, night_on),
        ),
    )


def _estate(raw: dict[str, Any], night_on: date) -> dict[str, Any]:
    if not raw.get("estate"):
        return {}
    return {"site": ESTATE_SITE, "estate": read_estate(raw, night_on)}


def _attachment(entry: dict[str, Any]) -> Attachment:
    places = tuple(Place(where, "附件", "article") for where in entry["places"])
    return Attachment(**{**entry, "state": FileState(entry["state"]), "places": places})


def _upstream(entry: dict[str, Any]) -> UpstreamItem:
    return UpstreamItem(**{**entry, "use": SourceUse(entry.get("use", "repost"))})


def _named(entry: dict[str, Any]) -> NamedLink:
    return NamedLink(**{"page": HOME, **entry})


def _search(entry: dict[str, Any]) -> SearchTry:
    asked = {"words": "词", "url": f"{HOME}s?q=1", "item_url": f"{HOME}1.html"}
    return SearchTry(**{**asked, **entry, "outcome": FetchOutcome(entry.get("outcome", "alive"))})


def _home_scripts(entry: dict[str, Any]) -> HomeScripts:
    lists = {name: tuple(entry.get(name, ())) for name in ("unread", "asks")}
    return HomeScripts(**{**entry, **lists})


def _engine_page(entry: dict[str, Any]) -> EnginePage:
    added = tuple((url, text) for url, text in entry.get("added", []))
    outcome = FetchOutcome(entry.get("outcome", "alive"))
    return EnginePage(**{**entry, "added": added, "outcome": outcome})


def _page(folder: Path, entry: dict[str, Any]) -> PageFacts:
    if "file" in entry:
        body = (folder / entry["file"]).read_bytes()
        return read_page(body, entry["url"], is_home=entry["url"] == HOME).facts
    facts = dict(entry)
    if "listing" in facts:
        listing = dict(facts["listing"])
        rows = [row.split(" | ") for row in listing.pop("items", [])]
        items = tuple(ListItem(title, url, shown or None) for shown, url, title in rows)
        facts["listing"] = ListReading(
            **{
                **listing,
                "state": ListState(listing["state"]),
                "items": items,
                "pager": tuple(listing.get("pager", [])),
            }
        )
    if "marks" in facts:
        facts["marks"] = Marks(**facts["marks"])
    if "site" in facts:
        facts["site"] = SiteTags(**facts["site"])
    if "dates" in facts:
        facts["dates"] = {FactSource(place): shown for place, shown in facts["dates"].items()}
    if "title_from" in facts:
        facts["title_from"] = FactSource(facts["title_from"])
    if "published" in facts:
        facts["published_from"] = FactSource(facts.get("published_from", "visible"))
    return page(facts.pop("url"), PageKind(facts.pop("kind")), **facts)


def _probes(entry: dict[str, Any]) -> list[Probe]:
    """Return `count` probes from `first` on; `failed` and `slow` name some by their number."""
    first = entry["first"].replace(tzinfo=CHINA)
    seconds, slow = entry.get("seconds", 0.4), entry.get("slow_seconds", 0.4)
    return [
        Probe(
            at=first + timedelta(minutes=entry["minutes"] * number),
            ok=number not in entry.get("failed", []),
            seconds=slow if number in entry.get("slow", []) else seconds,
            cause=FetchOutcome(entry.get("cause", "timeout_connect"))
            if number in entry.get("failed", [])
            else FetchOutcome.ALIVE,
        )
        for number in range(entry["count"])
    ]


def _gap(entry: dict[str, Any]) -> Gap:
    since, until = (entry[key].replace(tzinfo=CHINA) for key in ("since", "until"))
    return Gap(since=since, until=until, reason=entry["reason"])


def _target(entry: dict[str, Any]) -> Target:
    places = tuple(Place(where, "链接文字", "article") for where in entry.get("places", []))
    return Target(
        **{
            **entry,
            "kind": LinkKind(entry.get("kind", "page")),
            "outcome": FetchOutcome(entry["outcome"]),
            "places": places,
        }
    )


def _column(entry: dict[str, Any]) -> Column:
    interval = entry.get("interval")
    return Column(
        site_code=SITE.code,
        **{
            **entry,
            "kind": ColumnKind(entry["kind"]),
            "level": ColumnLevel(entry.get("level", "other")),
            "interval": parse_span(interval) if interval else None,
        },
    )
