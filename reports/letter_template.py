"""Builds the letter templates: `python -m reports.letter_template` writes them anew.

The .docx files in `templates/` are ordinary Word files that an office may copy and change;
they are made here so that every measure has its source, the figures of GB/T 9704-2012.
Lengths are in twips.
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

from model.letter import LETTER_KIND_NAMES, LetterKind
from reports import docx_parts as parts
from reports import letter_measures as m
from reports.letter_annex import add_annexes
from reports.letter_docx import DATE_INDENT, MARK_STYLE, RULE_STYLE, SIGNATURE_STYLE
from reports.letter_fonts import FANG, HEI, SONG, SONG_TITLE, STAND_INS
from reports.letter_words import TITLES, attachments, paragraphs
from reports.zip_bytes import repack

HEADING_STYLE = "一级标题"
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)


def build(kind: LetterKind) -> bytes:
    """Return the template of one kind of letter."""
    document = docx.Document()
    _page(document)
    _styles(document)
    _head(document)
    _foot(document)
    if kind is LetterKind.CIRCULAR:
        _circular(document)  # its annexes have as many columns as their tables: `bulletin_docx`
    else:
        _body(document, kind)
        add_annexes(document, kind)
    document.core_properties.author = "巡检"
    document.core_properties.title = TITLES.get(kind, LETTER_KIND_NAMES[kind])
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
    section.page_width, section.page_height = Twips(m.PAGE_WIDTH), Twips(m.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(m.TOP), Twips(m.BOTTOM)
    section.left_margin, section.right_margin = Twips(m.LEFT), Twips(m.RIGHT)
    section.header_distance = Twips(m.MARK_TOP)
    section.footer_distance = Twips(m.RULE_FROM_BOTTOM)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    parts.grid(section, m.LINE, m.CHAR_SPACE)
    parts.font_table(document, STAND_INS)


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    parts.set_fonts(normal.element.get_or_add_rPr(), FANG)
    normal.element.rPr.append(parts.element("lang", val="zh-CN", eastAsia="zh-CN"))
    normal.font.size = Twips(m.CHARACTER)
    parts.off_grid(normal, m.TIGHTER)
    # 22 lines on every page: none is kept back for the sake of a paragraph's last line.
    normal.paragraph_format.widow_control = False
    normal.paragraph_format.line_spacing = Twips(m.LINE)
    normal.paragraph_format.space_after = Twips(0)
    mark = parts.add_style(
        document,
        MARK_STYLE,
        SONG_TITLE,
        m.MARK_SIZE_PT,
        line=m.mark_line(m.MARK_SIZE_PT),
        red=True,
    )
    mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.add_style(document, RULE_STYLE, FANG, 1, line=m.RULE_LINE)
    number = parts.add_style(document, "发文字号", FANG, 16, line=m.NUMBER_LINE)
    number.paragraph_format.space_before = Twips(m.NUMBER_BEFORE)
    number.paragraph_format.tab_stops.add_tab_stop(Twips(m.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    title = parts.add_style(document, "公文标题", SONG_TITLE, 22)
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
        # Not in characters: Word would put those above the place `letter_docx` works out.
        signed.paragraph_format.right_indent = Twips(DATE_INDENT * m.CHARACTER)
    document.styles[SIGNATURE_STYLE].paragraph_format.keep_with_next = True
    note = parts.add_style(document, "附注", FANG, 16)
    parts.indent(note.element.get_or_add_pPr(), firstLineChars=200)
    first = parts.add_style(document, HEADING_STYLE, HEI, 16)
    parts.indent(first.element.get_or_add_pPr(), firstLineChars=200)
    parts.add_style(document, "附件标签", HEI, 16)
    heading = parts.add_style(document, "附件标题", SONG_TITLE, 22)
    heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    parts.add_style(document, "表格文字", FANG, 10.5, line=320)
    parts.add_style(document, "页码", SONG, 14, line=m.PAGE_NUMBER_LINE)


def _head(document: Document) -> None:
    """Red 标志, and 4 mm below it the first double line, thick over thin."""
    mark = document.sections[0].first_page_header.paragraphs[0]
    mark.style = document.styles[MARK_STYLE]
    mark.add_run("{{ office }}")
    _rule(mark, "thickThinSmallGap", m.MARK_TO_RULE_PT)


def _foot(document: Document) -> None:
    """Put the second double line on page 1, numbers on the outer side of the others."""
    section = document.sections[0]
    rule = section.first_page_footer.paragraphs[0]
    rule.style = document.styles[RULE_STYLE]
    rule.paragraph_format.space_before = Twips(m.space_above_foot_rule(m.MARK_SIZE_PT))
    _rule(rule, "thinThickSmallGap", 0)
    parts.page_numbers(section, document.styles["页码"], m.PAGE_NUMBER_BELOW)
    for footer in (section.footer, section.even_page_footer):
        # The footer reaches up to the text block, so its number is 7 mm below it.
        used = m.RULE_FROM_BOTTOM + m.PAGE_NUMBER_BELOW + m.PAGE_NUMBER_LINE
        footer.paragraphs[0].paragraph_format.space_after = Twips(m.BOTTOM - used)


def _rule(paragraph: Paragraph, line: str, space_pt: int) -> None:
    parts.border(
        paragraph,
        "bottom",
        line,
        eighths=m.RULE_WIDTH_EIGHTHS,
        space_pt=space_pt,
        left=m.BEYOND_LEFT,
        right=m.BEYOND_RIGHT,
    )


def _opening(document: Document, *titles: str) -> None:
    """Add what every letter begins with: number, title, whom it is for."""
    document.element.body.remove(document.paragraphs[0]._p) if document.paragraphs else None
    number = _add(document, "发文字号", "")
    parts.plain_run(number, "{{ draft }}", HEI)
    number.add_run("\t{{ number }}")
    for _ in range(2):
        _add(document, "主送机关", "")
    for title in titles:
        _add(document, "公文标题", title)
    _add(document, "主送机关", "")
    _add(document, "主送机关", "{{ unit }}：")


def _circular(document: Document) -> None:
    _opening(document, "{%p for line in title %}", "{{ line }}", "{%p endfor %}")
    _add(document, "公文正文", "{{ opening }}")
    _add(document, "公文正文", "{%p for part in parts %}")
    _add(document, HEADING_STYLE, "{{ part.heading }}").paragraph_format.keep_with_next = True
    for line in ("{%p for said in part.said %}", "{{ said }}", "{%p endfor %}", "{%p endfor %}"):
        _add(document, "公文正文", line)
    together = [_add(document, "公文正文", "")]
    for line in ("{%p for line in attachments %}", "{{ line }}", "{%p endfor %}"):
        together.append(_add(document, "附件说明", line))
    together += [_add(document, "公文正文", "") for _ in range(2)]
    for paragraph in together:
        paragraph.paragraph_format.keep_with_next = True
    _add(document, SIGNATURE_STYLE, "{{ office }}")
    _add(document, "成文日期", "{{ signed_on }}")


def _body(document: Document, kind: LetterKind) -> None:
    _opening(document, TITLES[kind])
    for heading, text in paragraphs(kind):
        farewell = _add(document, "公文正文", "")
        if heading:
            parts.plain_run(farewell, heading, HEI)
        farewell.add_run(text)
    # The last sentence goes where the seal goes: no page has a seal and no text.
    together = [farewell, _add(document, "公文正文", "")]
    together += [_add(document, "附件说明", line) for line in attachments(kind)]
    together += [_add(document, "公文正文", "") for _ in range(2)]
    for paragraph in together:
        paragraph.paragraph_format.keep_with_next = True
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
