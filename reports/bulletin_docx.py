"""The bulletin as .docx: A4, margins and type sizes of GB/T 9704-2012.

Reads   the text of a Bulletin
Gives   the bytes of a .docx; same text and same printing time, same bytes
Never   reads crawled text as anything but text: no field, link or tag is made of it
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from model.letter import ALL_UNITS
from reports import docx_parts as parts
from reports.bulletin import Annex, Bulletin
from reports.safe_text import one_line
from reports.zip_bytes import repack

_TITLE, _BODY, _HEADING, _CELL = "通报标题", "通报正文", "通报小标题", "通报表格"
_NO_NUMBER = "（拟稿，文号待签发时编取）"


def render(text: Bulletin, *, printed_at: datetime) -> bytes:
    """Lay the text out."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    parts.add_style(document, _TITLE, "方正小标宋简体", 22, line=700)
    parts.add_style(document, _BODY, "仿宋", 16)
    parts.add_style(document, _HEADING, "黑体", 16)
    parts.add_style(document, _CELL, "仿宋", 10.5, line=300)
    for style in (_TITLE, _BODY, _HEADING, _CELL):
        document.styles[style].paragraph_format.space_after = Pt(0)
    # Two lines of like length: one line would leave its last character alone on the next.
    title = one_line(text.title).replace("季度", "季度\n", 1)
    document.add_paragraph(title, _TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(document, text.number or _NO_NUMBER, _BODY, WD_ALIGN_PARAGRAPH.CENTER)
    _add(document, f"{ALL_UNITS}：", _BODY)
    _indented(document, text.opening, _BODY)
    for part in text.parts:
        _indented(document, part.heading, _HEADING)
        for paragraph in part.paragraphs:
            _indented(document, paragraph, _BODY)
    for at, annex in enumerate(text.annexes, start=1):
        label, characters = ("附件：", 2) if at == 1 else ("", 5)  # the numbers stand in line
        _indented(document, f"{label}{at}．{annex.title}", _BODY, characters)
    _add(document, text.office, _BODY, WD_ALIGN_PARAGRAPH.RIGHT)
    _add(document, text.signed_on, _BODY, WD_ALIGN_PARAGRAPH.RIGHT)
    for at, annex in enumerate(text.annexes, start=1):
        _annex(document, at, annex)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _annex(document: Document, at: int, annex: Annex) -> None:
    label = document.add_paragraph(f"附件{at}", _HEADING)
    label.paragraph_format.page_break_before = True
    _add(document, annex.title, _TITLE, WD_ALIGN_PARAGRAPH.CENTER)
    if not annex.rows:
        _indented(document, "无。", _BODY)
        return
    table = document.add_table(rows=0, cols=len(annex.headings))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(width)
    style = document.styles[_CELL].style_id
    for number, texts in enumerate((annex.headings, *annex.rows)):
        table._tbl.append(_row(texts, annex.widths, style, head=number == 0))
    for note in annex.notes:
        _add(document, note, _CELL)


def _row(texts: tuple[str, ...], widths: tuple[int, ...], style: str, *, head: bool) -> Any:
    """Return a table row; python-docx's own cells take 15 s for a table of 3,000 rows."""
    row = parts.element("tr")
    properties = parts.element("trPr")
    properties.append(parts.element("cantSplit"))
    if head:
        properties.append(parts.element("tblHeader"))
    row.append(properties)
    for text, width in zip(texts, widths, strict=True):
        cell, size = parts.element("tc"), parts.element("tcPr")
        size.append(parts.element("tcW", w=Mm(width).twips, type="dxa"))
        paragraph, look = parts.element("p"), parts.element("pPr")
        look.append(parts.element("pStyle", val=style))
        run, said = parts.element("r"), parts.element("t")
        said.text = one_line(text)
        run.append(said)
        paragraph.append(look)
        paragraph.append(run)
        cell.append(size)
        cell.append(paragraph)
        row.append(cell)
    return row


def _indented(document: Document, text: str, style: str, characters: int = 2) -> None:
    paragraph = document.add_paragraph(one_line(text), style)
    parts.indent(paragraph._p.get_or_add_pPr(), firstLineChars=100 * characters)


def _add(
    document: Document,
    text: str,
    style: str,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> None:
    document.add_paragraph(one_line(text), style).alignment = align
