"""Case: one misbehaviour of the fake site, and the one outcome that tells the truth about it."""

from __future__ import annotations

from dataclasses import dataclass

from model.fetch import FetchOutcome
from tests.fakesite.server import Handler


@dataclass(frozen=True, slots=True)
class Case:
    """A path that is linked from the home page, its handler and its true outcome.

    An empty ending in `path` means a page; a file ending makes the link an attachment.
    """

    path: str
    handler: Handler
    truth: FetchOutcome

    def __str__(self) -> str:
        """Name the case in the test's id."""
        return self.path.strip("/").replace("/", "-")


def case(path: str, handler: Handler, truth: FetchOutcome) -> Case:
    """Build a case."""
    return Case(path, handler, truth)
