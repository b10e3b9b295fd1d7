"""Answers of the estate's servers that several entries share."""

from __future__ import annotations

import re

from extract.likeness import fingerprint
from model.domain_fact import FactKind as F
from tests.estate.entry import (
    HSTS,
    V6,
    Page,
    Truth,
)
from tests.estate.web_server import Answering, Asked, Reply


def over_https(key: str, body: str) -> Answering:
    """HTTP leads to HTTPS, HTTPS shows a body."""

    def answer(asked: Asked) -> Reply:
        if not asked.secure:
            return Reply(status=301, location=f"https://www.{key}.gov.cn/")
        return Reply(body=body, headers=(("Strict-Transport-Security", HSTS),))

    return answer


def circle(key: str) -> Answering:
    """Every address leads on, and back."""

    def answer(asked: Asked) -> Reply:
        other = {"/": "/a", "/a": "/b", "/b": "/a"}[asked.path]
        return Reply(status=302, location=f"http://www.{key}.gov.cn{other}")

    return answer


def down_over_ipv6(key: str, page: Page) -> Answering:
    """Whole over IPv4, an error over IPv6."""
    full = over_https(key, page.html)

    def answer(asked: Asked) -> Reply:
        if asked.secure and asked.address == V6:
            return Reply(status=500, body="down")
        return full(asked)

    return answer


def by_family(key: str, page: Page, other: Page) -> Answering:
    """One page over IPv4, another over IPv6."""
    one, two = over_https(key, page.html), over_https(key, other.html)

    def answer(asked: Asked) -> Reply:
        return (two if asked.address == V6 else one)(asked)

    return answer


def every_way(key: str, outcome: str, status: str) -> Truth:
    """The same outcome over all four ways."""
    ends = {F.HTTP_V4: "http", F.HTTP_V6: "http", F.HTTPS_V4: "https", F.HTTPS_V6: "https"}
    return {
        kind: (outcome, status, f"{scheme}://www.{key}.gov.cn/") for kind, scheme in ends.items()
    }


def mark_of(html: str) -> str:
    """The fingerprint of a page's visible text."""
    return fingerprint(re.sub("<[^>]+>", " ", html.split("<body>")[1]))
