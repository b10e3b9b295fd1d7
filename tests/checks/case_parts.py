"""Parts of a case folder that say what was seen of other sites, certificates and the host."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from model.clock import at_china
from model.domain_fact import Fact, FactKind, TlsTrust
from model.finding import Place
from model.fragment import FragmentTarget
from model.inquiry import CertificateLook
from model.outside import OutsideLook, OutsideSign, OutsideTarget
from model.site import Site, SiteKind

HOME = "http://www.qinghe.gov.cn.example/"
SITE = Site(code="4201990001", name="清河区人民政府", home_url=HOME, unit="区政府办公室")
NIGHT = date(2018, 7, 1)


def read_home(raw: dict[str, Any], night_on: date) -> dict[str, Any]:
    """Read a site of another address, and facts of its host: values, or why they are not known."""
    if "home" not in raw:
        return {}
    site = replace(SITE, home_url=raw["home"], kind=SiteKind(raw.get("site_kind", "portal")))
    facts = {}
    for kind, told in raw.get("home_facts", {}).items():
        why, values = (told, None) if isinstance(told, str) else ("", tuple(told))
        at = at_china(night_on, time(1))
        facts[FactKind(kind)] = Fact(kind=FactKind(kind), values=values, at=at, why=why)
    return {"site": site, "home_facts": facts}


def read_certificate(entry: dict[str, Any]) -> CertificateLook:
    """Read what was seen of one certificate."""
    trust = TlsTrust(entry["trust"]) if entry.get("trust") else None
    names = tuple(entry.get("names", []))
    return CertificateLook(**{**entry, "trust": trust, "names": names})


def read_looks(entries: list[dict[str, Any]]) -> dict[str, OutsideTarget]:
    """Read links to other sites; `now` and `before` are looks."""
    found = {}
    for entry in entries:
        raw = dict(entry)
        looks = {name: _look(raw.pop(name)) for name in ("now", "before") if name in raw}
        places = tuple(
            Place(f"{HOME}{page}", "友情链接", "footer") for page in raw.pop("pages", ["1"])
        )
        whole = {"ends": raw["url"], "seen_on": NIGHT, **raw, **looks}
        found[raw["url"]] = OutsideTarget(**whole, places=places, pages=len(places))
    return found


def _look(entry: dict[str, Any]) -> OutsideLook:
    """Read one look; `chinese` may be "unknown"."""
    raw = {"words": "", "chinese": True, **entry}
    if raw["chinese"] == "unknown":
        raw["chinese"] = None
    return OutsideLook(**{**raw, "signs": tuple(OutsideSign(s) for s in raw.get("signs", []))})


def read_fragments(entries: list[dict[str, Any]]) -> dict[str, FragmentTarget]:
    """Read links to places within pages."""
    place = Place(f"{HOME}1.html", "第二节", "")
    targets = [
        FragmentTarget(**{"scripted": False, "places": (place,), **entry}) for entry in entries
    ]
    return {target.url: target for target in targets}


def read_outside(hosts: dict[str, list[str]]) -> dict[str, tuple[Place, ...]]:
    """Read new hosts, each with lines of page and text."""
    places = {name: [entry.split(" | ") for entry in entries] for name, entries in hosts.items()}
    return {n: tuple(Place(page, text, "footer") for page, text in e) for n, e in places.items()}
