"""Home pages on loopback, and a prober for them: for the tests of availability."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from model.clock import at_china
from model.settings import Probing, Settings
from model.site import Site, Unit
from scheduler.probing import Prober

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MIDNIGHT = at_china(DAY, datetime.min.time())
UNITS = (Unit(name="区政府办"),)
SILENT = "http://no-such-host.invalid/"


class Page(BaseHTTPRequestHandler):
    """A home page that is there, broken, guarded, or leads to itself with a cookie."""

    def do_GET(self) -> None:
        mood = self.server.mood  # type: ignore[attr-defined]
        if mood == "cookie" and "seen=1" not in self.headers.get("Cookie", ""):
            self.send_response(302)
            self.send_header("Location", self.path)
            self.send_header("Set-Cookie", "seen=1; path=/")
            self.end_headers()
            return
        body = b"<html><title>ok</title></html>"
        self.send_response({"broken": 502, "guarded": 403}.get(mood, 200))
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(mood="fine"):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.mood = mood  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def site(code, url, name="云湖区政府网"):
    return Site(code=code, name=name, home_url=url, unit="区政府办", allow_private=True)


def prober(clock, **more):
    settings = Settings(probing=Probing(limit_s=3.0, **more))
    return Prober(settings=settings, clock=clock)
