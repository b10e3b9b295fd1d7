"""Sites nobody here wrote: every page is reached, and exactly the dead targets are dead."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from model.page import LinkKind
from model.snapshot import Snapshot
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TREES = SHARED / "corpus" / "trees"
TOOL = SHARED / "tools" / "get_tree.sh"
NAMES = (
    "debian-faq-zh-cn",
    "gimp-help-zh-cn",
    "installation-guide-amd64",
    "maint-guide-zh-cn",
    "postgresql-doc-15",
    "python-django-doc",
)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(
        not TREES.is_dir() or not TOOL.is_file(), reason="no corpus beside the project"
    ),
    pytest.mark.skipif(shutil.which("apt-get") is None, reason="no apt-get on this machine"),
]


class Quiet(SimpleHTTPRequestHandler):
    """The standard library's file server, with connections kept and without its log."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def served(root: Path) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def tree(name: str, cache: Path, work: Path) -> Path:
    """Return the unpacked package, fetched once and kept in pytest's cache."""
    root = cache / name
    if not root.is_dir():
        call = ["bash", str(TOOL), name, str(work)]
        done = subprocess.run(call, capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"{name} cannot be had here")
        shutil.move(work / name, root)
    return root


def failing(snapshot: Snapshot, *kinds: LinkKind) -> dict[str, list[str]]:
    """Return failing targets of some kinds and the pages that link to them."""
    return {
        target.url: sorted(place.page for place in target.places)
        for target in snapshot.targets.values()
        if target.outcome.is_failure and target.kind in kinds
    }


@pytest.mark.parametrize("name", NAMES)
def test_tree(name: str, pytestconfig: pytest.Config, tmp_path: Path) -> None:
    expected = json.loads((TREES / f"{name}.reach.json").read_text("utf-8"))
    cache = pytestconfig.cache
    assert cache is not None
    root = tree(name, cache.mkdir("trees"), tmp_path / "fetched")
    with served(root) as port:
        origin = f"http://127.0.0.1:{port}/"
        job = job_for(
            Server(port=port),
            tmp_path,
            home="/" + expected["start"],
            total_timeout_s=20.0,
            first_byte_timeout_s=10.0,
        )
        run = crawl(job, tmp_path)
    snapshot = snapshot_of(job)
    assert run.summary.reason == "finished"
    assert len(snapshot.pages) == run.summary.pages == expected["reachable_html"]
    assert failing(snapshot, LinkKind.PAGE, LinkKind.ATTACHMENT) == {
        origin + path: sorted(origin + place for place in places)
        for path, places in expected["broken_nav"].items()
    }
    assert {url: len(places) for url, places in failing(snapshot, LinkKind.ASSET).items()} == {
        origin + path: count for path, count in expected["broken_assets"].items()
    }
