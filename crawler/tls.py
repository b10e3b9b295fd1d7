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


def lenient_context() -> ssl.SSLContext:
    """Return the context of the second try: TLS 1.0, short keys, no secure renegotiation.

    Old intranet portals still run so, and browsers of the offices that use them connect.
    """
    context = usual_context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_RENEGOTIATION
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context
