"""Camera: pictures of a page that a browser has drawn, bounded, masked and framed.

Reads   a page at rest and the links whose pictures are wanted
Gives   PNG files, 1200 pixels wide and at most 1600 high
Never   shows images of the page, or a long number that is not masked; lets its scripts run on
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import Frame, Page

from model.masking import mask_all
from model.url import absolute

WIDTH, HEIGHT = 1200, 1600
"""Of the window and of every picture at most, pixels."""

LEAST_HEIGHT = 400
MOST_BYTES = 2_000_000
"""Of one PNG; a larger one is taken again with half the height."""

MOST_LINKS = 20_000
_MOST_DOWN = 50_000
_LIMIT_MS = 15_000

_TEXTS = """() => {
  const found = [], walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(), k = 0; n && k < 200000; n = walk.nextNode(), k++)
    if (/[0-9][0-9 \\-]{8,}/.test(n.data)) found.push([k, n.data]);
  return found;
}"""
_WRITE = """(masked) => {
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  const wanted = new Map(masked);
  for (let n = walk.nextNode(), k = 0; n && k < 200000; n = walk.nextNode(), k++)
    if (wanted.has(k)) n.data = wanted.get(k);
  for (const e of document.querySelectorAll('input, textarea')) { e.value = ''; }
}"""
_LINKS = """(most) => [document.baseURI, [...document.querySelectorAll(
  'a[href], area[href], img[src], iframe[src]')].slice(0, most).map(
  e => e.getAttribute('href') ?? e.getAttribute('src'))]"""
_BOX = """(k) => {
  const e = document.querySelectorAll('a[href], area[href], img[src], iframe[src]')[k];
  if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true})) return null;
  let r = e.getBoundingClientRect();
  for (const c of e.children) if (r.width < 4 || r.height < 4) r = c.getBoundingClientRect();
  return [r.left + scrollX, r.top + scrollY, r.width, r.height];
}"""
_FRAME = """([x, y, w, h]) => {
  const e = document.createElement('div');
  e.id = 'xunjian-frame';
  e.style.cssText = `all:initial;position:absolute;left:${x - 4}px;top:${y - 4}px;width:${w + 2}px;`
    + `height:${h + 2}px;border:3px solid #d40000;z-index:2147483647;pointer-events:none`;
  document.documentElement.append(e);
}"""
_UNFRAME = "() => document.getElementById('xunjian-frame')?.remove()"
_HEIGHT = "() => document.documentElement.scrollHeight"

Box = tuple[float, float, float, float]


async def pictures_of(page: Page, targets: tuple[str, ...]) -> AsyncIterator[tuple[str, bytes]]:
    """Yield target and PNG for every wanted link that a reader can see; "" is the page's top."""
    session = await page.context.new_cdp_session(page)
    # What is masked stays so: no script of the page writes it anew meanwhile.
    await session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    for frame in page.frames:
        await _mask(frame)
    down = _number(await page.evaluate(_HEIGHT), HEIGHT)
    base, written = _written(await page.evaluate(_LINKS, MOST_LINKS), page.url)
    links = [absolute(base, each) for each in written] if any(targets) else []
    for target in targets:
        if not target:
            yield "", await _picture(page, None, down)
            continue
        box = await _box(page, [k for k, link in enumerate(links) if link == target])
        if box is None:
            continue
        await page.evaluate(_FRAME, list(box))
        middle = box[1] + box[3] / 2
        yield target, await _picture(page, middle, max(down, box[1] + box[3] + 8))
        await page.evaluate(_UNFRAME)


async def _mask(frame: Frame) -> None:
    found = await frame.evaluate(_TEXTS)
    masked = [[k, mask_all(text)] for k, text in found if isinstance(text, str)]
    await frame.evaluate(_WRITE, masked)


async def _box(page: Page, places: list[int]) -> Box | None:
    """Return where the first of these links stands that a reader can see."""
    for place in places:
        found = await page.evaluate(_BOX, place)
        if not isinstance(found, list) or len(found) != 4:
            continue
        x, y, width, height = (_number(value, math.nan) for value in found)
        inside = 0 <= x < WIDTH and 0 <= y < _MOST_DOWN
        if inside and width >= 4 and 4 <= height <= HEIGHT:
            return x, y, min(width, WIDTH - x), height
    return None


async def _picture(page: Page, middle: float | None, down: float) -> bytes:
    """Take one picture around `middle`, None: from the top, of a page that ends at `down`."""
    down = min(max(down, LEAST_HEIGHT), _MOST_DOWN)
    height = min(HEIGHT, int(down))
    while True:
        start = 0.0 if middle is None else max(min(middle - height / 2, down - height), 0.0)
        png = await page.screenshot(
            clip={"x": 0, "y": int(start), "width": WIDTH, "height": height},
            full_page=True,
            animations="disabled",
            caret="hide",
            scale="css",
            timeout=_LIMIT_MS,
        )
        if len(png) <= MOST_BYTES or height <= LEAST_HEIGHT:
            return png
        height = max(height // 2, LEAST_HEIGHT)


def _number(value: Any, otherwise: float) -> float:
    """Return a number that a page's own scripts may have forged."""
    sound = isinstance(value, int | float) and math.isfinite(value)
    return float(value) if sound else otherwise


def _written(found: Any, url: str) -> tuple[str, list[str]]:
    if not isinstance(found, list) or len(found) != 2:
        return url, []
    base, links = found
    written = [link if isinstance(link, str) else "" for link in links]
    return (base if isinstance(base, str) else url), written
