"""Certificate 证书: names, end, issuer and key, as the certificate itself says. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID, NameOID

MOST_NAMES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What one certificate says."""

    names: tuple[str, ...]  # lower case, sorted
    expires: str  # ISO, UTC
    issuer: str  # its common name, else its organisation
    key: tuple[str, ...]  # algorithm and bits


def read_certificate(der: bytes) -> Certificate | None:
    """Return what a certificate says; None where it cannot be read."""
    try:
        found = x509.load_der_x509_certificate(der)
        return Certificate(
            names=_names(found),
            expires=found.not_valid_after_utc.isoformat(),
            issuer=_first(found.issuer, NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME),
            key=_key(found),
        )
    except (ValueError, TypeError):  # hostile or ancient encodings
        return None


def says_where_its_issuer_is(certificate: x509.Certificate) -> bool:
    """Whether a certificate names the address of its issuer's (AIA, caIssuers)."""
    try:
        found = certificate.extensions.get_extension_for_oid(
            ExtensionOID.AUTHORITY_INFORMATION_ACCESS
        ).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    wanted = AuthorityInformationAccessOID.CA_ISSUERS
    return isinstance(found, x509.AuthorityInformationAccess) and any(
        each.access_method == wanted for each in found
    )


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        common = _first(certificate.subject, NameOID.COMMON_NAME)
        return (common.lower(),) if common else ()
    names = found.get_values_for_type(x509.DNSName)
    addresses = [str(each) for each in found.get_values_for_type(x509.IPAddress)]
    return tuple(sorted({name.lower() for name in (*names, *addresses)})[:MOST_NAMES])


def _first(name: x509.Name, *kinds: x509.ObjectIdentifier) -> str:
    for kind in kinds:
        for each in name.get_attributes_for_oid(kind):
            return str(each.value)
    return ""


def _key(certificate: x509.Certificate) -> tuple[str, ...]:
    key = certificate.public_key()
    match key:
        case rsa.RSAPublicKey():
            return ("RSA", str(key.key_size))
        case ec.EllipticCurvePublicKey():
            return ("EC", str(key.key_size))
        case dsa.DSAPublicKey():
            return ("DSA", str(key.key_size))
        case ed25519.Ed25519PublicKey():
            return ("Ed25519", "256")
        case ed448.Ed448PublicKey():
            return ("Ed448", "456")
        case _:
            return (type(key).__name__,)
