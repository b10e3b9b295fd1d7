"""Progress on stderr: a live bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class ProgressBoard:
    """Shows what each running crawl has done so far; safe to call from several threads."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(file=sys.stderr, quiet=quiet, highlight=False, soft_wrap=True)
        self._live = not quiet and self._console.is_terminal
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._live,
        )
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, int] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def say(self, text: str) -> None:
        """Print one line."""
        with self._lock:
            self._console.print(text, markup=False)

    def crawl(self, name: str, pages: int, fetched: int, queued: int) -> None:
        """Show one crawl's figures; without a terminal only every 500 requests."""
        text = f"{name}：已读网页 {pages}，已访问 {fetched}，待访问 {queued}"
        with self._lock:
            if self._live:
                if name not in self._tasks:
                    self._tasks[name] = self._bars.add_task("", total=None)
                self._bars.update(self._tasks[name], description=text.replace("[", r"\["))
            elif fetched - self._told.get(name, 0) >= 500:
                self._told[name] = fetched
                self._console.print(text, markup=False)

    def crawl_ends(self, name: str) -> None:
        """Take one crawl off the board."""
        with self._lock:
            if name in self._tasks:
                self._bars.remove_task(self._tasks.pop(name))
