"""The department's HTTPS: only old TLS on the night before D, a home-made certificate on D.

The good one is signed by an authority of the demo's own, lasts for more than a year and is no
stranger to the nights: while the district is served, this process and its children trust that
authority. The home-made one is signed by itself, with a key of 1024 bits. A machine whose OpenSSL
speaks no TLS 1.1 any more serves that night like the first, and the truth expects nothing of it.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
WEAK_BITS = 1024
OLD_TLS_ON = 1  # the night, counted back from D
ROOTS = "SSL_CERT_FILE"  # OpenSSL's own variable for the file of trusted roots
_LASTS = timedelta(days=500)
_ANY_CIPHER = "DEFAULT:@SECLEVEL=0"  # only so can the small key be loaded and old TLS be spoken
_MOST_FLIGHTS = 10
_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Identities:
    """What the department's server can show; `outer` is for the listener and shows `good`."""

    outer: ssl.SSLContext
    good: ssl.SSLContext
    weak: ssl.SSLContext

    def speak(self, *, old: bool) -> None:
        """Let further connections of the listener speak TLS 1.1 at most, or what is usual."""
        _limit(self.outer, old=old)


@cache
def speaks_old() -> bool:
    """Whether this machine's OpenSSL still shakes hands over TLS 1.1."""
    now = datetime(2026, 1, 1, tzinfo=UTC)  # of no account: the client does not check
    key = ec.generate_private_key(ec.SECP256R1())
    with TemporaryDirectory(prefix="xunjian-demo-") as name:
        certificate = _issued("localhost", key, "localhost", key, now - _LASTS, now + _LASTS)
        server = _context(Path(name), key, certificate)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    client.set_ciphers(_ANY_CIPHER)
    try:
        _limit(server, old=True)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            client.minimum_version = ssl.TLSVersion.TLSv1
        return _shake_hands(client, server)
    except (ssl.SSLError, ValueError):
        return False


def _limit(context: ssl.SSLContext, *, old: bool) -> None:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = (
            ssl.TLSVersion.TLSv1_1 if old else ssl.TLSVersion.MAXIMUM_SUPPORTED
        )


def _shake_hands(client: ssl.SSLContext, server: ssl.SSLContext) -> bool:
    """Return whether both agree, over memory alone; raises SSLError where they do not."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [client.wrap_bio(back, there), server.wrap_bio(there, back, server_side=True)]
    for _ in range(_MOST_FLIGHTS):
        done = 0
        for end in ends:
            try:
                end.do_handshake()
                done += 1
            except ssl.SSLWantReadError:
                continue
        if done == len(ends):
            return True
    return False


@contextmanager
def identities(now: datetime, until: datetime) -> Iterator[Identities]:
    """Make both certificates, good from before `now` to long after both; trust them meanwhile.

    A certificate is checked against the machine's own clock, and judged for the night's day:
    it must be good for both.
    """
    begins, ends = min(now, until) - _LASTS, max(now, until) + _LASTS
    root, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    small = rsa.generate_private_key(public_exponent=65537, key_size=WEAK_BITS)
    authority, served, home_made = "云湖演示根证书", "云湖区文化和旅游局", "localhost"
    with TemporaryDirectory(prefix="xunjian-demo-") as name:
        folder = Path(name)
        roots = folder / "roots.pem"
        top = _issued(authority, root, authority, root, begins, ends, ca=True)
        roots.write_bytes(top.public_bytes(serialization.Encoding.PEM))
        good = _context(folder, own, _issued(served, own, authority, root, begins, ends))
        weak = _context(folder, small, _issued(home_made, small, home_made, small, begins, ends))
        outer = _context(folder, own, _issued(served, own, authority, root, begins, ends))
        before = os.environ.get(ROOTS)
        os.environ[ROOTS] = str(roots)
        try:
            yield Identities(outer, good, weak)
        finally:
            if before is None:
                del os.environ[ROOTS]
            else:
                os.environ[ROOTS] = before


def _issued(
    subject: str, key: _Key, issuer: str, by: _Key, begins: datetime, ends: datetime, *,
    ca: bool = False,
) -> x509.Certificate:  # fmt: skip
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins.astimezone(UTC))
        .not_valid_after(ends.astimezone(UTC))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(names, critical=False)
        .sign(by, hashes.SHA256())
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _context(folder: Path, key: _Key, certificate: x509.Certificate) -> ssl.SSLContext:
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "served.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers(_ANY_CIPHER)
    made.load_cert_chain(path)
    path.unlink()
    return made
