"""The report in a real browser, where one is installed: nothing fetched, nothing run."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reports import site_report
from tests.reports.sample import PRINTED_AT, SITE, TITLES, night_facts

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed"),
]
ATTACK = (
    "</title><script>document.body.dataset.ran='yes'</script><img src='http://a.example/x.png'>"
)


class Trap:
    """Where every name of the sample leads; keeps what is asked. The browser's own names fail."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.asked: list[bytes] = []
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self) -> None:
        while True:
            try:
                guest, _ = self.listener.accept()
            except OSError:
                return
            with guest:
                guest.settimeout(2)
                try:
                    self.asked.append(guest.recv(200))
                except OSError:
                    self.asked.append(b"")


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    # Closing alone does not wake a thread that waits in accept.
    made.listener.shutdown(socket.SHUT_RDWR)
    made.listener.close()


def browse(page: Path, trap: Trap, *wanted: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [
            str(BROWSER),
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--enable-logging=stderr", "--v=0"),
            f"--user-data-dir={page.parent / 'profile'}",
            f"--host-resolver-rules=MAP *.example 127.0.0.1:{trap.port}, MAP * ~NOTFOUND",
            *wanted,
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )


def test_the_trap_catches_what_a_page_fetches(tmp_path: Path, trap: Trap) -> None:
    page = tmp_path / "bad.html"
    page.write_text("<img src='http://a.example/x.png'>", encoding="utf-8")
    browse(page, trap, "--dump-dom")
    assert any(b"x.png" in line for line in trap.asked)


def test_a_hostile_night_fetches_nothing_and_runs_nothing(tmp_path: Path, trap: Trap) -> None:
    facts = night_facts(
        site=replace(SITE, name=ATTACK), office=ATTACK, notices=(ATTACK,), district=ATTACK
    )
    page = tmp_path / "report.html"
    page.write_text(
        site_report.render(facts, printed_at=PRINTED_AT, titles=TITLES), encoding="utf-8"
    )
    done = browse(page, trap, "--dump-dom")
    shown = done.stdout.decode()
    assert "巡检报告" in shown
    assert 'data-ran="yes"' not in shown
    assert "CONSOLE" not in done.stderr.decode()
    assert trap.asked == []


def test_the_report_prints_on_paper(tmp_path: Path, trap: Trap) -> None:
    page = tmp_path / "report.html"
    page.write_text(
        site_report.render(night_facts(), printed_at=PRINTED_AT, titles=TITLES), encoding="utf-8"
    )
    pdf = tmp_path / "report.pdf"
    browse(page, trap, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf.read_bytes()
