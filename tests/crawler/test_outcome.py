from __future__ import annotations

import errno
import os
import socket
import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from crawler.outcome import PrivateAddressRefused, failure_of
from model.fetch import FetchOutcome as O

KEY = ConnectionKey("example.invalid", 80, False, True, None, None, None)


def os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (
            aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(socket.EAI_NONAME, "")),
            O.NO_SUCH_HOST,
        ),
        (
            aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(socket.EAI_AGAIN, "")),
            O.TIMEOUT_CONNECT,
        ),
        (aiohttp.ClientConnectorDNSError(KEY, PrivateAddressRefused("x")), O.PRIVATE_ADDRESS),
        (PrivateAddressRefused("x"), O.PRIVATE_ADDRESS),
        (aiohttp.ClientConnectorError(KEY, os_error(errno.ECONNREFUSED)), O.REFUSED),
        (aiohttp.ClientConnectorError(KEY, os_error(errno.EHOSTUNREACH)), O.TIMEOUT_CONNECT),
        (aiohttp.ClientConnectorError(KEY, os_error(errno.ETIMEDOUT)), O.TIMEOUT_CONNECT),
        (aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError(1, "bad")), O.TLS_ERROR),
        (aiohttp.ConnectionTimeoutError(), O.TIMEOUT_CONNECT),
        (aiohttp.SocketTimeoutError(), O.TIMEOUT_FIRST_BYTE),
        (TimeoutError(), O.TIMEOUT_FIRST_BYTE),
        (aiohttp.ServerDisconnectedError(), O.CONNECTION_LOST),
        (aiohttp.ClientOSError(errno.ECONNRESET, "reset"), O.CONNECTION_LOST),
        (aiohttp.ClientPayloadError("cut"), O.CONNECTION_LOST),
        (aiohttp.InvalidURL("http://["), O.NOT_FETCHED),
    ],
)
def test_failures_by_type(cause: BaseException, outcome: O) -> None:
    assert failure_of(cause, in_body=False)[0] is outcome


def test_a_timeout_in_the_body_is_the_bodys() -> None:
    assert failure_of(TimeoutError(), in_body=True)[0] is O.TIMEOUT_BODY
    assert failure_of(aiohttp.SocketTimeoutError(), in_body=True)[0] is O.TIMEOUT_BODY


def test_what_the_monitor_could_not_learn_is_never_a_failure() -> None:
    for cause in (TimeoutError(), aiohttp.ServerDisconnectedError()):
        assert failure_of(cause, in_body=False)[0].is_unknown
