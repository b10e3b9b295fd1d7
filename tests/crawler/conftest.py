"""One crawl of the hostile site, shared by all tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakesite.hostile import Hostile, crawl_hostile
from tests.fakesite.server import Server


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    with Server() as server, Server() as neighbour:
        yield crawl_hostile(server, neighbour, tmp_path_factory.mktemp("hostile"))
