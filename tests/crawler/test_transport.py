"""The transport against real sockets on loopback: TLS that is old, odd or absent; private names."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.answer import Answer, Ask, Want
from crawler.resolver import is_refused_literal
from crawler.transport import Transport
from model.crawl import CrawlJob
from model.fetch import FetchOutcome as O
from model.site import Site

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PAGE = "<!doctype html><title>页</title>".encode()
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "other.example.invalid")])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=900))
        .not_valid_after(NOW - timedelta(days=500))
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "expired.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@asynccontextmanager
async def served(answer: bytes, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


def fetch(
    address: str,
    *,
    answer: bytes = GOOD,
    tls: ssl.SSLContext | None = None,
    private: Callable[[str], bool] = lambda _: True,
) -> Answer:
    async def run() -> Answer:
        async with served(answer, tls) as port:
            url = address.format(port=port)
            job = CrawlJob(
                site=Site(code="1", name="站", home_url=url, unit=""),
                night_on=NOW.date(),
                at=NOW,
                site_file="",
                first_byte_timeout_s=3.0,
                total_timeout_s=5.0,
            )
            transport = Transport(job, "test", private)
            try:
                return await transport.ask(Ask(method="GET", url=url, want=Want.HTML))
            finally:
                await transport.close()

    return asyncio.run(run())


def context(certificate: Path, ciphers: str = "") -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    if ciphers:
        made.set_ciphers(ciphers)
    return made


def test_an_expired_certificate_for_another_name_is_no_reason_not_to_look(
    certificate: Path,
) -> None:
    answer = fetch("https://127.0.0.1:{port}/", tls=context(certificate))
    assert (answer.status, answer.body) == (200, PAGE)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated:DeprecationWarning")
def test_a_server_of_tls_1_0_gets_a_second_try(certificate: Path) -> None:
    old = context(certificate, "ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1
    assert fetch("https://127.0.0.1:{port}/", tls=old).status == 200


def test_a_port_without_tls_is_a_tls_error() -> None:
    answer = fetch("https://127.0.0.1:{port}/", answer=b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert answer.failure in (O.TLS_ERROR, O.CONNECTION_LOST, O.TIMEOUT_CONNECT)


@pytest.mark.parametrize(
    "address", ["http://localhost:{port}/", "http://127.0.0.1:{port}/", "http://127.1:{port}/"]
)
def test_private_addresses_are_refused_by_name_and_by_number(address: str) -> None:
    assert fetch(address, private=lambda _: False).failure is O.PRIVATE_ADDRESS


def test_only_the_allowed_port_may_be_private() -> None:
    assert not is_refused_literal("http://10.0.0.1:81/", lambda name: name == "10.0.0.1:81")
    assert is_refused_literal("http://10.0.0.1:82/", lambda name: name == "10.0.0.1:81")
    assert not is_refused_literal("http://8.8.8.8/", lambda _: False)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n: odd\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nno colon here\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE,
        b"HTTP/1.0 200\r\nContent-Type: text/html\r\n\r\n" + PAGE,
    ],
)
def test_what_browsers_show_is_read(answer: bytes) -> None:
    got = fetch("http://127.0.0.1:{port}/", answer=answer)
    assert (got.status, got.body) == (200, PAGE)


@pytest.mark.parametrize("answer", [PAGE, b"220 mail ready\r\n", b"SSH-2.0-x\r\n"])
def test_what_is_not_http_stays_unknown(answer: bytes) -> None:
    got = fetch("http://127.0.0.1:{port}/", answer=answer)
    assert got.failure is O.NOT_HTTP
    assert got.failure.is_unknown
