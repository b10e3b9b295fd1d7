"""Certificates 证书 of a site's own hosts: what a browser is shown, looked at once a night.

Reads   where the home page is served, after its redirects
Gives   a CertificateLook for each https host
Never   holds a machine without trusted roots, or a line that broke, against anyone
"""

from __future__ import annotations

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
NO_ADDRESS = "没有解析到可以访问的地址"


async def look_at_certificates(crawl: Crawl) -> list[CertificateLook]:
    """Return the certificates of the https hosts on the way to the home page, each once."""
    chain = crawl.site.home_chain(crawl.run, crawl.job.site.home_url)
    urls = {authority(url): url for url in chain if url.startswith("https:")}
    if not urls:
        return []
    try:
        handshakes = Handshakes("", crawl.job.connect_timeout_s)
    except SettingsError as cause:
        return [CertificateLook(host=name, trust=None, why=str(cause)) for name in urls]
    return [await _look(crawl, handshakes, name, url) for name, url in urls.items()]


async def _look(crawl: Crawl, handshakes: Handshakes, name: str, url: str) -> CertificateLook:
    number = urlsplit(url).port or HTTPS
    resolver = GuardedResolver(crawl.scope.may_be_private)
    try:
        found = await resolver.resolve(host(url), number)
    except (OSError, PrivateAddressRefused):
        found = []
    finally:
        await resolver.close()
    if not found:
        return CertificateLook(host=name, trust=None, why=NO_ADDRESS)
    shown = await handshakes.look(found[0]["host"], number, host(url))
    said = read_certificate(shown.certificate) if shown.certificate else None
    return CertificateLook(
        host=name,
        trust=shown.trust,
        why=shown.why,
        expires=said.expires if said else "",
        names=said.names if said else (),
        issuer=said.issuer if said else "",
    )
