"""Certificates and protocols of every kind: the page is read, and only weak ones are named."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from model.finding import Verdict
from tests.crawler.test_weak_tls import OLD, night

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NOW = datetime.now(UTC).replace(microsecond=0)


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def signed(subject: str, key: Key, issuer: str, by: Key, *, ca: bool = False) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(NOW + timedelta(days=300))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(by, hashes.SHA256())
    )


def server(folder: Path, key: Key, *chain: x509.Certificate) -> ssl.SSLContext:
    """Return a server's context that sends these certificates, the site's own first."""
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    whole = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in chain)
    path = folder / "served.pem"
    path.write_bytes(private + whole)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.set_ciphers("ALL:@SECLEVEL=0")
    made.load_cert_chain(path)
    return made


def elliptic() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def test_an_incomplete_chain_is_no_reason_not_to_look(tmp_path: Path) -> None:
    own, middle = elliptic(), elliptic()
    tls = server(tmp_path, own, signed("127.0.0.1", own, "intermediate", middle))
    weak, verdict, spoken, _ = night(tmp_path, tls)
    assert weak == {}
    assert verdict is Verdict.OK
    assert set(spoken) <= {"TLSv1.2", "TLSv1.3"}


def test_a_certificate_signed_by_itself_is_no_reason_not_to_look(tmp_path: Path) -> None:
    own = elliptic()
    weak, verdict, _, _ = night(tmp_path, server(tmp_path, own, signed("a", own, "a", own)))
    assert weak == {}
    assert verdict is Verdict.OK


@OLD
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
def test_tls_1_1_is_read_and_named(tmp_path: Path) -> None:
    own = elliptic()
    tls = server(tmp_path, own, signed("a", own, "a", own))
    tls.minimum_version = tls.maximum_version = ssl.TLSVersion.TLSv1_1
    weak, verdict, spoken, host = night(tmp_path, tls)
    assert weak[host].startswith("TLSv1.1 ")
    assert verdict is Verdict.FAIL
    assert set(spoken) == {"TLSv1.1"}


def test_a_small_key_is_read_and_named(tmp_path: Path) -> None:
    own = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    tls = server(tmp_path, own, signed("a", own, "a", own))
    weak, verdict, _, host = night(tmp_path, tls)
    assert weak == {host: "RSA 1024"}
    assert verdict is Verdict.FAIL
