"""Certificate about to expire (HTTPS证书即将过期).

Finds
    A domain in use whose certificate is trusted now and ends within so many days.

Why
    The day after, every visitor is warned off. No official text gives a number; it is the
    office's own.

Judges
    FAIL            it ends within so many days
    OK              it lasts longer, or there is no HTTPS service
    NOT_APPLICABLE  the domain is cancelled, its site closed, or the certificate is not trusted
                    even now (`tls_invalid` says so)
    NOT_JUDGED      the certificate could not be looked at

Remedy
    Renew the certificate, better by an automatic renewal.

Units
    Days in China time; a certificate that ends exactly so many days ahead ends soon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from checks.estate import Held, held
from checks.found import fail, in_words
from checks.registry import check
from model.clock import china_day
from model.domain_fact import FactKind, TlsTrust
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """How many days before its end a certificate is to be renewed."""

    days: int


def applies(subject: Held, _options: Options) -> bool:
    """Whether the domain is in use and its certificate good today, as far as is known."""
    trust = subject.fact(FactKind.TLS_TRUST)
    bad = trust is not None and trust.first is not None and trust.first != TlsTrust.TRUSTED
    return subject.in_service and not bad


@check(title="HTTPS证书即将过期", over=held, options=Options, applies=applies)
def judge(subject: Held, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the certificate ends too soon."""
    if not subject.known(FactKind.TLS_TRUST):
        return
    found = subject.known(FactKind.TLS_EXPIRES)
    if not found:
        return
    ends = china_day(datetime.fromisoformat(found[0]))
    if (ends - observed_on).days > options.days:
        return
    issuer = subject.fact(FactKind.TLS_ISSUER)
    yield fail(
        subject.subject,
        f"{subject.domain.shown}的HTTPS证书将于{in_words(ends)}过期，应尽快更换",
        expires_on=ends.isoformat(),
        issuer=issuer.first if issuer else None,
    )
