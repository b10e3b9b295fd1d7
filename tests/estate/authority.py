"""An own certificate authority: a trusted root with an intermediate, and a root nobody trusts."""

from __future__ import annotations

import ssl
import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
ROOT, INTERMEDIATE, STRANGER, SELF, ALONE = "root", "intermediate", "stranger", "self", "alone"
ISSUERS = {
    ROOT: "Estate Root", INTERMEDIATE: "Estate Intermediate", STRANGER: "Nobody's Root",
    ALONE: "Estate Intermediate",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A certificate a server shows: for which names, by whom, for how long."""

    names: tuple[str, ...]
    by: str = INTERMEDIATE  # ALONE: by the intermediate, which is not sent along
    begins_days: int = -30  # from now
    ends_days: int = 200
    rsa_bits: int = 0  # 0: an EC key of 256 bits
    weak: bool = False  # TLS 1.1 at most


class Authority:
    """Issues certificates around one moment."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder, self._now = folder, now
        self._root = self._authority(ISSUERS[ROOT], None)
        self._intermediate = self._authority(ISSUERS[INTERMEDIATE], self._root)
        self._stranger = self._authority(ISSUERS[STRANGER], None)
        self.ca_file = folder / "root.pem"
        self.ca_file.write_bytes(_pem(self._root[0]))
        self._contexts: dict[Shown, ssl.SSLContext] = {}

    def ends(self, shown: Shown) -> str:
        """Return the last valid moment as the fact has it."""
        return (self._now + timedelta(days=shown.ends_days)).isoformat()

    def context(self, shown: Shown) -> ssl.SSLContext:
        """Return a server's context with a certificate of this kind."""
        if shown not in self._contexts:
            self._contexts[shown] = self._context(shown)
        return self._contexts[shown]

    def _context(self, shown: Shown) -> ssl.SSLContext:
        key: Key = (
            rsa.generate_private_key(65537, shown.rsa_bits)
            if shown.rsa_bits
            else ec.generate_private_key(ec.SECP256R1())
        )
        subject = _name(shown.names[0])
        issuer, signer = subject, key
        if shown.by != SELF:
            certificate, signer = {
                ROOT: self._root, STRANGER: self._stranger,
            }.get(shown.by, self._intermediate)  # fmt: skip
            issuer = certificate.subject
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now + timedelta(days=shown.begins_days))
            .not_valid_after(self._now + timedelta(days=shown.ends_days))
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(n) for n in shown.names]), critical=False
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        )
        if shown.by in (INTERMEDIATE, ALONE):
            place = x509.UniformResourceIdentifier("http://ca.example/intermediate.cer")
            access = x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, place)
            builder = builder.add_extension(
                x509.AuthorityInformationAccess([access]), critical=False
            )
        leaf = builder.sign(signer, hashes.SHA256())
        chain = _pem(leaf) + (_pem(self._intermediate[0]) if shown.by == INTERMEDIATE else b"")
        file = self._folder / f"{len(self._contexts)}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + chain
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if shown.weak:
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # old on purpose
                context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.load_cert_chain(file)
        return context

    def _authority(
        self, name: str, above: tuple[x509.Certificate, Key] | None
    ) -> tuple[x509.Certificate, Key]:
        key = ec.generate_private_key(ec.SECP256R1())
        issuer, signer = (above[0].subject, above[1]) if above else (_name(name), key)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._now - timedelta(days=400))
            .not_valid_after(self._now + timedelta(days=3000))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(signer, hashes.SHA256())
        )
        return certificate, key


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
