"""Attachments of a site file: what came of reading each, kept once by content with its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from sqlite3 import Connection

from model.attachment import Attachment, FileState, FileText
from store.site_pages import PackedText, pack_text
from store.site_records import KnownFile, ReadFile
from store.site_targets import Targets
from store.site_texts import Texts

_CHUNK = 400


def read_file(body: bytes, read_as: str, read: FileText) -> ReadFile:
    """Return a file that was read, as it will be written."""
    return ReadFile(
        digest=hashlib.sha256(body).digest() if body else b"",
        size=read.size,
        read_as=read_as,
        format=read.format,
        state=read.state,
        text=pack_text(read.text) if read.text else None,
    )


class Files:
    """Stores what was read of attachments and finds what is still good."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._texts = Texts(conn)

    def latest(self, address: int) -> KnownFile | None:
        """Return what was read of an address last, if it was a file that was looked into."""
        found = self._conn.execute(
            "SELECT o.file, f.read_as, f.size, o.etag, o.last_modified, o.content_type"
            " FROM observation o JOIN file_text f ON f.id = o.file"
            " WHERE o.address = ? AND o.outcome = 'alive' ORDER BY o.from_night DESC LIMIT 1",
            (address,),
        ).fetchone()
        if found is None:
            return None
        file, read_as, size, etag, last_modified, content_type = found
        return KnownFile(
            file=int(file),
            read_as=read_as,
            size=int(size),
            etag=etag,
            last_modified=last_modified,
            content_type=content_type,
        )

    def keep(self, file: ReadFile) -> int:
        """Store what was read of a file if its content is a new one; return its number."""
        if file.known is not None:
            return file.known
        key = (file.digest, file.size, file.state.value, file.read_as)
        known = self._conn.execute(
            "SELECT id FROM file_text WHERE digest = ? AND size = ? AND state = ? AND read_as = ?",
            key,
        ).fetchone()
        if known is not None:
            return int(known[0])
        cursor = self._conn.execute(
            "INSERT INTO file_text (digest, size, state, read_as, format, text)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*key, file.format, self._text(file.text)),
        )
        return int(cursor.lastrowid or 0)

    def _text(self, text: PackedText | None) -> int | None:
        return None if text is None else self._texts.put(text)


def attachments_of(conn: Connection, night: str, targets: Targets) -> dict[str, Attachment]:
    """Return every file of a night that was looked into, by address, with its places."""
    rows = conn.execute(
        "SELECT a.id, a.url, f.state, f.format, f.size FROM observation o"
        " JOIN file_text f ON f.id = o.file JOIN address a ON a.id = o.address"
        " WHERE o.from_night <= ? AND o.to_night >= ? AND o.outcome = 'alive' ORDER BY a.url",
        (night, night),
    ).fetchall()
    return dict(_with_places(rows, targets))


def _with_places(
    rows: list[tuple[int, str, str, str, int]], targets: Targets
) -> Iterator[tuple[str, Attachment]]:
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        places = targets.places([number for number, *_ in part])
        for number, url, state, format_, size in part:
            yield (
                url,
                Attachment(
                    url=url,
                    state=FileState(state),
                    format=format_,
                    size=size,
                    places=places.get(number, ()),
                ),
            )
