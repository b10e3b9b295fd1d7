"""Case: one misbehaviour of the fake site, and the outcomes that tell the truth about it."""

from __future__ import annotations

from dataclasses import dataclass

from model.fetch import FetchOutcome
from tests.fakesite.server import Handler

FINE = frozenset({FetchOutcome.ALIVE, FetchOutcome.REDIRECTED})
TIMEOUTS = frozenset(
    {
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """A path that is linked from the home page, its handler and the outcomes that fit.

    An empty ending in `path` means a page; a file ending makes the link an attachment.
    """

    path: str
    handler: Handler
    fits: frozenset[FetchOutcome]

    def __str__(self) -> str:
        """Name the case in the test's id."""
        return self.path.strip("/").replace("/", "-")


def case(path: str, handler: Handler, *fits: FetchOutcome | frozenset[FetchOutcome]) -> Case:
    """Build a case from single outcomes and sets of them."""
    words: set[FetchOutcome] = set()
    for one in fits:
        words |= {one} if isinstance(one, FetchOutcome) else one
    return Case(path, handler, frozenset(words))
