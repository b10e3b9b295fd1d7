"""From what went wrong to FetchOutcome, by exception types; never by the text of a message."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl

import aiohttp
from aiohttp import http_exceptions

from model.fetch import FetchOutcome

WORTH_ANOTHER_METHOD = frozenset(
    {FetchOutcome.CONNECTION_LOST, FetchOutcome.NOT_HTTP, FetchOutcome.TIMEOUT_FIRST_BYTE}
)
"""A server that fails so on HEAD may still answer GET."""

WORTH_A_SECOND_PASS = frozenset(
    {
        FetchOutcome.NOT_FOUND,
        FetchOutcome.REJECTED,
        FetchOutcome.NO_SUCH_HOST,
        FetchOutcome.REFUSED,
        FetchOutcome.SERVER_ERROR,
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
        FetchOutcome.CONNECTION_LOST,
        FetchOutcome.SOFT_404,
        FetchOutcome.CLOSED_NOTICE,
    }
)
"""Asked again, slower, before a crawl ends."""

_NO_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_NO_ROUTE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
_LOST = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED})


class PrivateAddressRefused(OSError):
    """The name leads to an address that must not be asked."""


_PLAIN: tuple[tuple[tuple[type[BaseException], ...], FetchOutcome, str], ...] = (
    ((aiohttp.InvalidURL, ValueError), FetchOutcome.NOT_FETCHED, "address cannot be requested"),
    (
        (aiohttp.ClientResponseError, http_exceptions.HttpProcessingError),
        FetchOutcome.NOT_HTTP,
        "answer is not HTTP",
    ),
    ((aiohttp.ClientPayloadError,), FetchOutcome.CONNECTION_LOST, "body broken off"),
    (
        (aiohttp.ServerDisconnectedError,),
        FetchOutcome.CONNECTION_LOST,
        "closed without an answer",
    ),
)


def failure_of(cause: BaseException, *, in_body: bool) -> tuple[FetchOutcome, str]:
    """Return outcome and technical detail of a failed request.

    `in_body`: the headers had come already.
    """
    if isinstance(cause, aiohttp.ConnectionTimeoutError):
        return FetchOutcome.TIMEOUT_CONNECT, "connect"
    if isinstance(cause, asyncio.TimeoutError):
        if in_body:
            return FetchOutcome.TIMEOUT_BODY, "body"
        return FetchOutcome.TIMEOUT_FIRST_BYTE, "first byte"
    if isinstance(cause, aiohttp.ClientConnectorDNSError):
        return _dns(cause.os_error)
    if isinstance(cause, PrivateAddressRefused):
        return FetchOutcome.PRIVATE_ADDRESS, ""
    if isinstance(cause, aiohttp.ClientSSLError | ssl.SSLError | aiohttp.ServerFingerprintMismatch):
        return FetchOutcome.TLS_ERROR, _tls(cause)
    if isinstance(cause, aiohttp.ClientConnectorError):
        return _socket(cause.os_error)
    for kinds, outcome, detail in _PLAIN:
        if isinstance(cause, kinds):
            return outcome, detail
    if isinstance(cause, OSError):
        return _socket(cause)
    return FetchOutcome.CONNECTION_LOST, type(cause).__name__


def is_length_only(cause: aiohttp.ClientPayloadError) -> bool:
    """Whether a body only disagrees with its announced length: browsers show such pages."""
    inner: BaseException | None = cause
    while inner is not None:
        if isinstance(inner, OSError):
            return False
        if isinstance(
            inner, http_exceptions.ContentLengthError | http_exceptions.TransferEncodingError
        ):
            return True
        inner = inner.__cause__
    return False


def _dns(cause: OSError) -> tuple[FetchOutcome, str]:
    if isinstance(cause, PrivateAddressRefused):
        return FetchOutcome.PRIVATE_ADDRESS, ""
    if isinstance(cause, socket.gaierror) and cause.errno in _NO_NAME:
        return FetchOutcome.NO_SUCH_HOST, "name does not exist"
    # A resolver that does not answer says nothing about the name: unknown, never dead.
    return FetchOutcome.TIMEOUT_CONNECT, "name could not be resolved for now"


def _socket(cause: OSError) -> tuple[FetchOutcome, str]:
    if isinstance(cause, PrivateAddressRefused):
        return FetchOutcome.PRIVATE_ADDRESS, ""
    if isinstance(cause, ConnectionRefusedError) or cause.errno == errno.ECONNREFUSED:
        return FetchOutcome.REFUSED, "connection refused"
    if cause.errno in _NO_ROUTE:
        return FetchOutcome.TIMEOUT_CONNECT, "no route"
    if cause.errno == errno.ETIMEDOUT:
        return FetchOutcome.TIMEOUT_CONNECT, "connect"
    if cause.errno in _LOST:
        return FetchOutcome.CONNECTION_LOST, "reset"
    return FetchOutcome.CONNECTION_LOST, "connection error"


def _tls(cause: BaseException) -> str:
    inner = getattr(cause, "os_error", cause)
    return str(getattr(inner, "reason", "") or "handshake failed")
