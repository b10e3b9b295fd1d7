"""Certificate that browsers refuse (HTTPS证书无效).

Finds
    A domain in use whose HTTPS service shows a certificate that a visitor's browser would not
    trust: expired, of another name, self-signed, chain incomplete, issuer unknown; or whose
    handshake breaks off.

Why
    Visitors see a warning instead of the site. No indicator of 2015 or 2019 names it, so it
    never costs points.

Judges
    FAIL            the certificate is not to be trusted, and why
    SUSPECT         its issuer is unknown to this machine: browsers in offices may know it
    OK              it is trusted, or there is no HTTPS service
    NOT_APPLICABLE  the domain is cancelled or its site closed
    NOT_JUDGED      the service could not be asked

Remedy
    Install a valid certificate with its whole chain.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.certificate_words import fault_in_words
from checks.estate import Held, held, in_service
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.domain_fact import FactKind, TlsTrust
from model.finding import Finding


@check(title="HTTPS证书无效", over=held, options=NoOptions, applies=in_service)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding that says what is wrong with the certificate."""
    found = subject.known(FactKind.TLS_TRUST)
    if not found or found[0] == TlsTrust.TRUSTED:
        return
    trust = TlsTrust(found[0])
    names, expires = subject.fact(FactKind.TLS_NAMES), subject.fact(FactKind.TLS_EXPIRES)
    shown = (names.values if names else None) or ()
    until = (expires.first if expires else None) or ""
    issuer = subject.fact(FactKind.TLS_ISSUER)
    why = fault_in_words(trust, until, shown)
    word = suspect if trust is TlsTrust.UNTRUSTED else fail
    yield word(
        subject.subject,
        f"{subject.domain.shown}的HTTPS证书{why}，浏览器会提示不安全",
        trust=trust.value,
        names=list(shown),
        issuer=issuer.first if issuer else None,
    )
