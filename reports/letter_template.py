"""Builds the letter templates: `python -m reports.letter_template` writes them anew.

The .docx files in `templates/` are ordinary Word files that an office may copy and change;
they are made here so that every measure has its source, the figures of GB/T 9704-2012.
Lengths are in twips, 1 mm = 56.69.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from model.letter import LetterKind
from reports import docx_parts as parts
from reports.letter_annex import add_annexes
from reports.letter_docx import MARK_STYLE, SIGNATURE_STYLE
from reports.letter_words import TITLES, attachments, paragraphs
from reports.zip_bytes import repack

SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
LINE = 579  # 22 lines on 225 mm
CHAR_SPACE = -848  # 28 characters of 16 pt on 156 mm
TIGHTER = 5  # 28 × (16 - 0.25) pt = 441 pt, within 156 mm
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
TOP, LEFT, RIGHT, BOTTOM = 2098, 1588, 1474, 1984  # 37, 28, 26, 35 mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
MARK_TOP = 1701  # 标志 30 mm below the edge of the page
MARK_SIZE_PT = 42
RULE_FROM_BOTTOM = 1134  # second double line 20 mm above the edge
BEYOND_LEFT, BEYOND_RIGHT = 454, 340  # 170 mm of line: 8 and 6 mm beyond the text block
SEVEN_EIGHTHS = 276  # of a 3号 character, below the first double line
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)


def build(kind: LetterKind) -> bytes:
    """Return the template of one kind of letter."""
    document = docx.Document()
    _page(document)
    _styles(document)
    _head(document)
    _foot(document)
    _body(document, kind)
    add_annexes(document, kind)
    document.core_properties.author = "巡检"
    document.core_properties.title = TITLES[kind]
    document.core_properties.comments = ""
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), made_at=MADE_AT)


def write(folder: Path) -> tuple[Path, ...]:
    """Write all templates into a folder; return their paths."""
    paths = []
    for kind in LetterKind:
        path = folder / f"{kind.value}.docx"
        path.write_bytes(build(kind))
        paths.append(path)
    return tuple(paths)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(TOP), Twips(BOTTOM)
    section.left_margin, section.right_margin = Twips(LEFT), Twips(RIGHT)
    section.header_distance = Twips(MARK_TOP)
    section.footer_distance = Twips(RULE_FROM_BOTTOM - 20)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    parts.grid(section, LINE, CHAR_SPACE)


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    parts.set_fonts(normal.element.get_or_add_rPr(), FANG)
    normal.element.rPr.append(parts.element("lang", val="en-US", eastAsia="zh-CN"))
    normal.font.size = Twips(320)
    parts.off_grid(normal, TIGHTER)
    parts.no_gaps(normal)
    normal.paragraph_format.line_spacing = Twips(LINE)
    normal.paragraph_format.space_after = Twips(0)
    mark = parts.add_style(
        document, MARK_STYLE, SONG, MARK_SIZE_PT, line=MARK_SIZE_PT * 20, red=True
    )
    mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = parts.add_style(document, "发文字号", FANG, 16)
    number.paragraph_format.space_before = Twips(SEVEN_EIGHTHS)
    number.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    title = parts.add_style(document, "公文标题", SONG, 22, line=660)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.add_style(document, "主送机关", FANG, 16)
    body = parts.add_style(document, "公文正文", FANG, 16)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    parts.indent(body.element.get_or_add_pPr(), firstLineChars=200)
    listed = parts.add_style(document, "附件说明", FANG, 16)
    parts.indent(listed.element.get_or_add_pPr(), leftChars=200)
    for name in (SIGNATURE_STYLE, "成文日期"):
        signed = parts.add_style(document, name, FANG, 16)
        signed.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.keep_together = True
        parts.indent(signed.element.get_or_add_pPr(), rightChars=400)
    document.styles[SIGNATURE_STYLE].paragraph_format.keep_with_next = True
    note = parts.add_style(document, "附注", FANG, 16)
    parts.indent(note.element.get_or_add_pPr(), firstLineChars=200)
    parts.add_style(document, "附件标签", HEI, 16)
    heading = parts.add_style(document, "附件标题", SONG, 22, line=660)
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.add_style(document, "表格文字", FANG, 12, line=360)
    parts.add_style(document, "页码", "宋体", 14, line=280)


def _head(document: Document) -> None:
    """Red 标志, and 4 mm below it the first double line, thick over thin."""
    mark = document.sections[0].first_page_header.paragraphs[0]
    mark.style = document.styles[MARK_STYLE]
    mark.add_run("{{ office }}")
    parts.border(
        mark, "bottom", "thickThinSmallGap", space_pt=10, left=BEYOND_LEFT, right=BEYOND_RIGHT
    )


def _foot(document: Document) -> None:
    """Put the second double line on page 1, numbers on the outer side of the others."""
    section = document.sections[0]
    rule = section.first_page_footer.paragraphs[0]
    rule.paragraph_format.line_spacing = Twips(20)
    parts.border(
        rule, "bottom", "thinThickSmallGap", space_pt=0, left=BEYOND_LEFT, right=BEYOND_RIGHT
    )
    for footer, side, chars in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, {"rightChars": 100}),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, {"leftChars": 100}),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["页码"]
        paragraph.alignment = side
        # 35 mm of margin less 7 mm of distance: the number's top edge is 28 mm above the edge.
        paragraph.paragraph_format.space_after = Twips(1588 - (RULE_FROM_BOTTOM - 20) - 280)
        parts.indent(paragraph._p.get_or_add_pPr(), **chars)
        parts.page_field(paragraph)


def _body(document: Document, kind: LetterKind) -> None:
    document.element.body.remove(document.paragraphs[0]._p) if document.paragraphs else None
    number = _add(document, "发文字号", "")
    parts.plain_run(number, "{{ draft }}", HEI)
    number.add_run("\t{{ number }}")
    for _ in range(2):
        _add(document, "主送机关", "")
    _add(document, "公文标题", TITLES[kind])
    _add(document, "主送机关", "")
    _add(document, "主送机关", "{{ unit }}：")
    for heading, text in paragraphs(kind):
        paragraph = _add(document, "公文正文", "")
        if heading:
            parts.plain_run(paragraph, heading, HEI)
        paragraph.add_run(text)
    _add(document, "公文正文", "")
    for line in attachments(kind):
        _add(document, "附件说明", line)
    for _ in range(2):
        _add(document, "公文正文", "").paragraph_format.keep_with_next = True
    _add(document, SIGNATURE_STYLE, "{{ office }}")
    _add(document, "成文日期", "{{ signed_on }}")
    _add(document, "附注", "{%p if contact %}")
    _add(document, "附注", "{{ contact }}")
    _add(document, "附注", "{%p endif %}")


def _add(document: Document, style: str, text: str) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    if text:
        paragraph.add_run(text)
    return paragraph


if __name__ == "__main__":
    for made in write(Path(__file__).parent / "templates"):
        sys.stdout.write(f"{made.name}\n")
