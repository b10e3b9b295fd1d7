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
from datetime import date, datetime

from checks.estate import Held, held, in_service
from checks.found import fail, in_words, suspect
from checks.registry import NoOptions, check
from model.clock import china_day
from model.domain_fact import TLS_TRUST_NAMES, FactKind, TlsTrust
from model.finding import Finding

_WORDS = {
    TlsTrust.SELF_SIGNED: "是自签名证书",
    TlsTrust.INCOMPLETE: "链不完整",
    TlsTrust.UNTRUSTED: "的签发机构不受信任",
}
"""How a sentence about the certificate goes on."""


@check(title="HTTPS证书无效", over=held, options=NoOptions, applies=in_service)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding that says what is wrong with the certificate."""
    found = subject.known(FactKind.TLS_TRUST)
    if not found or found[0] == TlsTrust.TRUSTED:
        return
    trust = TlsTrust(found[0])
    names = subject.fact(FactKind.TLS_NAMES)
    issuer = subject.fact(FactKind.TLS_ISSUER)
    word = suspect if trust is TlsTrust.UNTRUSTED else fail
    yield word(
        subject.subject,
        f"{subject.domain.shown}的HTTPS证书{_in_words(subject, trust)}，浏览器会提示不安全",
        trust=trust.value,
        names=list(names.values or ()) if names else [],
        issuer=issuer.first if issuer else None,
    )


def _in_words(subject: Held, trust: TlsTrust) -> str:
    expires, names = subject.fact(FactKind.TLS_EXPIRES), subject.fact(FactKind.TLS_NAMES)
    if trust is TlsTrust.EXPIRED and expires is not None and expires.first:
        return f"已于{in_words(china_day(datetime.fromisoformat(expires.first)))}过期"
    if trust is TlsTrust.WRONG_NAME and names is not None and names.values:
        more = "等" if len(names.values) > 3 else ""
        return f"与域名不符（证书只用于{'、'.join(names.values[:3])}{more}）"
    if trust is TlsTrust.BROKEN:
        return "无从读取，加密连接建立失败"
    return _WORDS.get(trust, TLS_TRUST_NAMES[trust])
