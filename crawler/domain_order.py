"""DomainOrder: everything one collection of domain facts 域名监测 is told."""

from __future__ import annotations

from dataclasses import dataclass, field

WEB_PORTS = (80, 443)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One name to find out about; `platform` as the register names it, "" for its addresses."""

    name: str  # A-labels, lower case
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainOrder:
    """How names are asked about.

    `resolvers` are addresses, each with a port where it is not 53 ("192.0.2.1:5353"), the first
    answers and the others are compared with it; none: the system's. `controls` are names that
    surely resolve and answer: their silence is the monitor's own.
    """

    resolvers: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    private: frozenset[str] = field(default_factory=frozenset)  # names on private addresses
    user_agent: str = ""
    vantage: str = ""
    rate_per_s: float = 2.0  # requests a second to one platform; 0: no limit
    at_once: int = 64  # names asked about at a time
    timeout_s: float = 15.0  # of one connection, and of the first byte
    dns_timeout_s: float = 4.0  # of one question to one resolver
    pace_folder: str = ""  # where crawls of this machine agree on paces; "": this run alone
    ca_file: str = ""  # further trusted roots, as PEM
    ports: tuple[int, int] = WEB_PORTS  # where HTTP and HTTPS are listened to
