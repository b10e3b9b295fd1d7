"""LinkChecker's own test pages, link by link: where its verdicts and ours differ, and why."""

from __future__ import annotations

import json
import mimetypes
from collections import Counter
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest

from model.snapshot import Snapshot
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Exchange, Server, not_found

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT.parent / "shared" / "corpus" / "peers" / "linkchecker"
PAPER = ROOT / "docs" / "outcomes.md"
UNREAD = (
    ".css",
    ".doc",
    ".markdown",
    ".pdf",
    ".txt",
    ".wml",
    ".adr",
    ".sqlite",
    ".plist",
    ".xml",
    "Bookmarks",
)
FOLDERS = {"dir", "udir"}  # the peer's tests unpack them first

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not PEER.is_dir(), reason="no corpus beside the project"),
]


def files() -> list[str]:
    """Return the peer's files as paths below its folder, without its expected results."""
    found = (path for path in (PEER / "data").rglob("*") if path.is_file())
    return sorted(p.relative_to(PEER).as_posix() for p in found if p.suffix != ".result")


async def serve(exchange: Exchange) -> None:
    """Answer with a file of the peer; the home page links to all of them."""
    path = unquote(exchange.route).lstrip("/")
    if not path:
        links = (f'<p><a href="/{quote(name)}">{escape(name)}</a></p>' for name in files())
        await exchange.answer("200 OK", f"<title>index</title>{''.join(links)}".encode())
    elif path in files():
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        await exchange.answer("200 OK", (PEER / path).read_bytes(), kind=kind)
    else:
        await not_found(exchange)


def address(link: dict[str, str]) -> str:
    """Return the address a link means here: the peer's two roots become the fake site's."""
    url = link.get("real_url") or link["url"]
    for root in ("file://%(curdir)s/%(datadir)s", "http://localhost:%(port)d/%(datadir)s"):
        url = url.replace(root, "/data")
    url = url.replace("http://localhost:%(port)d", "").replace("%%", "%")
    return unquote(url.replace("/tests/checker/data/", "/data/").partition("#")[0])


def judged(url: str, file: str, status: str, server: Server, snapshot: Snapshot) -> str:
    """Return the row of the table a link belongs to."""
    if file.endswith(UNREAD) and url != f"/data/{file}":
        return "link in a file not read as a page"
    if not url.startswith("/"):
        parts = urlsplit(url.replace("]", ""))
        if parts.scheme not in {"http", "https"}:
            return "another scheme"
        if not (parts.hostname or "").strip(".") or "]" in url:
            return "no host in the address"
        return "outside host"
    targets = {unquote(at): target.outcome for at, target in snapshot.targets.items()}
    asked = {unquote(seen.path) for seen in server.log}
    outcome = targets.get(server.url(url))
    if outcome is not None:
        return f"{status}, {'dead' if outcome.is_failure else 'unknown'}"
    if url in asked:
        return f"{status}, alive"
    return "folder packed in an archive" if file in FOLDERS else "address that is no address"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter[str], Snapshot, list[str]]:
    folder = tmp_path_factory.mktemp("peer")
    with Server(other=serve) as server:
        job = job_for(server, folder)
        assert crawl(job, folder).summary.reason == "finished"
        snapshot = snapshot_of(job)
        rows: Counter[str] = Counter()
        notes = []
        for page in json.loads((PEER / "expectations.json").read_text("utf-8")):
            for link in page["links"]:
                url = address(link)
                row = judged(url, page["file"], link["status"], server, snapshot)
                rows[row] += 1
                notes.append(f"{row}: {page['file']} -> {url}")
    return rows, snapshot, notes


def test_no_link_is_judged_the_other_way(
    table: tuple[Counter[str], Snapshot, list[str]],
) -> None:
    rows, _, notes = table
    assert rows["valid, alive"] > 80
    assert rows["error, dead"] >= 7
    for row in ("valid, dead", "error, alive", "valid, unknown", "error, unknown"):
        assert rows[row] == 0, [note for note in notes if note.startswith(row)]


def test_every_dead_link_of_ours_is_missing_there(
    table: tuple[Counter[str], Snapshot, list[str]],
) -> None:
    _, snapshot, _ = table
    dead = {t.url for t in snapshot.targets.values() if t.outcome.is_failure}
    assert dead
    assert not {unquote(urlsplit(url).path).lstrip("/") for url in dead} & set(files())


def test_the_paper_says_the_same(table: tuple[Counter[str], Snapshot, list[str]]) -> None:
    rows, _, notes = table
    cells = (line.strip("|").split("|") for line in PAPER.read_text("utf-8").splitlines())
    said = {c[0].strip(): int(c[1]) for c in cells if len(c) == 3 and c[1].strip().isdigit()}
    assert said == {row: count for row, count in rows.items() if count}, "\n".join(notes)
