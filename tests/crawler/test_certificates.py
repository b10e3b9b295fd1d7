"""The certificate of a site, looked at by the crawl: trusted by a root of the tests, or not."""

from __future__ import annotations

import json
import ssl
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.domain_fact import TlsTrust
from model.finding import Verdict
from model.inquiry import CertificateLook
from tests.crawler.test_tls_cases import NOW, elliptic, name
from tests.crawler.test_tls_cases import server as served_by
from tests.crawler.test_weak_tls import served
from tests.fakesite.child import crawl, job_for, snapshot_of
from tests.fakesite.server import Server

HOST = "www.qinghe.test"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def issued(
    subject: str, key: Key, issuer: str, by: Key, *, days: int = 300, ca: bool = False
) -> x509.Certificate:
    aia = x509.AccessDescription(
        AuthorityInformationAccessOID.CA_ISSUERS,
        x509.UniformResourceIdentifier("http://ca.qinghe.test/ca.crt"),
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
        .add_extension(x509.AuthorityInformationAccess([aia]), critical=False)
        .sign(by, hashes.SHA256())
    )


def seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext, root: x509.Certificate
) -> tuple[CertificateLook, Verdict, str]:
    """Crawl one night; return the look, the verdict and what was said."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    monkeypatch.setenv("XUNJIAN_TEST_NAMES", json.dumps({HOST: ["127.0.0.1"]}))
    with served(tls) as (port, _):
        job = job_for(Server(port=1), tmp_path, certificates=True, rate_per_s=50.0)
        job = replace(job, site=replace(job.site, home_url=f"https://{HOST}:{port}/"))
        assert crawl(job, tmp_path).summary.pages == 7
    snapshot = replace(snapshot_of(job), night_on=NOW.date())
    judged = judge(snapshot, load_rulebook("check-2019"))
    [run] = [r for r in judged.runs if r.check == "certificate_invalid"]
    [look] = snapshot.certificates
    return look, run.subjects[job.site.home_url], "".join(f.message for f in run.findings)


def test_a_trusted_certificate_and_one_that_ends_soon(tmp_path, monkeypatch):
    root, own = elliptic(), elliptic()
    top = issued("root", root, "root", root, ca=True)
    tls = served_by(tmp_path, own, issued(HOST, own, "root", root))
    look, verdict, said = seen(tmp_path, monkeypatch, tls, top)
    assert (look.trust, verdict, said) == (TlsTrust.TRUSTED, Verdict.OK, "")
    assert look.names == (HOST,)
    soon = tmp_path / "soon"
    soon.mkdir()
    tls = served_by(soon, own, issued(HOST, own, "root", root, days=10))
    look, verdict, said = seen(soon, monkeypatch, tls, top)
    assert look.trust is TlsTrust.TRUSTED
    assert verdict is Verdict.FAIL
    assert "到期，请及时更换" in said


@pytest.mark.parametrize(
    ("how", "trust", "verdict"),
    [
        ("expired", TlsTrust.EXPIRED, Verdict.FAIL),
        ("wrong name", TlsTrust.WRONG_NAME, Verdict.FAIL),
        ("self-signed", TlsTrust.SELF_SIGNED, Verdict.FAIL),
        ("incomplete", TlsTrust.INCOMPLETE, Verdict.FAIL),
    ],
)
def test_what_browsers_refuse_is_named_and_the_site_is_read(
    tmp_path, monkeypatch, how, trust, verdict
):
    root, middle, own = elliptic(), elliptic(), elliptic()
    top = issued("root", root, "root", root, ca=True)
    shown = {
        "expired": issued(HOST, own, "root", root, days=-3),
        "wrong name": issued("other.test", own, "root", root),
        "self-signed": issued(HOST, own, HOST, own),
        "incomplete": issued(HOST, own, "middle", middle),
    }[how]
    look, found, said = seen(tmp_path, monkeypatch, served_by(tmp_path, own, shown), top)
    assert look.trust is trust
    assert found is verdict
    assert HOST in said


def test_a_small_key_is_no_reason_to_distrust_who_signed_it(tmp_path, monkeypatch):
    root, small = elliptic(), rsa.generate_private_key(public_exponent=65537, key_size=1024)
    top = issued("root", root, "root", root, ca=True)
    tls = served_by(tmp_path, small, issued(HOST, small, "root", root))
    look, verdict, said = seen(tmp_path, monkeypatch, tls, top)
    assert (look.trust, verdict, said) == (TlsTrust.TRUSTED, Verdict.OK, "")


def test_addresses_with_different_certificates_are_told_apart(tmp_path, monkeypatch):
    """One address of three was forgotten at the renewal, another one does not answer."""
    root, own = elliptic(), elliptic()
    folders = [tmp_path / name for name in ("new", "old")]
    for folder in folders:
        folder.mkdir()
    good = served_by(folders[0], own, issued(HOST, own, "root", root))
    old = served_by(folders[1], own, issued(HOST, own, "root", root, days=-3))
    roots = tmp_path / "roots.pem"
    top = issued("root", root, "root", root, ca=True)
    roots.write_bytes(top.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    addresses = ["127.0.0.1", "127.0.0.2", "::ffff:127.0.0.9"]
    monkeypatch.setenv("XUNJIAN_TEST_NAMES", json.dumps({HOST: addresses}))
    with served(good, {"127.0.0.2": old}) as (port, _):
        job = job_for(Server(port=1), tmp_path, certificates=True, rate_per_s=50.0)
        job = replace(job, site=replace(job.site, home_url=f"https://{HOST}:{port}/"))
        assert crawl(job, tmp_path).summary.pages == 7
    snapshot = replace(snapshot_of(job), night_on=NOW.date())
    assert [(look.address, look.trust) for look in snapshot.certificates] == [
        ("127.0.0.1", TlsTrust.TRUSTED),
        ("127.0.0.2", TlsTrust.EXPIRED),
    ]
    [run] = [
        r
        for r in judge(snapshot, load_rulebook("check-2019")).runs
        if r.check == "certificate_invalid"
    ]
    assert [finding.evidence["address"] for finding in run.findings] == ["127.0.0.2"]
    assert "地址127.0.0.2" in run.findings[0].message
