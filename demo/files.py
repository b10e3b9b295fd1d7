"""Tiny real files for the portals: pdf, xlsx, docx, png, gif, css, js; standard library only."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from html import escape

_STAMP = (2026, 1, 1, 0, 0, 0)  # of the members of zip files, so the same bytes every day
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

CSS = """body{margin:0;font:16px/1.8 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#222}
a{color:#1f4e8c;text-decoration:none}.wrap{width:1100px;max-width:96%;margin:0 auto}
.top{background:#a4262c;color:#fff;padding:18px 0}.top h2{margin:0;font-size:28px}
.invented{background:#fff3cd;color:#664d03;text-align:center;font-size:14px;padding:4px}
.nav{background:#8a1f24}.top a{color:#fff}.nav a{color:#fff;display:inline-block;padding:8px 22px}
.position{padding:10px 0;color:#666;font-size:14px}.side{float:left;width:200px}
.main{margin-left:230px;min-height:420px}ul.list{list-style:none;padding:0}
ul.list li{border-bottom:1px dashed #ddd;padding:6px 0}.date{float:right;color:#888}
.info{color:#666;font-size:14px;text-align:center}h1{text-align:center;font-size:26px}
.block{width:48%;float:left;margin-right:2%}.footer{clear:both;background:#eee;padding:16px 0;
text-align:center;font-size:14px;margin-top:24px}.pic{text-align:center}img{max-width:100%}
"""

JS = """function createPageHTML(count, current, name, ext) {
  var out = [], i;
  if (count < 2) { return; }
  for (i = 0; i < count; i++) {
    var href = i === 0 ? name + "." + ext : name + "_" + i + "." + ext;
    var link = '<a href="' + href + '">' + (i + 1) + "</a>";
    out.push(i === current ? "<b>" + (i + 1) + "</b>" : link);
  }
  document.write('<div class="pages">' + out.join(" ") + "</div>");
}
"""

LIST_JS = """function renderChannel(element, address) {
  var ask = new XMLHttpRequest();
  ask.onload = function () {
    var box = document.getElementById(element);
    JSON.parse(ask.responseText).rows.forEach(function (row) {
      var line = document.createElement("li"), link = document.createElement("a");
      link.href = row.link; link.textContent = row.title;
      line.appendChild(link); line.appendChild(document.createTextNode(" " + row.day));
      box.appendChild(line);
    });
  };
  ask.open("GET", address); ask.send();
}
"""


def pdf(number: int) -> bytes:
    """Return a one-page PDF that shows a number."""
    text = f"BT /F1 24 Tf 72 760 Td (Annex {number}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for index, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (index, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    out += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def docx(text: str) -> bytes:
    """Return a Word document with one paragraph."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'{_HEAD}<w:document xmlns:w="{space}"><w:body><w:p><w:r>'
        f"<w:t>{escape(text)}</w:t></w:r></w:p></w:body></w:document>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _package("word/document.xml", kind, {"word/document.xml": body})


def xlsx(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Return a workbook with one sheet of text cells."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(v)}</t></is></c>' for v in row)
        + "</row>"
        for row in rows
    )
    sheet = f'{_HEAD}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    book = (
        f'{_HEAD}<workbook xmlns="{space}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="附件" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    links = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": sheet,
    }
    extra = (
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    )
    return _package("xl/workbook.xml", kind, parts, extra)


def png(red: int, green: int, blue: int, width: int = 160, height: int = 90) -> bytes:
    """Return a picture of one colour."""
    row = b"\0" + bytes((red, green, blue)) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(row * height, 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _package(main: str, kind: str, parts: dict[str, str], extra: str = "") -> bytes:
    types = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/>{extra}</Types>'
    )
    links = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    )
    members = {"[Content_Types].xml": types, "_rels/.rels": links, **parts}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text.encode())
    return held.getvalue()
