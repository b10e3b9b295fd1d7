"""Everything one site answers on one night, by address: pages, files, seeded failures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from demo import (
    city,
    files,
    interpreting,
    portal,
    portal_static,
    tourism,
    tourism_static,
    yearly,
)
from demo.annexes import resources_of
from demo.faults import DENIED, GIANT, GIANT_BYTES, GUARDED, SEEDED, Where
from demo.items import Item, latest_on, seen_on
from demo.offers import NEW_LINK
from demo.plan import PORTAL, TOURISM, Form, column, columns_of
from demo.resource import HTML_BARE, Resource, error, redirect

BaseUrls = Mapping[str, str]  # site code → scheme, host and port
Answers = dict[str, Resource]  # address below the site → answer
_TEXT = b'<div class="TRS_Editor" id="zoom">\n'
_FOOTER = b'<div class="footer">'
TITLES = {404: "Not Found", 410: "Gone", 500: "Internal Server Error"}


def content(
    code: str, items: Mapping[str, tuple[Item, ...]], today: date, night_on: date, urls: BaseUrls
) -> Answers:
    """Return what the site answers on this night; addresses not named answer 404."""
    if code == city.CITY:
        return city.content(items, today, night_on)
    shown = {c.folder: seen_on(items[c.folder], night_on) for c in columns_of(code)}
    latest = {c.folder: latest_on(items[c.folder], night_on) for c in columns_of(code)}
    make = _portal if code == PORTAL else _tourism
    made = make(shown, latest, today, urls)
    for folder in shown:
        for item in shown[folder]:
            body = _article(item, code, items)
            made[item.address] = _page(body, code)
            made |= resources_of(item)
    if code == PORTAL and night_index(today, night_on) == 0:
        for address, page in portal_static.tampered(today).items():
            made[address] = _page(page, code)
    if code == TOURISM and night_index(today, night_on) == 0:
        home = made["/"]
        body = home.body.replace(_FOOTER, NEW_LINK.encode("gbk") + _FOOTER, 1)
        made["/"] = made["/index.html"] = replace(home, body=body)
    made |= _seeded(code, items, today, night_index(today, night_on))
    return made


def _article(item: Item, code: str, items: Mapping[str, tuple[Item, ...]]) -> bytes:
    if code != PORTAL:
        return tourism.article(item)
    more = interpreting.related(item, items) + yearly.table(item)
    body = portal.article(item)
    return body.replace(_TEXT, _TEXT + more.encode(), 1) if more else body


def night_index(today: date, night_on: date) -> int:
    """Return how many nights before the demo's day this is: 0, 1 or 2 at most."""
    return min(max((today - night_on) // timedelta(days=1), 0), 2)


def _portal(shown: portal.Shown, latest: portal.Shown, today: date, urls: BaseUrls) -> Answers:
    made: Answers = {}
    made["/"] = made["/index.html"] = _page(portal.home(latest, urls[TOURISM]), PORTAL)
    for plan in columns_of(PORTAL):
        match plan.form:
            case Form.HUB:
                made[plan.address] = _page(portal.hub(plan, latest), PORTAL)
            case Form.STATIC:
                made[plan.address] = _page(portal_static.column_page(plan, today), PORTAL)
            case _:
                for name, body in portal.list_pages(plan, shown[plan.folder]).items():
                    made[f"/{plan.folder}/{name}"] = _page(body, PORTAL)
                made[plan.address] = made[f"/{plan.folder}/index.html"]
    for address, body in portal_static.pages(today).items():
        made[address] = _page(body, PORTAL)
    made["/api/channel/zwgk_zcwjk.json"] = _channel(shown["zwgk/zcwj"])
    made[GUARDED] = error(403, "Forbidden")
    made["/old/index.html"] = redirect("/", 301)
    made[GIANT] = Resource(content_type="video/mp4", declared_bytes=GIANT_BYTES)
    made["/robots.txt"] = _text(f"User-agent: *\nDisallow: {DENIED.rsplit('/', 1)[0]}/\n")
    made["/images/gov2024.css"] = _text(files.CSS, "text/css", compress=True)
    made["/images/common.js"] = _text(files.JS, "application/javascript")
    made["/images/list.js"] = _text(files.LIST_JS, "application/javascript")
    return made | _pictures("banner", "dzjg", "ga", "jiucuo")


def _tourism(shown: portal.Shown, latest: portal.Shown, today: date, urls: BaseUrls) -> Answers:
    made: Answers = {}
    made["/"] = made["/index.html"] = _page(tourism.home(latest, urls[PORTAL]), TOURISM)
    for plan in columns_of(TOURISM):
        if plan.form is Form.STATIC:
            made[plan.address] = _page(tourism_static.about(plan, today), TOURISM)
            continue
        for ending, body in tourism.list_pages(plan, shown[plan.folder]).items():
            made[plan.address + ending] = _page(body, TOURISM)
    made["/wzdt.html"] = _page(tourism_static.sitemap(today), TOURISM)
    made["/robots.txt"] = _text("User-agent: *\nAllow: /\n")
    made["/css/wl.css"] = _text(files.CSS, "text/css")
    return made | _pictures("dzjg", "wl_banner")


def _seeded(code: str, items: Mapping[str, tuple[Item, ...]], today: date, night: int) -> Answers:
    made: Answers = {}
    for seed in SEEDED:
        if seed.site != code:
            continue
        address = target_address(seed.address, seed.owner, seed.index, items)
        if night in seed.dead_on:
            made[address] = (
                redirect(address) if seed.status == 302 else error(seed.status, TITLES[seed.status])
            )
        elif seed.where is Where.ANNEX:
            made[address] = Resource(body=files.pdf(1), content_type="application/pdf")
        else:
            made[address] = _page(portal_static.original(today), code)
    return made


def target_address(
    address: str, owner: str, index: int, items: Mapping[str, tuple[Item, ...]]
) -> str:
    """Return the address of a seeded link's target: its own, or that of the lost article."""
    return address or next(i.address for i in items[owner] if i.index == index)


def _page(body: bytes, code: str) -> Resource:
    # Pages of the department name no charset in the header; long ones travel packed.
    kind = HTML_BARE if code == TOURISM else "text/html; charset=utf-8"
    return Resource(body=body, content_type=kind, compress=len(body) > 5000)


def _text(text: str, kind: str = "text/plain", *, compress: bool = False) -> Resource:
    return Resource(body=text.encode(), content_type=kind, compress=compress)


def _channel(items: tuple[Item, ...]) -> Resource:
    rows = [{"title": i.title, "link": i.address, "day": i.on.isoformat()} for i in items]
    text = json.dumps({"channel": column("zwgk/zcwjk").name, "rows": rows}, ensure_ascii=False)
    return _text(text, "application/json")


def _pictures(*names: str) -> Answers:
    return {
        f"/images/{name}.png": Resource(body=files.png(*_COLOURS[name]), content_type="image/png")
        for name in names
    }


_COLOURS = {  # red, green, blue, width and height in pixels
    "banner": (180, 60, 50, 1100, 120),
    "wl_banner": (20, 90, 160, 860, 100),
    "dzjg": (200, 20, 30, 46, 56),
    "ga": (30, 60, 140, 18, 20),
    "jiucuo": (200, 90, 20, 110, 56),
}
