"""Texts of a site file: what pages say, kept once by content, and read back one at a time."""

from __future__ import annotations

import threading
from collections.abc import ItemsView, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection, connect
from typing import Any

import zstandard

from store.kept_connection import KeptConnection, read_only
from store.site_pages import PackedText

MAX_TEXT_BYTES = 8_000_000
"""A text is never unpacked to more, whatever the file says."""

_kept = threading.local()
"""One unpacker a thread: making one takes longer than unpacking a text, and none serves two."""

_PAGES = (
    "SELECT a.url, t.packed, 1 FROM observation o LEFT JOIN drawing d ON d.address = o.address"
    " AND d.from_night <= :night AND d.to_night >= :night"
    " JOIN reading_text rt ON rt.reading = coalesce(d.reading, o.reading)"
    " JOIN text t ON t.id = rt.text JOIN address a ON a.id = o.address"
    " WHERE o.from_night <= :night AND o.to_night >= :night AND o.outcome = 'alive'"
)

_FILES = (
    " UNION ALL SELECT a.url, t.packed, 0 FROM observation o JOIN file_text f ON f.id = o.file"
    " JOIN text t ON t.id = f.text JOIN address a ON a.id = o.address"
    " WHERE o.from_night <= :night AND o.to_night >= :night AND o.outcome = 'alive'"
)


class Texts:
    """Stores texts."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    def keep(self, reading: int, text: PackedText) -> None:
        """Store the text of a reading; an equal one is stored already."""
        self._conn.execute(
            "INSERT INTO reading_text (reading, text) VALUES (?, ?)", (reading, self.put(text))
        )

    def put(self, text: PackedText) -> int:
        """Store a text if it is a new one, and return its number."""
        found = self._conn.execute("SELECT id FROM text WHERE digest = ?", (text.digest,))
        known = found.fetchone()
        if known is not None:
            return int(known[0])
        cursor = self._conn.execute(
            "INSERT INTO text (digest, size, packed) VALUES (?, ?, ?)",
            (text.digest, text.size, text.packed),
        )
        return int(cursor.lastrowid or 0)


class NightTexts(Mapping[str, str]):
    """The texts of one night's pages and attachments by address, read when they are asked for.

    Going through `items()` holds one text at a time, in the order of addresses. The file must
    stay where it is; any thread may ask.
    """

    def __init__(self, path: Path, night_on: date, pages: Mapping[str, Any]) -> None:
        self._path = path
        self._file = KeptConnection(path)
        self._night = night_on.isoformat()
        self._pages = pages

    def __getitem__(self, url: str) -> str:
        with self._file.asked() as conn:
            packed = next(self._rows_of(conn, " AND a.url = :url", url), None)
        if packed is None:
            raise KeyError(url)
        return unpacked(packed[1])

    def __iter__(self) -> Iterator[str]:
        return (url for url, _ in self._rows())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> ItemsView[str, str]:
        """Return a view that goes through addresses and texts in one pass, one at a time."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield every address with its text, in the order of addresses."""
        return ((url, unpacked(packed)) for url, packed in self._rows())

    def _rows(self) -> Iterator[tuple[str, bytes]]:
        with closing(connect(read_only(self._path), uri=True)) as conn:
            yield from self._rows_of(conn)

    def _rows_of(
        self, conn: Connection, which: str = "", url: str = ""
    ) -> Iterator[tuple[str, bytes]]:
        rows = conn.execute(
            _PAGES + which + _FILES + which + " ORDER BY 1", {"night": self._night, "url": url}
        )
        # A page that sends its reader on is no page of the night.
        return ((url, packed) for url, packed, page in rows if not page or url in self._pages)


class _Items(ItemsView[str, str]):
    def __init__(self, texts: NightTexts) -> None:
        super().__init__(texts)
        self._texts = texts

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return self._texts.pairs()


def unpacked(packed: bytes) -> str:
    """Return a stored text."""
    unpack: zstandard.ZstdDecompressor | None = getattr(_kept, "unpack", None)
    if unpack is None:
        unpack = _kept.unpack = zstandard.ZstdDecompressor()
    return unpack.decompress(packed, max_output_size=MAX_TEXT_BYTES).decode("utf-8", "replace")
