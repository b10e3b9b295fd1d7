"""The certificate a visitor is shown 证书: would a browser trust it, and what does it say.

Reads   one handshake that verifies; where it fails, a second one that does not
Gives   Shown: trust with the first reason why not, the certificate, the protocol agreed on
Never   asks further servers: a missing intermediate is not fetched from the address that a
        certificate names (AIA). INCOMPLETE is said where the certificate comes alone, is not
        signed by itself and says where its issuer can be had, as those of public issuers do;
        where it does not say so, its issuer is taken for a private one: UNTRUSTED.

The moment against which validity is checked is the machine's own.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography import x509

from crawler.domain_certificate import says_where_its_issuer_is
from crawler.domain_pace import Turn, unpaced
from crawler.tls import lenient_context
from model.domain_fact import TlsTrust
from model.errors import SettingsError

# X509_V_ERR_*: the numbers that OpenSSL gives as verify_code.
_REASONS = {
    9: TlsTrust.NOT_YET,
    10: TlsTrust.EXPIRED,
    18: TlsTrust.SELF_SIGNED,
    62: TlsTrust.WRONG_NAME,
}
_TOO_WEAK = frozenset({66, 67, 68})
"""Keys too small, a digest too old: how strong a connection is, and who is to be trusted, are two
questions; the second one is asked again without demands on strength."""
_ISSUER_NOT_FOUND = frozenset({2, 20, 21})
_LEGACY_RENEGOTIATION = 0x4
BROKEN_OFF = "加密连接中途断开"
NO_ROOTS = "监测机没有可信根证书，未能判定证书是否受信任"
_NEEDS_ROOTS = frozenset({TlsTrust.UNTRUSTED, TlsTrust.INCOMPLETE, TlsTrust.SELF_SIGNED})
NO_CONNECTION = "加密端口连接超时"
GOODBYE_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What came of it; `trust` is None where nothing is known, and `why` says so."""

    trust: TlsTrust | None
    why: str = ""
    certificate: bytes = b""  # DER
    protocol: str = ""


@dataclass(frozen=True, slots=True)
class _Door:
    """Where hands are shaken; every handshake is a turn of its own."""

    address: str
    port: int
    name: str
    turn: Turn


class Handshakes:
    """Makes handshakes; the contexts are made once, reading the trusted roots takes a while."""

    def __init__(self, ca_file: str, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._has_roots = bool(ca_file) or has_roots()
        try:
            self._usual = ssl.create_default_context()
            self._weak = _weak_but_verifying()
            for context in (self._usual, self._weak):
                if ca_file:
                    context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as cause:
            raise SettingsError(f"读不出证书文件 {ca_file}，请核对是否为 PEM 格式") from cause
        self._lenient = lenient_context()

    async def look(self, address: str, port: int, name: str, turn: Turn = unpaced) -> Shown:
        """Return what a server shows to a visitor of a name.

        A machine without any trusted roots cannot tell who is to be trusted: nobody's fault but
        its own.
        """
        shown = await self._look(_Door(address, port, name, turn))
        if shown.trust in _NEEDS_ROOTS and not self._has_roots:
            return replace(shown, trust=None, why=NO_ROOTS)
        return shown

    async def _look(self, door: _Door) -> Shown:
        for context in (self._usual, self._weak):
            try:
                certificate, _, protocol = await self._shake(context, door)
            except ssl.SSLCertVerificationError as refused:
                if context is self._usual and refused.verify_code in _TOO_WEAK:
                    continue
                return await self._unverified(door, refused.verify_code)
            except (ssl.SSLEOFError, ConnectionError, EOFError):
                continue
            except ssl.SSLError:
                continue
            except TimeoutError:
                return Shown(trust=None, why=NO_CONNECTION)
            except OSError:
                return Shown(trust=None, why=BROKEN_OFF)
            return Shown(trust=TlsTrust.TRUSTED, certificate=certificate, protocol=protocol)
        return await self._unverified(door, None)

    async def _unverified(self, door: _Door, code: int | None) -> Shown:
        """Look at a certificate that was refused, or that no verifying handshake got to."""
        try:
            certificate, chain, protocol = await self._shake(self._lenient, door)
        except (ssl.SSLEOFError, ConnectionError, EOFError):
            return Shown(trust=_reason(code, b"", ()), why=BROKEN_OFF)
        except ssl.SSLError:
            return Shown(trust=_reason(code, b"", ()) or TlsTrust.BROKEN)
        except OSError:
            return Shown(trust=_reason(code, b"", ()), why=NO_CONNECTION)
        trust = _reason(code, certificate, chain) or TlsTrust.UNTRUSTED
        return Shown(trust=trust, certificate=certificate, protocol=protocol)

    async def _shake(
        self, context: ssl.SSLContext, door: _Door
    ) -> tuple[bytes, tuple[bytes, ...], str]:
        async with door.turn(door.name):
            return await self._shake_now(context, door)

    async def _shake_now(
        self, context: ssl.SSLContext, door: _Door
    ) -> tuple[bytes, tuple[bytes, ...], str]:
        async with asyncio.timeout(self._timeout_s):
            _, writer = await asyncio.open_connection(
                door.address, door.port, ssl=context, server_hostname=door.name
            )
        try:
            shown: Any = writer.get_extra_info("ssl_object")
            return shown.getpeercert(True) or b"", _chain(shown), str(shown.version() or "")
        finally:
            writer.close()
            with suppress(OSError, ssl.SSLError, TimeoutError):
                async with asyncio.timeout(GOODBYE_S):
                    await writer.wait_closed()
            writer.transport.abort()  # who does not say goodbye is left


def has_roots() -> bool:
    """Whether this machine has trusted roots at all: without them every issuer is unknown."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile and Path(paths.cafile).is_file():
        return True
    return bool(paths.capath) and any(Path(paths.capath).glob("*.[0-9]"))


def _weak_but_verifying() -> ssl.SSLContext:
    """Return a context for old servers that still demands a good certificate."""
    context = ssl.create_default_context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_RENEGOTIATION
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context


def _reason(code: int | None, certificate: bytes, chain: tuple[bytes, ...]) -> TlsTrust | None:
    """Return why a certificate was refused, by OpenSSL's number and what was shown."""
    if code is None:
        return None
    if code in _ISSUER_NOT_FOUND and certificate:
        return TlsTrust.INCOMPLETE if _comes_alone(certificate, chain) else TlsTrust.UNTRUSTED
    return _REASONS.get(code, TlsTrust.UNTRUSTED)


def _comes_alone(certificate: bytes, chain: tuple[bytes, ...]) -> bool:
    """Whether the issuer of a public issuer's certificate is not among what was shown."""
    try:
        leaf = x509.load_der_x509_certificate(certificate)
        others = [x509.load_der_x509_certificate(each) for each in chain]
        if any(each.subject == leaf.issuer for each in others):
            return False
        return leaf.issuer != leaf.subject and says_where_its_issuer_is(leaf)
    except ValueError:
        return False


def _chain(shown: Any) -> tuple[bytes, ...]:
    """Return the certificates a server sent; Python names this only from 3.13 on."""
    if hasattr(shown, "get_unverified_chain"):
        return tuple(shown.get_unverified_chain() or ())
    inner: Any = getattr(shown, "_sslobj", None)
    if not hasattr(inner, "get_unverified_chain"):
        return ()
    return tuple(
        ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in inner.get_unverified_chain() or ()
    )
