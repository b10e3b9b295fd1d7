"""Addresses: the one place where an address is parsed, joined and compared.

Three forms stay apart: as written in the page, as requested (absolute, no fragment, of a
link no session; what the site wrote otherwise kept), and as compared (`key`: never
requested, never printed).
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

_TRIMMED = re.compile(r"[\t\n\r]")
_NO_HOST = re.compile(r"https?:(?:/*$|//+[/?#])", re.IGNORECASE)
_WEB = re.compile(r"(https?):(/*)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BACKSLASHED = re.compile(r"[^?#]*")
_EDGES = "".join(map(chr, range(0x21)))
_SAFE = "%/:=&?~#+!$,;'@()*[]"
# Written as it is requested: plain host, no port, nothing to encode, no empty or dot segment.
_CLEAN_PATH = r"(?>(?:[A-Za-z0-9_-]++/)*)(?:[A-Za-z0-9_-]++(?>(?:\.[A-Za-z0-9_-]++)*))?"
_CLEAN_QUERY = r"(?:\?[A-Za-z0-9_=&./-]++)?"
_CLEAN = re.compile(rf"https?://[a-z0-9]++(?>(?:[.-][a-z0-9]++)*)/{_CLEAN_PATH}{_CLEAN_QUERY}")
_CLEAN_REST = re.compile(rf"{_CLEAN_PATH}{_CLEAN_QUERY}")
_SESSION_NAME = r"(?:jsessionid|phpsessid|aspsessionid\w*+|cfid|cftoken|session_?id(?==[\w-]{16}))"
_SESSION = re.compile(rf";{_SESSION_NAME}=[^/?#;]*+|(?<=[?&]){_SESSION_NAME}=[^&#]*+&?+", re.I)
_ORIGIN = re.compile(r"https?://(([a-z0-9.-]+)(?::[0-9]+)?)(?=/)")
"""Of nearly every address, as it is requested: taken apart with less than splitting it whole."""
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "mil", "net", "org"})
_DEFAULT_PORT = {"http": 80, "https": 443}
_DOTS = {"%2e": ".", "%2e%2e": "..", ".%2e": "..", "%2e.": ".."}


def absolute(base: str, written: str) -> str | None:
    """Return the address to request for a link as written on `base`; None if not http(s).

    As in the URL Standard (4.4, of special schemes): spaces at the ends, tabs and line breaks
    inside are dropped, backslashes before the query are slashes, three slashes before a host
    are two; a fragment is dropped; characters that may not travel are percent-encoded as UTF-8.
    """
    if _CLEAN.fullmatch(written):
        return written
    text = _TRIMMED.sub("", written).strip(_EDGES)
    if "\\" in text:
        text = _BACKSLASHED.sub(lambda found: found[0].replace("\\", "/"), text, count=1)
    if _NO_HOST.match(text):
        return None
    try:
        parts = urlsplit(_joined(base, text))
        port = parts.port
        host = parts.hostname
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT or not host:
        return None
    netloc = _netloc(scheme, host, port)
    if netloc is None:
        return None
    path = quote(_resolved(parts.path) or "/", safe=_SAFE)
    return urlunsplit((scheme, netloc, path, quote(parts.query, safe=_SAFE), ""))


def without_session(url: str) -> str:
    """Return an address without a visitor's session: each visitor and page has another.

    Only names that servers give out for this are known (`;jsessionid=`, `PHPSESSID=` and the
    like); `sid` is as often the number of a section or an article, and stays.
    """
    if "=" not in url:
        return url
    if url.isascii():  # patterns count some other letters as s and k
        low = url.lower()
        if "sess" not in low and "cfid" not in low and "cftoken" not in low:
            return url
    plain, found = _SESSION.subn("", url)
    return plain.rstrip("?&") if found else url


def is_plain_path(written: str) -> bool:
    """Whether a path below a folder needs nothing but to be set behind the folder's address."""
    return written[:1] not in {"", "?"} and _CLEAN_REST.fullmatch(written) is not None


def key(url: str) -> str:
    """Return the form for comparing: sorted arguments, no fragment, decoded case of escapes."""
    parts = urlsplit(url)
    arguments = sorted(parse_qsl(parts.query, keep_blank_values=True))
    path = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), parts.path) or "/"
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, urlencode(arguments), ""))


