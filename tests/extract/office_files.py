"""Files for reading, made in the test: PDF by hand, compound files by hand, archives of XML."""

from __future__ import annotations

import io
import struct
import zipfile

import docx
import openpyxl

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def pdf(*lines: str, extra: tuple[bytes, ...] = (), content: bytes = b"") -> bytes:
    """Return a one-page PDF in a Chinese font that is not embedded, as old files have it."""
    shown = b"".join(
        b"1 0 0 1 50 %d Tm <%s> Tj " % (780 - 24 * n, line.encode("utf-16-be").hex().encode())
        for n, line in enumerate(lines)
    )
    stream = b"BT /F1 12 Tf " + shown + b"ET " + content
    names = b" ".join(b"/X%d %d 0 R" % (n, 8 + n) for n in range(len(extra)))
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<<" + names + b">>>>>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        *extra,
    )


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first of which is the catalog."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (count, trailer, len(out))
    )


def endless_pdf() -> bytes:
    """Return a PDF whose forms call each other ten times each, twelve levels deep."""
    levels = 12
    forms = []
    for n in range(levels):
        last = n == levels - 1
        calls = b"BT /F1 1 Tf <4e00> Tj ET" if last else b"/N Do " * 10
        names = b"" if last else b"/XObject<</N %d 0 R>>" % (9 + n)
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s/Font<</F1 5 0 R>>>>"
            b"/Length %d>>stream\n%s\nendstream" % (names, len(calls), calls)
        )
    return pdf("一", extra=tuple(forms), content=b"/X0 Do")


def docx_of(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """Return a document with these paragraphs and then a table."""
    document = docx.Document()
    for said in paragraphs:
        document.add_paragraph(said)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, said in zip(table.add_row().cells, row, strict=True):
                cell.text = said
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(*rows: tuple[object, ...]) -> bytes:
    """Return a workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def word97(text: str, *, flags: int = 0x0200, length: int | None = None) -> bytes:
    """Return a document of Word 97 whose text is one piece in UTF-16."""
    stream = bytearray(0x800)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", stream, 0x0A, flags)
    stream += text.encode("utf-16-le")
    pieces = struct.pack("<II", 0, length or len(text)) + struct.pack("<HIH", 0, 0x800, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", stream, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(stream), "1Table": clx})


def compound(streams: dict[str, bytes]) -> bytes:
    """Return an OLE compound file of these streams, each padded past the limit of small ones."""
    padded = {name: data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0")
              for name, data in streams.items()}  # fmt: skip
    fat, chunks = [_FAT, _END], []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for n, (name, data) in enumerate(padded.items(), 1):
        sectors, first = len(data) // 512, len(fat)
        fat += [*range(first + 1, first + sectors), _END]
        right = n + 1 if n < len(padded) else _FREE
        entries.append(_entry(name, 2, first, len(data), right=right))
        chunks.append(data)
    assert len(fat) <= 128
    assert len(entries) <= 4
    fat += [_FREE] * (128 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
        + struct.pack("<109I", 0, *[_FREE] * 108)
    )  # fmt: skip
    directory = b"".join(entries).ljust(512, b"\0")
    return header + struct.pack("<128I", *fat) + directory + b"".join(chunks)


def _entry(name: str, kind: int, first: int, size: int, *, child=_FREE, right=_FREE) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", first, size)
    )
