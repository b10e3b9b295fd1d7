"""By what an attachment is known: its type, its name, its length and its server's marks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename
from urllib.parse import unquote, urlsplit

from crawler.answer import Answer
from store.site_records import KnownFile

FILE_TYPES = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/ofd",
        "application/wps-office.wps",
        "application/wps-office.et",
        "application/vnd.ms-works",
    }
)
"""Media types of files whose text can be read."""


def name_of(url: str) -> str:
    """Return the name of a file as its address has it."""
    return unquote(basename(urlsplit(url).path))


def ending(url: str) -> str:
    """Return the ending of that name in lower case, "" without one."""
    return name_of(url).rpartition(".")[2].lower()


def is_known(known: KnownFile | None, answer: Answer | Mapping[str, str]) -> bool:
    """Whether an answer's headers tell of the very file that was read before.

    Of the same length it is the same where the server gives no marks at all: a file that changed
    and kept its length to the byte is read anew in a full night.
    """
    if known is None or announced_size(answer) != known.size:
        return False
    etag, modified = _told(answer, "etag", "last-modified")
    return known.etag == etag if known.etag and etag else known.last_modified == modified


def announced_size(answer: Answer | Mapping[str, str]) -> int | None:
    """Return the announced length of a file in bytes, None where it is not known or packed."""
    encoding, ranged, length = _told(answer, "content-encoding", "content-range", "content-length")
    if encoding and encoding.lower() != "identity":
        return None
    told = ranged.rpartition("/")[2] if ranged else length
    return int(told) if told.isascii() and told.isdigit() else None


def _told(answer: Answer | Mapping[str, str], *names: str) -> list[str]:
    if isinstance(answer, Answer):
        return [answer.header(name) for name in names]
    return [answer.get(name, "").strip() for name in names]
