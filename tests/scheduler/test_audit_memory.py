"""What an audit holds: the pages of the night are gone by the time its documents are made."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from model.snapshot import Snapshot
from scheduler import printing
from tests.crawler.test_inquiries import TITLES, index, site
from tests.fakesite.server import Server
from tests.scheduler.test_audit_search import audited


def test_no_pages_are_held_while_documents_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_site, held = printing.print_site, list[str]()

    def watched(*given: Any) -> tuple[Path, ...]:
        gc.collect()
        held.extend(one.site.home_url for one in gc.get_objects() if type(one) is Snapshot)
        return print_site(*given)

    monkeypatch.setattr(printing, "print_site", watched)
    with Server() as server:
        site(server, search=index(TITLES))
        result = audited(server, tmp_path)
        assert server.url("/") not in held  # those of other tests may be
    assert result.facts.pages > 0
    assert result.files[0].exists()
