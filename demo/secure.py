"""The department's HTTPS: a good certificate on the first two nights, a home-made one on D.

The good one is signed by an authority of the demo's own, lasts for more than a year and is no
stranger to the nights: while the district is served, this process and its children trust that
authority. The home-made one is signed by itself, with a key of 1024 bits.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
WEAK_BITS = 1024
ROOTS = "SSL_CERT_FILE"  # OpenSSL's own variable for the file of trusted roots
_LASTS = timedelta(days=500)
_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Identities:
    """What the department's server can show; `outer` is for the listener and shows `good`."""

    outer: ssl.SSLContext
    good: ssl.SSLContext
    weak: ssl.SSLContext


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
    made.set_ciphers("DEFAULT:@SECLEVEL=0")  # only so can the small key be loaded
    made.load_cert_chain(path)
    path.unlink()
    return made
