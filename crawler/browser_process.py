"""The browser's process, seen from outside: started, listened to, watched, ended.

Reads   an Order
Gives   a Sheet for every page that was tried
Never   waits for a browser that hangs, or lets one take the machine's memory
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from crawler.browser_order import Order
from crawler.process_tree import end_family, held_bytes
from model.drawing import DrawingFault

START_LIMIT_S = 20.0
"""For the browser to start, and on top of each page's own limit."""

MOST_STARTS = 3
"""Starts of a browser for one order: one that keeps dying is given up for the night."""

MOST_MEMORY_BYTES = 1_500_000_000
"""Of the browser with all its processes; a heavy portal takes 300 to 500 MB."""

_LOOK_S = 0.5


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as the browser took it."""

    target: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What came of one page."""

    url: str
    html: str = ""
    fault: DrawingFault | None = None
    detail: str = ""
    refused: dict[str, int] = field(default_factory=dict)  # wishes of the page, by the reason
    shots: tuple[Shot, ...] = ()


def draw_pages(order: Order, stopping: Callable[[], bool]) -> Iterator[Sheet]:
    """Yield one sheet a page; a browser that is lost is started again for the pages left.

    The page at which it was lost is told as a fault. What is never reached has no sheet.
    """
    left = list(order.urls)
    for _ in range(MOST_STARTS):
        if not left or stopping():
            return
        for sheet in _one_browser(order, tuple(left), stopping):
            left.remove(sheet.url)
            yield sheet


def _one_browser(
    order: Order, urls: tuple[str, ...], stopping: Callable[[], bool]
) -> Iterator[Sheet]:
    with tempfile.TemporaryDirectory(prefix="xunjian-browser-", ignore_cleanup_errors=True) as home:
        file = Path(home) / "order.json"
        text = json.dumps({**json.loads(order.to_json()), "urls": urls}, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "crawler.browser_child", str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The browser's profile lies in this folder and goes with it.
            env={**os.environ, "TMPDIR": home, "HOME": home, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        watch = _Watch(child, order.page_limit_s, stopping)
        seen = -1  # the first line only says that the browser has started
        try:
            for line in watch.lines():
                if seen >= 0:
                    yield _sheet(line)
                seen += 1
            if watch.ended_badly and 0 <= seen < len(urls) and not stopping():
                yield Sheet(url=urls[seen], fault=watch.fault)
        finally:
            end_family(child.pid)
            child.wait()
            if child.stdout is not None:
                child.stdout.close()


class _Watch:
    """Listens to a child until it ends, stalls, takes too much, or the work is to stop."""

    def __init__(
        self, child: subprocess.Popen[bytes], limit_s: float, stopping: Callable[[], bool]
    ) -> None:
        self._child = child
        self._limit_s = limit_s
        self._stopping = stopping
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self.fault = DrawingFault.LOST

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the child's lines as they come."""
        Thread(target=self._pump, daemon=True).start()
        until = self._until()
        looked_at = monotonic()
        while monotonic() < until and not self._stopping():
            if monotonic() - looked_at >= _LOOK_S:
                looked_at = monotonic()
                if held_bytes(self._child.pid) > MOST_MEMORY_BYTES:
                    self.fault = DrawingFault.MEMORY
                    return
            try:
                raw = self._lines.get(timeout=_LOOK_S)
            except Empty:
                continue
            if not raw:
                return
            yield json.loads(raw)
            until = self._until()
        self.fault = DrawingFault.TIMEOUT

    @property
    def ended_badly(self) -> bool:
        """Whether the page under way is what ended it; a child that says goodbye blames none."""
        try:
            return self._child.wait(timeout=_LOOK_S) != 0
        except subprocess.TimeoutExpired:
            return True

    def _pump(self) -> None:
        output = self._child.stdout
        if output is not None:
            for raw in output:
                self._lines.put(raw)
        self._lines.put(b"")

    def _until(self) -> float:
        return monotonic() + START_LIMIT_S + self._limit_s


def _sheet(line: dict[str, Any]) -> Sheet:
    return Sheet(
        url=line["url"],
        html=line["html"],
        fault=DrawingFault(line["fault"]) if line["fault"] else None,
        detail=line["detail"],
        refused=line["refused"],
        shots=tuple(_shots(line["pictures"])),
    )


def _shots(written: list[dict[str, str]]) -> Iterator[Shot]:
    for each in written:
        try:
            yield Shot(each["target"], base64.b64decode(each["png"], validate=True))
        except binascii.Error:
            continue
