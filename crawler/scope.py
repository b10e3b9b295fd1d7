"""Scope of a site: which addresses are its own, and which of them may lie on private IPs."""

from __future__ import annotations

from functools import lru_cache

from model.crawl import CrawlJob
from model.url import authority, host, is_private_ip, literal_ip


class Scope:
    """The authority of the home address, and those the home address is redirected to."""

    def __init__(self, job: CrawlJob) -> None:
        self._home = job.site.home_url
        self._platform = job.site.platform or authority(self._home)
        self._allow_private = job.allow_private
        self._own = {authority(self._home)}
        self._private = {authority(self._home)} if job.allow_private else set()
        self._homes = {self._home}

    def widen(self, chain: list[str]) -> None:
        """Take in where the home address is redirected to.

        A private address comes in only as another port or the www name of the same host:
        a page that redirects into the office's network does not open it to the crawl.
        """
        for url in chain[1:]:
            same = _bare(host(url)) == _bare(host(self._home))
            ip = literal_ip(url)
            if ip is not None and is_private_ip(ip) and not same:
                break
            self._own.add(authority(url))
            self._homes.add(url)
            if self._allow_private and same and host(url) != host(self._home):
                self._private.add(authority(url))

    def contains(self, url: str) -> bool:
        """Whether an address belongs to the site."""
        return _authority(url) in self._own

    def is_home(self, url: str) -> bool:
        """Whether an address is the home page or what it is redirected to."""
        return url in self._homes

    def may_be_private(self, host_and_port: str) -> bool:
        """Whether this authority may be asked on a private IP address."""
        return host_and_port in self._private

    def platform(self, url: str) -> str:
        """Return whose pace an address keeps: the site's platform, or another host's own."""
        return self._platform if self.contains(url) else host(url)

    def authorities(self) -> tuple[str, ...]:
        """Return the site's authorities, sorted."""
        return tuple(sorted(self._own))


@lru_cache(maxsize=8192)
def _authority(url: str) -> str:
    """Every address is looked at several times on its way."""
    return authority(url)


def _bare(name: str) -> str:
    return name.removeprefix("www.")
