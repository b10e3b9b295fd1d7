"""The bulletin as .docx, in the letter format of GB/T 9704-2012, its annexes as tables behind it.

Reads   the text of a Bulletin, a template
Gives   the bytes of a .docx; same text and same printing time, same bytes
Never   reads crawled text as anything but text: no field, link or tag is made of it
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Twips

from model.letter import ALL_UNITS, LetterKind
from reports import docx_parts as parts
from reports.bulletin import Annex, Bulletin
from reports.letter_docx import fill
from reports.letter_fonts import FANG, HEI, SONG_TITLE
from reports.safe_text import one_line
from reports.zip_bytes import repack

_LABEL, _HEADING, _TEXT, _CELL = "附件标签", "附件标题", "公文正文", "表格文字"
_STYLES = {_LABEL: (HEI, 16), _HEADING: (SONG_TITLE, 22), _TEXT: (FANG, 16), _CELL: (FANG, 10.5)}
_LISTED = "附件说明"
_NO_NUMBER = "（拟稿，文号待签发时编取）"


def render(text: Bulletin, *, printed_at: datetime, template: Path | None = None) -> bytes:
    """Lay the text out.

    `template` replaces the built-in one, all but the annexes; a file that is no usable template
    raises ReportError with one Chinese sentence.
    """
    document = fill(LetterKind.CIRCULAR, _words(text), template)
    _keep_text_with_seal(document)
    for name, (font, size_pt) in _STYLES.items():
        if name not in document.styles:  # a template may do without
            parts.add_style(document, name, font, size_pt)
    for at, annex in enumerate(text.annexes, start=1):
        label = f"附件{at}" if len(text.annexes) > 1 else "附件"
        _annex(document, label, annex)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def _words(text: Bulletin) -> dict[str, Any]:
    """Return every name a template may use, with its text."""
    # Two lines of like length: one line would leave its last character alone on the next.
    head, mark, tail = one_line(text.title).partition("季度")
    alone = len(text.annexes) == 1
    labels = ("附件：", *("　　　" for _ in text.annexes))
    return {
        "office": one_line(text.office),
        "number": one_line(text.number) or _NO_NUMBER,
        "draft": "",
        "title": [line for line in (head + mark, tail) if line],
        "unit": ALL_UNITS,
        "opening": one_line(text.opening),
        "parts": [
            {"heading": one_line(part.heading), "said": [one_line(p) for p in part.paragraphs]}
            for part in text.parts
        ],
        "attachments": [
            f"{label}{'' if alone else f'{at}. '}{one_line(annex.title)}"
            for at, (label, annex) in enumerate(zip(labels, text.annexes, strict=False), start=1)
        ],
        "signed_on": one_line(text.signed_on),
    }


def _keep_text_with_seal(document: Document) -> None:
    """Keep the last sentence on the page of the signature: no page has a seal and no text."""
    before = None
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == _LISTED:
            break
        before = paragraph if paragraph.text.strip() else before
    if before is not None:
        before.paragraph_format.keep_with_next = True


def _annex(document: Document, label: str, annex: Annex) -> None:
    document.add_paragraph(label, _LABEL).paragraph_format.page_break_before = True
    document.add_paragraph(style=_TEXT)
    title = document.add_paragraph(one_line(annex.title), _HEADING)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Twips(80)
    if not annex.rows:
        document.add_paragraph("无。", _TEXT)
        return
    table = document.add_table(rows=0, cols=len(annex.headings))
    table.style = "Table Grid"
    table.autofit = False
    parts.cell_margins(table, 57, 28)
    for column, width in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(width)
    style = document.styles[_CELL].style_id
    for number, texts in enumerate((annex.headings, *annex.rows)):
        table._tbl.append(_row(texts, annex.widths, style, head=number == 0))
    for note in annex.notes:
        document.add_paragraph(one_line(note), _CELL)


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
        if head:
            look.append(parts.element("jc", val="center"))
            letters = parts.element("rPr")
            parts.set_fonts(letters, HEI)
            run.append(letters)
        said.text = one_line(text)
        run.append(said)
        paragraph.append(look)
        paragraph.append(run)
        cell.append(size)
        cell.append(paragraph)
        row.append(cell)
    return row
