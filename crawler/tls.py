"""TLS contexts: a certificate is never a reason not to look; a weak server gets a second try."""

from __future__ import annotations

import ssl

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

_LEGACY_RENEGOTIATION = 0x4  # OP_LEGACY_SERVER_CONNECT; Python names it only from 3.12 on


_LEAST_BITS = (
    (rsa.RSAPublicKey, "RSA", 2048),
    (dsa.DSAPublicKey, "DSA", 2048),
    (ec.EllipticCurvePublicKey, "EC", 224),
)
"""Keys below this are called weak by every current browser (NIST SP 800-57: 112 bits)."""


class Usual(ssl.SSLContext):
    """A context that remembers which hosts showed a key that is too small, "" where not."""

    small_keys: dict[str, str]


class _Showing(ssl.SSLObject):
    """Looks at the certificate of a host's first handshake; later ones cost nothing."""

    def do_handshake(self) -> None:
        super().do_handshake()
        name = self.server_hostname or ""
        if isinstance(self.context, Usual) and name not in self.context.small_keys:
            shown = self.getpeercert(binary_form=True)
            self.context.small_keys[name] = small_key(shown) if shown else ""


def usual_context() -> Usual:
    """Return the context of the first try: modern protocols, certificate not demanded.

    So no store of trusted certificates is read either: that takes 30 ms each time.
    """
    context = Usual(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.sslobject_class = _Showing
    context.small_keys = {}
    return context


def small_key(certificate: bytes) -> str:
    """Return kind and bits of a certificate's key if it is too small, e.g. "RSA 1024"; else ""."""
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return ""
    for kind, name, least in _LEAST_BITS:
        if isinstance(key, kind) and key.key_size < least:
            return f"{name} {key.key_size}"
    return ""


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