def host(url: str) -> str:
    """Return the host name in lower case, without port; "" if there is none."""
    plain = _ORIGIN.match(url)
    if plain:
        return plain[2]
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def own_domain(name: str) -> str:
    """Return the part of a host name that one holder registers: qinghe.gov.cn, example.com.

    Names below com.cn, gov.cn and their like keep three labels, others two.
    """
    labels = name.split(".")
    second = labels[-2] if len(labels) > 2 else ""
    keep = 3 if len(labels[-1]) == 2 and second in _SECOND_LEVEL else 2
    return name if labels[-1].isdigit() else ".".join(labels[-keep:])


def origin(url: str) -> str:
    """Return scheme, host and port, e.g. `http://example.org:8080`."""
    plain = _ORIGIN.match(url)
    if plain:
        return plain[0]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def authority(url: str) -> str:
    """Return host and port as written in the address, in lower case."""
    plain = _ORIGIN.match(url)
    if plain:
        return plain[1]
    return urlsplit(url).netloc.lower()


def extension(url: str) -> str:
    """Return the file name's ending in lower case without the dot, "" if there is none."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def is_private_ip(address: str) -> bool:
    """Whether an IP address must not be fetched unless the register allows it.

    Everything that is not a public unicast address counts: loopback, private, link-local,
    reserved, multicast, unspecified; IPv4 mapped into IPv6 is looked at as IPv4.
    """
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            ip = inner
    return not ip.is_global or ip.is_multicast


def literal_ip(url: str) -> str | None:
    """Return the IP address if the host is written as one in any form, else None.

    Browsers and libc also read `127.1`, `0x7f000001` and `2130706433` as IPv4.
    """
    name = host(url)
    try:
        return str(ipaddress.ip_address(name.split("%", 1)[0]))
    except ValueError:
        pass
    return _loose_ipv4(name)


def _netloc(scheme: str, host_name: str, port: int | None) -> str | None:
    if re.search(r"[\s<>\"{}|\\^`]", host_name):
        return None
    if not host_name.isascii():
        try:
            host_name = host_name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    name = f"[{host_name}]" if ":" in host_name else host_name.lower()
    return name if port is None or port == _DEFAULT_PORT[scheme] else f"{name}:{port}"


def _joined(base: str, text: str) -> str:
    """Join as browsers do where `urljoin` does otherwise: slashes too many or too few."""
    web = _WEB.match(text)
    if web is not None:
        rest = text[web.end() :]
        if len(web[2]) > 1 or web[1].lower() != base.partition(":")[0].lower():
            return f"{web[1].lower()}://{rest}"
        text = web[2] + rest  # `http:page.html` leads on from the page
    if text.startswith("//"):
        text = "//" + text.lstrip("/")
    if text[:1] in {"", "/", "?", "#"} or _SCHEME.match(text):
        return urljoin(base, text)
    # urljoin would drop empty segments, of which some servers make a difference.
    path = urlsplit(base).path
    return f"{origin(base)}{path[: path.rfind('/') + 1] or '/'}{text}"


def _resolved(path: str) -> str:
    """Drop `.` and `..` segments, also where they are percent-encoded."""
    if "/." not in path and "/%2" not in path:
        return path
    out: list[str] = []
    segments = [_DOTS.get(segment.lower(), segment) for segment in path.split("/")]
    for segment in segments:
        if segment == "..":
            if len(out) > 1:
                out.pop()
        elif segment != ".":
            out.append(segment)
    if segments[-1] in {".", ".."}:
        out.append("")
    return "/".join(out)


def _loose_ipv4(name: str) -> str | None:
    pieces = name.rstrip(".").split(".")
    if not 1 <= len(pieces) <= 4:
        return None
    numbers: list[int] = []
    for piece in pieces:
        if not re.fullmatch(r"0[xX][0-9a-fA-F]*|[0-9]+", piece):
            return None
        octal = len(piece) > 1 and piece[0] == "0" and piece[1:].isdigit()
        try:
            numbers.append(int(piece, 16 if piece[:2].lower() == "0x" else 8 if octal else 10))
        except ValueError:
            return None
    *front, last = numbers
    if any(n > 255 for n in front) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last
    for index, n in enumerate(front):
        value += n << (24 - 8 * index)
    return str(ipaddress.IPv4Address(value))
