"""RegistryOrder: how registries are asked about domains 注册信息查询."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BOOTSTRAP = "https://data.iana.org/rdap/dns.json"
"""IANA's list of RDAP servers by suffix (RFC 9224)."""
IANA = "whois://whois.iana.org"
"""Knows the WHOIS server of every top-level domain."""
GAP_S = 5.0
"""Seconds between two questions to one server. No registry publishes a figure for strangers that
holds everywhere; a person at a keyboard is not faster."""
MOST = 200
"""Questions to one server in one round; the names asked longest ago come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryOrder:
    """`servers` go before every list: by suffix ("cn", "gov.cn"), as rdap or whois addresses.

    A server is `https://rdap.example/` or `whois://whois.example[:port]`. What the office names
    here may lie on its own network; what a registry refers to may not.
    """

    servers: Mapping[str, str] = field(default_factory=dict)
    bootstrap: str = BOOTSTRAP  # "": no list of RDAP servers
    iana: str = IANA  # "": suffixes of no list are not asked about
    gap_s: float = GAP_S
    most: int = MOST
    timeout_s: float = 15.0
