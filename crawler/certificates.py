"""Certificates 证书 of a site's own hosts: what a browser is shown, looked at once a night.

Reads   where the home page is served, after its redirects
Gives   a CertificateLook for each https host; where its addresses show different ones, each of
        these with the address
Never   holds a machine without trusted roots, or a line that broke, against anyone
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from crawler.crawl import Crawl
from crawler.domain_certificate import read_certificate
from crawler.domain_tls import Handshakes
from crawler.outcome import PrivateAddressRefused
from crawler.resolver import GuardedResolver
from model.errors import SettingsError
from model.inquiry import CertificateLook
from model.url import authority, host

HTTPS = 443
MOST_ADDRESSES = 4
"""Of one host, IPv4 and IPv6 in turn: visitors come to any of them."""
NO_ADDRESS = "没有解析到可以访问的地址"


async def look_at_certificates(crawl: Crawl) -> list[CertificateLook]:
    """Return the certificates of the https hosts on the way to the home page, each once."""
    way = crawl.site.home_chain(crawl.run, crawl.job.site.home_url)
    urls = {authority(url): url for url in way if url.startswith("https:")}
    if not urls:
        return []
    try:
        handshakes = Handshakes("", crawl.job.connect_timeout_s)
    except SettingsError as cause:
        return [CertificateLook(host=name, trust=None, why=str(cause)) for name in urls]
    return [look for n, url in urls.items() for look in await _looks(crawl, handshakes, n, url)]


async def _looks(
    crawl: Crawl, handshakes: Handshakes, name: str, url: str
) -> list[CertificateLook]:
    number = urlsplit(url).port or HTTPS
    resolver = GuardedResolver(crawl.scope.may_be_private)
    try:
        found = await resolver.resolve(host(url), number)
    except (OSError, PrivateAddressRefused):
        found = []
    finally:
        await resolver.close()
    addresses = _in_turn(each["host"] for each in found)
    if not addresses:
        return [CertificateLook(host=name, trust=None, why=NO_ADDRESS)]
    seen = await asyncio.gather(
        *(_look(handshakes, name, address, number, host(url)) for address in addresses)
    )
    # A monitor without a road to IPv6 knows nothing of it, and what it does know stands.
    known = [look for look in seen if look.trust is not None] or seen[:1]
    if all(replace(look, address="") == replace(known[0], address="") for look in known):
        return [replace(known[0], address="")]
    different = {replace(look, address=""): look for look in reversed(known)}
    return list(reversed(different.values()))


def _in_turn(addresses: Iterable[str]) -> list[str]:
    kinds: tuple[list[str], list[str]] = ([], [])
    for address in dict.fromkeys(addresses):
        kinds[":" in address].append(address)
    return [each for each in chain(*zip_longest(*kinds)) if each is not None][:MOST_ADDRESSES]


async def _look(
    handshakes: Handshakes, name: str, address: str, number: int, server: str
) -> CertificateLook:
    shown = await handshakes.look(address, number, server)
    said = read_certificate(shown.certificate) if shown.certificate else None
    return CertificateLook(
        host=name,
        address=address,
        trust=shown.trust,
        why=shown.why,
        expires=said.expires if said else "",
        names=said.names if said else (),
        issuer=said.issuer if said else "",
    )
