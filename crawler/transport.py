"""One request over aiohttp: bounded, with raw headers, redirects not followed.

Reads   an Ask
Gives   an Answer; what a server does wrong is an answer too, never an exception
Never   connects to a private address the job does not allow
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from time import monotonic

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver

from crawler.answer import Answer, Ask, Want, headers_of
from crawler.classify import is_html, is_list_data
from crawler.content_type import content_type_of
from crawler.file_marks import is_known
from crawler.outcome import failure_of, is_length_only
from crawler.packings import BodyTooLarge
from crawler.plain_http import ask_plainly
from crawler.policy import MAX_HEADER_BYTES, MAX_ROBOTS_BYTES, SMALL_BODY_BYTES, SNIFF_BYTES
from crawler.resolver import GuardedResolver, MayBePrivate, is_refused_literal
from crawler.tls import is_usual, lenient_context, usual_context
from crawler.unpack import Unpacker, layers_of
from model.crawl import CrawlJob
from model.fetch import FetchOutcome
from model.url import authority, host

_CHUNK = 65_536
_WHOLE = frozenset({Want.HTML, Want.READABLE, Want.FILE, Want.WHOLE})
"""Bodies that are of no use unless they are whole."""
_HANDSHAKE_FAILED = frozenset({FetchOutcome.TLS_ERROR, FetchOutcome.CONNECTION_LOST})
"""Old servers answer a modern hello with an alert, or simply hang up."""

_COMMON = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "zh-CN,zh;q=0.9",
}


class Transport:
    """The client side of one crawl; opened lazily inside the event loop."""

    keeps_connections = True  # for the next request to the same host

    def __init__(self, job: CrawlJob, user_agent: str, may_be_private: MayBePrivate) -> None:
        self._job = job
        self._user_agent = user_agent
        self._may_be_private = may_be_private
        self._session: aiohttp.ClientSession | None = None
        self._closed = False
        self._usual = usual_context()
        self._lenient = lenient_context()
        self.weak: dict[str, str] = {}  # hosts that only the lenient try reached, and how
        self.on_weak: Callable[[], None] = lambda: None

    async def ask(self, ask: Ask) -> Answer:
        """Send one request and return its answer or its failure."""
        if is_refused_literal(ask.url, self._may_be_private):
            return Answer(failure=FetchOutcome.PRIVATE_ADDRESS)
        if self._closed:
            return Answer(failure=FetchOutcome.NOT_FETCHED, detail="stopping")
        name = authority(ask.url) if ask.url.startswith("https:") else ""
        known = name in self.weak
        answer = await self._try(ask, self._lenient if known else None)
        if answer.failure is FetchOutcome.NOT_HTTP and ask.method == "GET":
            return await self._try_plainly(ask) or answer
        small = self._usual.small_keys.get(host(ask.url), "") if name and not known else ""
        if small:
            self.weak[name] = small
            self.on_weak()
        if name and not known and answer.failure in _HANDSHAKE_FAILED:
            second = await self._try(ask, self._lenient)
            if second.failure not in _HANDSHAKE_FAILED:
                agreed = self._lenient.agreed.get(host(ask.url), "")
                hung_up = answer.failure is FetchOutcome.CONNECTION_LOST
                # Who merely hung up and now speaks as usual had a bad moment, no old TLS.
                if second.status is not None and not (hung_up and is_usual(agreed)):
                    # From now on this host, and only this one, is asked so at once.
                    self.weak[name] = agreed
                    self.on_weak()
                return second
        return answer

    async def close(self) -> None:
        """Close all connections; requests under way fail, later ones are not sent."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    async def _try(self, ask: Ask, tls: ssl.SSLContext | None) -> Answer:
        started = monotonic()
        in_body = False
        job = self._job
        try:
            # Connecting has a limit of its own below; headers that drip are cut off here.
            first = job.connect_timeout_s + job.first_byte_timeout_s
            async with asyncio.timeout(first) as limit:
                response = await self._send(ask, tls)
                in_body = True
                elapsed = monotonic() - started
                left = max(job.total_timeout_s - elapsed, 0.1)
                limit.reschedule(asyncio.get_running_loop().time() + left)
                try:
                    body, too_large = await self._body(ask, response)
                finally:
                    response.release()
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as cause:
            outcome, detail = failure_of(cause, in_body=in_body)
            return Answer(failure=outcome, detail=detail, elapsed_s=monotonic() - started)
        return Answer(
            status=response.status,
            headers=headers_of(response.raw_headers),
            cookies=_cookies(response),
            body=body,
            too_large=too_large,
            elapsed_s=elapsed,
        )

    async def _try_plainly(self, ask: Ask) -> Answer | None:
        """Ask once more with a reader as forgiving as a browser; None if it is no better."""
        started, limit = monotonic(), self._job.max_body_bytes
        asked = {"User-Agent": self._user_agent, **_COMMON, **dict(ask.headers)}
        asked["Accept-Encoding"] = "identity"
        try:
            async with asyncio.timeout(self._job.total_timeout_s):
                plain = await ask_plainly(
                    ask.url, asked, resolver=self._resolver(), tls=self._lenient, limit=limit
                )
        except (TimeoutError, OSError, ValueError):
            return None
        if plain is None:
            return None
        headers = headers_of(plain.headers)
        unpack, cut = (
            Unpacker(headers.get("content-encoding", b"").decode("latin-1"), limit),
            plain.cut,
        )
        try:
            unpack.feed(plain.body)
        except BodyTooLarge:
            cut = True
        return Answer(
            status=plain.status,
            headers=headers,
            body=b"" if cut or ask.want is Want.NOTHING else unpack.body(),
            too_large=cut and ask.want in _WHOLE,
            elapsed_s=monotonic() - started,
        )

    def _resolver(self) -> AbstractResolver:
        return GuardedResolver(self._may_be_private)

    async def _send(self, ask: Ask, tls: ssl.SSLContext | None) -> aiohttp.ClientResponse:
        session = self._session or self._open()
        return await session.request(
            ask.method,
            yarl.URL(ask.url, encoded=True),
            headers={"User-Agent": self._user_agent, **dict(ask.headers)},
            data=ask.body or None,
            allow_redirects=False,
            ssl=True if tls is None else tls,
        )

    def _open(self) -> aiohttp.ClientSession:
        job = self._job
        connector = aiohttp.TCPConnector(
            limit=0,
            ssl=self._usual,
            resolver=self._resolver(),
            ttl_dns_cache=300,
            force_close=not self.keeps_connections,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=job.connect_timeout_s, sock_read=job.first_byte_timeout_s
            ),
            headers=_COMMON,
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
        )
        return self._session

    async def _body(self, ask: Ask, response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """Return the wanted body, and whether it was over the limit."""
        if ask.method == "HEAD":
            return b"", False
        length = response.content_length
        limit = self._limit(ask, response)
        if limit == 0:
            await self._drop(response, length)
            return b"", False
        whole = ask.want in _WHOLE and response.status == 200
        encoding = ",".join(response.headers.getall("Content-Encoding", ()))
        if whole and length is not None and length > limit and not layers_of(encoding):
            response.close()
            return b"", True
        unpack = Unpacker(encoding, limit)
        protocol = response.connection.protocol if response.connection else None
        try:
            async for chunk in response.content.iter_chunked(_CHUNK):
                unpack.feed(chunk)
        except BodyTooLarge:
            response.close()
            return (b"", True) if whole else (unpack.body(), False)
        except aiohttp.ClientPayloadError as cause:
            reset = protocol is not None and isinstance(protocol.exception(), OSError)
            if reset or not is_length_only(cause):
                raise
        return unpack.body(), False

    def _limit(self, ask: Ask, response: aiohttp.ClientResponse) -> int:
        """Return how many bytes of the body are wanted, unpacked."""
        said = content_type_of(response.headers.getall("Content-Type", ()))
        media_type = said.split(";", 1)[0].strip().lower()
        if ask.want is Want.NOTHING:
            return 0
        if ask.want is Want.SNIFF:
            return SNIFF_BYTES if is_html(media_type) else 0
        if ask.want is Want.TEXT:
            return MAX_ROBOTS_BYTES
        if ask.want is Want.WHOLE:
            return self._job.max_body_bytes
        if response.status >= 400:  # an error, or a shield that calls itself one
            return SNIFF_BYTES if is_html(media_type) or not media_type else 0
        if 300 <= response.status < 400 and not response.headers.get("Location"):
            return SNIFF_BYTES if is_html(media_type) or not media_type else 0
        if not 200 <= response.status < 300:
            return 0
        if ask.want is Want.FILE:
            unwanted = is_html(media_type) or is_known(ask.known, response.headers)
            return 0 if unwanted else self._job.max_attachment_bytes
        wanted = is_html(media_type) or not media_type
        if ask.want is Want.READABLE:
            wanted = wanted or is_list_data(media_type)
        return self._job.max_body_bytes if wanted else 0

    async def _drop(self, response: aiohttp.ClientResponse, length: int | None) -> None:
        """Read a small body off so that the connection can be used again; cut a large one."""
        if length is None or length > SMALL_BODY_BYTES:
            response.close()
            return
        try:
            await response.content.read()
        except (aiohttp.ClientPayloadError, ConnectionError):  # of what nobody wanted
            response.close()


def _cookies(response: aiohttp.ClientResponse) -> tuple[str, ...]:
    return tuple(
        raw.decode("latin-1").split(";", 1)[0]
        for name, raw in response.raw_headers
        if name.lower() == b"set-cookie"
    )
