"""Which server answers for a domain: the office's word, RDAP's bootstrap list, WHOIS lists.

Gives   addresses in the order they are tried, `https://…` (RDAP) or `whois://host[:port]`
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

WHOIS_PORT = 43


def suffixes(name: str) -> tuple[str, ...]:
    """Return the suffixes of a name, the longest first, without the name itself."""
    labels = name.split(".")
    return tuple(".".join(labels[at:]) for at in range(1, len(labels)))


def longest(name: str, servers: Mapping[str, str]) -> str:
    """Return the server of the longest suffix of a name that has one (RFC 9224, 4), "" if none."""
    return next((servers[each] for each in suffixes(name) if each in servers), "")


def read_bootstrap(body: bytes) -> dict[str, str] | None:
    """Return the RDAP servers by suffix (RFC 9224, 4: https first); None where it is no list."""
    try:
        services: Any = json.loads(body)["services"]
        found: dict[str, str] = {}
        for names, urls in services:
            url = _best([u for u in urls if isinstance(u, str)])
            found |= {str(name).lower(): url for name in names if url}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found


def _best(urls: Iterable[str]) -> str:
    usable = [url for url in urls if url.startswith(("https://", "http://"))]
    return min(usable, key=lambda url: not url.startswith("https://"), default="")


def listed_whois(name: str) -> str:
    """Return the WHOIS server that asyncwhois has on its list for the top-level domain."""
    from asyncwhois.servers.domains import CountryCodeTLD, GenericTLD, SponsoredTLD

    key = name.rsplit(".", 1)[-1].upper().replace("-", "_")
    for table in (CountryCodeTLD, GenericTLD, SponsoredTLD):
        host = getattr(table, key, None)
        if isinstance(host, str) and host:
            return f"whois://{host}"
    return ""


def referred_whois(text: str) -> str:
    """Return the WHOIS server that IANA names for a top-level domain, "" for none."""
    for line in text.splitlines():
        key, _, value = line.partition(":")
        if key.strip().lower() in ("refer", "whois") and value.strip():
            return f"whois://{value.strip().lower().removeprefix('whois://')}"
    return ""


def host_and_port(server: str) -> tuple[str, int]:
    """Return host and port of a server's address; port 43 where a WHOIS server names none."""
    parts = urlsplit(server)
    try:
        port = parts.port
    except ValueError:
        port = None
    ports = {"whois": WHOIS_PORT, "https": 443, "http": 80}
    return parts.hostname or "", port or ports.get(parts.scheme, 0)
