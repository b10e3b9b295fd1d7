"""Inquiries 试用: what a few further requests of a night showed of the site's behaviour.

A SearchTry asks the site's own search for the title of a recent item; an EnginePage is a page as
it is given to a search engine, beside what it is for everybody; HomeScripts were looked into; a
CertificateLook is the certificate of one of its hosts.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.domain_fact import TlsTrust
from model.fetch import FetchOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTry:
    """One question to the site's search and what the answer held."""

    words: str
    title: str  # of the item that must be found
    item_url: str
    url: str  # as asked
    outcome: FetchOutcome
    status: int | None = None
    left_for: str = ""  # where the answer led, out of the site: not followed
    hit: bool = False  # a link to the item, or one that bears its title
    said: str = ""  # the words by which the answer says that there is nothing
    related: int = 0  # links that share some words with the title
    scripted: bool = False  # a script may draw the results


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePage:
    """One page asked in the name of a search engine."""

    url: str
    outcome: FetchOutcome
    status: int | None = None
    left_for: str = ""  # where only a search engine is sent, out of the site
    title: str = ""
    usual_title: str = ""
    described: str = ""  # keywords and description for engines
    added: tuple[tuple[str, str], ...] = ()  # links out of the site that nobody else gets


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeScripts:
    """The script files of the home page, looked into for a warning of links that leave."""

    read: int = 0
    unread: tuple[str, ...] = ()  # of other hosts, over the limit, or not answered
    warns: str = ""  # the one that warns
    asks: tuple[str, ...] = ()  # those that ask for something, and not for what


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLook:
    """The certificate that one host of the site shows to visitors.

    `trust` is None where nothing was found out, and `why` says so in Chinese.
    """

    host: str  # with the port where it is not the usual one
    address: str = ""  # IP, where other addresses of the host show other certificates
    trust: TlsTrust | None
    why: str = ""
    expires: str = ""  # last valid moment, ISO, UTC
    names: tuple[str, ...] = ()
    issuer: str = ""


Inquiry = SearchTry | EnginePage | HomeScripts | CertificateLook
