"""Not found 不存在: how the hosts of a site answer for what cannot exist, and what follows.

Reads   answers for impossible addresses, one page twice and one file by its head alone
Gives   whether a page, or a redirect, is the host's "not found"; whether its HEAD is believed
Never   judges the home page, but for a notice that the whole site is closed
"""

from __future__ import annotations

from typing import Any

from crawler.answer import Answer
from crawler.asks import may_be_page
from crawler.classify import is_html
from crawler.closed_words import says_closed
from crawler.missing_words import mentions_missing, says_missing
from crawler.scope import Scope
from crawler.soft404 import (
    NEVER,
    Fingerprint,
    agreed,
    fingerprint,
    from_table,
    has_its_title,
    is_error_redirect,
    is_soft_404,
    redirect_fingerprint,
    to_table,
)
from model.fetch import FetchOutcome
from model.url import authority, extension
from store.site_records import Row


class NotFound:
    """What was learnt of each host; `memo` is kept with the run and survives a kill."""

    def __init__(self, scope: Scope, memo: dict[str, Any]) -> None:
        self._scope = scope
        self._memo = memo

    def learn(self, row: Row, answer: Answer, location: str | None) -> None:
        """Remember how a host answers for an address that cannot exist."""
        name = authority(row.url)
        if not may_be_page(row.url):
            if answer.status is not None and 200 <= answer.status < 300:
                self._memo[f"HEAD {name}"] = {"believed": False}
            return
        known = NEVER
        if answer.status == 200 and is_html(answer.media_type, answer.body):
            known = fingerprint(answer.body, row.url, says=mentions_missing(answer.body))
        elif location is not None and not self._scope.is_home(location):
            known = redirect_fingerprint(location) or NEVER
        before = self._known(row.url)
        self._memo[name] = to_table(known if before is None else agreed(before, known))

    def believes_head(self, url: str) -> bool:
        """Whether a host's answer to HEAD says anything: some say 200 to all of them."""
        return f"HEAD {authority(url)}" not in self._memo

    def prefers_head(self, url: str) -> bool:
        """Whether a host sends such files whole instead of a byte, and its HEAD says something."""
        return _ranges(url) in self._memo and self.believes_head(url)

    def learn_ranges(self, url: str) -> bool:
        """Remember that a host sends such files whole; return whether that is new."""
        is_new = _ranges(url) not in self._memo
        self._memo[_ranges(url)] = {"kept": False}
        return is_new

    def is_error_page(self, row: Row, location: str) -> bool:
        """Whether a redirect leads where impossible addresses are sent."""
        known = self._known(row.url)
        return (
            known is not None
            and not self._scope.is_home(row.url)
            and is_error_redirect(location, known)
        )

    def missing_as(self, url: str, body: bytes) -> FetchOutcome | None:
        """Return what a page with status 200 is that says there is nothing; None for a page.

        A notice that the site is closed may stand at its home page too.
        """
        if says_closed(body):
            return FetchOutcome.CLOSED_NOTICE
        return FetchOutcome.SOFT_404 if self._is_missing(url, body) else None

    def _is_missing(self, url: str, body: bytes) -> bool:
        known = self._known(url)
        if known is not None and known.length and has_its_title(body, known):
            alike = is_soft_404(fingerprint(body, url), known)
            if alike and not known.text:
                alike = mentions_missing(body)
            if alike and not self._scope.is_home(url):
                return True
            if alike:
                # One shell for every address: the site draws its pages by script, and looking
                # alike says nothing.
                self._memo[authority(url)] = to_table(NEVER)
        return not self._scope.is_home(url) and says_missing(body)

    def _known(self, url: str) -> Fingerprint | None:
        table = self._memo.get(authority(url))
        return from_table(table) if table is not None else None


def _ranges(url: str) -> str:
    return f"RANGE {authority(url)} {extension(url)}"
