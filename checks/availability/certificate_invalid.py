"""Certificate that browsers refuse, or that ends soon (网站证书无效).

Finds
    A host on the way to the home page whose HTTPS certificate a visitor's browser would not trust:
    expired, not yet valid, of another name, self-signed, sent without its chain, of an unknown
    issuer; or one that ends within the days of the option. Where the addresses of a host (several,
    IPv4 and IPv6) show different certificates, each is judged and its address named.

Why
    Visitors see a warning instead of the site. No indicator names it, so it never costs points.
    The crawl itself reads such a site all the same.

Judges
    FAIL            the certificate is not to be trusted, or ends soon
    SUSPECT         its issuer is unknown to this machine: browsers in offices may know it
    OK              every certificate is trusted and lasts
    NOT_APPLICABLE  the home page is not served over HTTPS
    NOT_JUDGED      no handshake came about, or this machine has no trusted roots

Remedy
    Install a valid certificate with its whole chain, in time.

Units
    Whole days in China from the night to the last valid day. Exactly the limit is soon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from checks.certificate_words import fault_in_words
from checks.evidence import Whole, site
from checks.found import fail, in_words, suspect, unjudged
from checks.registry import check
from model.clock import china_day
from model.domain_fact import TlsTrust
from model.finding import Evidence, Finding
from model.inquiry import CertificateLook


@dataclass(frozen=True, slots=True)
class Options:
    """Days before its end within which a certificate must be renewed."""

    days: int


def served_securely(whole: Whole, _options: Options) -> bool:
    """Whether a certificate was looked at, or should have been."""
    snapshot = whole.evidence.snapshot
    home = snapshot.home
    return bool(snapshot.certificates) or (home is not None and home.url.startswith("https:"))


@check(title="网站证书无效", over=site, options=Options, applies=served_securely)
def judge(whole: Whole, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding for each host whose certificate is not good."""
    looks = whole.evidence.snapshot.certificates
    if not looks:
        yield unjudged(whole.subject, "本次没有查看网站证书，未判定")
    for look in looks:
        if look.trust is None:
            yield unjudged(whole.subject, f"{_whose(look)}的证书未能核实：{look.why}")
        elif look.trust is not TlsTrust.TRUSTED:
            word = suspect if look.trust is TlsTrust.UNTRUSTED else fail
            why = fault_in_words(look.trust, look.expires, look.names)
            text = f"{_whose(look)}的HTTPS证书{why}，浏览器会提示不安全"
            yield replace(word(whole.subject, text), evidence=_evidence(look))
        elif look.expires:
            left = (_last_day(look) - observed_on).days
            if left <= options.days:
                text = f"{_whose(look)}的HTTPS证书将于{in_words(_last_day(look))}到期，请及时更换"
                evidence = {**_evidence(look), "days_left": left}
                yield replace(fail(whole.subject, text), evidence=evidence)


def _whose(look: CertificateLook) -> str:
    return f"{look.host}（地址{look.address}）" if look.address else look.host


def _evidence(look: CertificateLook) -> Evidence:
    return {
        "host": look.host,
        **({"address": look.address} if look.address else {}),
        "trust": look.trust.value if look.trust else None,
        "expires": look.expires or None,
        "names": list(look.names[:20]),
        "issuer": look.issuer or None,
    }


def _last_day(look: CertificateLook) -> date:
    return china_day(datetime.fromisoformat(look.expires))
