"""What a registry said of one domain 注册信息, read with asyncwhois and whodap. Pure.

Reads   the body of an RDAP answer, or the text of a WHOIS answer
Gives   Registered: last day, registrar, and the registrant where it is a body
Never   keeps a person: names of people, e-mail, telephone and postal addresses stay in the answer
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from model.clock import china_day
from model.domain import ascii_name

MOST_WORDS = 100
YEARS_AHEAD = 101  # .com may be held ten years, some registries sell a hundred
NOT_READ = "注册机构的应答读不出域名的注册情况"
LIMITED = "注册机构限制查询频率"
NO_DAY = "注册机构没有公布到期日期"
A_PERSON = "注册人不像单位名称，按个人信息不保存"
NO_REGISTRANT = "注册机构没有公布注册人"
NO_REGISTRAR = "注册机构没有公布注册服务机构"
_LIMITS = re.compile(
    r"exceed|rate.?limit|limit (?:exceeded|reached)|too (?:many|fast)|quota|throttl|try again later"
    r"|temporarily (?:blocked|unavailable)|access denied|超过.{0,6}限制|过于频繁|稍后再试",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^\W*(?:no match|not found|no matching record|no data found|no entries found|no object found"
    r"|domain(?: name)? not (?:found|known)|object does not exist|domain not registered)",
    re.IGNORECASE | re.MULTILINE,
)
_CHINESE_BODY = re.compile(
    r"(?:政府|办公室|局|厅|委员会|委|处|中心|公司|院|校|大学|学会|协会|会|所|站|馆|集团|银行|基金会"
    r"|社|部|署|台|队|厂|库|园|办)(?:[（(].+[)）])?$"
)
_LATIN_BODY = re.compile(
    r"\b(?:ltd|limited|inc|corp|corporation|company|co|llc|gmbh|government|bureau|office|centre"
    r"|center|university|college|school|committee|department|ministry|institute|foundation"
    r"|hospital|group|association|bank|agency|authority|administration|council|commission)\b",
    re.IGNORECASE,
)
Said = tuple[tuple[str, ...] | None, str]
"""Values, and why there are none that are known."""


class Reading(StrEnum):
    """What kind of answer it was."""

    FOUND = "found"
    NOTHING = "nothing"  # the registry holds no such domain
    LIMITED = "limited"  # asked too often
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One answer; the three are as facts are: known, absent or not known."""

    reading: Reading
    expires: Said = (None, NOT_READ)
    registrar: Said = (None, NOT_READ)
    registrant: Said = (None, NOT_READ)


def read_rdap(name: str, body: bytes, today: date) -> Registered:
    """Return what an RDAP answer (RFC 9083) with status 200 says of a domain."""
    from whodap.response import DomainResponse  # takes a third of a second to import

    try:
        answer: Any = DomainResponse.from_json(body)
        said = {str(getattr(k, "value", k)): v for k, v in answer.to_whois_dict().items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Registered(reading=Reading.UNREAD)  # hostile or broken
    if not _same(str(said.get("domain_name", "")), name):
        return Registered(reading=Reading.UNREAD)
    expires = said.get("expires_date")
    if isinstance(expires, datetime) and expires.tzinfo is None:
        expires = expires.replace(tzinfo=UTC)  # written with a Z, which whodap drops
    return _found(expires, said.get("registrar_name"), said, today)


def read_whois(name: str, text: str, today: date) -> Registered:
    """Return what the text of a WHOIS answer says of a domain."""
    from asyncwhois.parse_tld import DomainParser  # takes a third of a second to import

    try:
        parsed = DomainParser(ignore_not_found=True).parse(text, name.rsplit(".", 1)[-1])
        said = {str(getattr(k, "value", k)): v for k, v in parsed.items()}
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        said = {}
    found = _found(said.get("expires"), said.get("registrar"), said, today)
    known = any(values for values, _ in (found.expires, found.registrar))
    if known and _same(str(said.get("domain_name") or name), name):
        return found
    if _NOTHING.search(text):
        return Registered(reading=Reading.NOTHING)
    limited = _LIMITS.search(text) is not None
    return Registered(reading=Reading.LIMITED if limited else Reading.UNREAD)


def _found(expires: object, registrar: object, said: Mapping[str, Any], today: date) -> Registered:
    return Registered(
        reading=Reading.FOUND,
        expires=_day(expires, today),
        registrar=_registrar(registrar),
        registrant=_registrant(said.get("registrant_organization"), said.get("registrant_name")),
    )


def _same(said: str, name: str) -> bool:
    return ascii_name(said) == name


def _day(value: object, today: date) -> Said:
    """Return the last day in China; a moment without a zone is the registry's own, China's."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None, NO_DAY
    if not isinstance(value, datetime):
        return None, NO_DAY
    try:
        day = china_day(value) if value.tzinfo else value.date()
    except (ValueError, OverflowError):
        return None, NO_DAY
    sound = 1985 <= day.year <= today.year + YEARS_AHEAD
    return ((day.isoformat(),), "") if sound else (None, NO_DAY)


def _registrar(value: object) -> Said:
    text = _words(value)
    return ((text,), "") if text and "@" not in text else (None, NO_REGISTRAR)


def _registrant(*values: object) -> Said:
    texts = [text for text in map(_words, values) if text and "redacted" not in text.lower()]
    for text in texts:
        body = (
            _CHINESE_BODY.search(text) if re.search("[一-鿿]", text) else _LATIN_BODY.search(text)
        )
        if body and len(text) >= 4 and "@" not in text:
            return (text,), ""
    return None, A_PERSON if texts else NO_REGISTRANT


def _words(value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= MOST_WORDS else ""
