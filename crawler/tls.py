"""TLS contexts: a certificate is never a reason not to look; a weak server gets a second try."""

from __future__ import annotations

import ssl

_LEGACY_RENEGOTIATION = 0x4  # OP_LEGACY_SERVER_CONNECT; Python names it only from 3.12 on


def usual_context() -> ssl.SSLContext:
    """Return the context of the first try: modern protocols, certificate not demanded.

    So no store of trusted certificates is read either: that takes 30 ms each time.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Lenient(ssl.SSLContext):
    """A context that remembers what was agreed on, by host name."""

    agreed: dict[str, str]


class _Noting(ssl.SSLObject):
    """Notes protocol and cipher of a handshake that succeeded, e.g. "TLSv1 AES128-SHA"."""

    def do_handshake(self) -> None:
        super().do_handshake()
        cipher = self.cipher()
        if isinstance(self.context, Lenient):
            how = f"{self.version()} {cipher[0] if cipher else ''}".strip()
            self.context.agreed[self.server_hostname or ""] = how


def lenient_context() -> Lenient:
    """Return the context of the second try: TLS 1.0, short keys, no secure renegotiation.

    Old intranet portals still run so, and browsers of the offices that use them connect.
    """
    context = Lenient(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.sslobject_class = _Noting
    context.agreed = {}
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_RENEGOTIATION
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def is_usual(agreed: str) -> bool:
    """Whether what was agreed on is a protocol that current browsers speak."""
    return agreed.startswith(("TLSv1.2", "TLSv1.3"))
