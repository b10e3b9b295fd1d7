"""Docx parts: the pieces of WordprocessingML that python-docx has no words for.

Lengths are in twips (1/20 pt; 1 mm = 56.69 twips) where a name does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

RED = "FF0000"
# What follows w:pBdr in a paragraph's properties; the order is part of the format.
_AFTER_BORDER = tuple(
    f"w:{tag}" for tag in ("shd", "tabs", "snapToGrid", "spacing", "ind", "jc", "rPr", "sectPr")
)
# … and what follows w:spacing in a run's.
_AFTER_SPACING = tuple(
    f"w:{tag}" for tag in ("w", "kern", "position", "sz", "szCs", "highlight", "u", "lang")
)


def element(tag: str, **values: str | int) -> Any:
    """Return an element of the w: namespace with w: attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_fonts(properties: Any, font: str) -> None:
    """Set one font for Chinese and Latin characters of a run or a style."""
    old = properties.find(qn("w:rFonts"))
    if old is not None:
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font))


def add_style(
    document: Document,
    name: str,
    font: str,
    size_pt: float,
    *,
    line: int = 579,
    red: bool = False,
) -> ParagraphStyle:
    """Add a paragraph style with a fixed line height."""
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size_pt)
    if red:
        style.font.color.rgb = RGBColor.from_string(RED)
    set_fonts(style.element.get_or_add_rPr(), font)
    style.paragraph_format.line_spacing = Twips(line)
    return style


def font_table(document: Document, fonts: Mapping[str, Sequence[str]]) -> None:
    """Name the fonts of the file, and for each what may stand in for it where it is missing."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for old in list(table):
        table.remove(old)
    for name, others in fonts.items():
        font = element("font", name=name)
        font.append(element("altName", val=",".join(others)))
        font.append(element("charset", val=86))  # GB 2312
        font.append(element("family", val="auto"))
        font.append(element("pitch", val="default"))
        table.append(font)
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def indent(properties: Any, **chars: int) -> None:
    """Indent by hundredths of a character, e.g. firstLineChars=200; 3号 gives the twips."""
    old = properties.find(qn("w:ind"))
    values: dict[str, int] = {}
    for name, hundredths in chars.items():
        values[name] = hundredths
        values[name.removesuffix("Chars")] = hundredths * 320 // 100
    made = element("ind", **values)
    if old is not None:
        properties.replace(old, made)
    else:
        properties._insert_ind(made)


def border(
    paragraph: Paragraph,
    side: str,
    line: str,
    *,
    eighths: int,
    space_pt: int,
    left: int,
    right: int,
) -> None:
    """Draw a red double line above or below a paragraph, reaching beyond the text block.

    `eighths` is the thickness of its thick line in 1/8 pt.
    """
    properties = paragraph._p.get_or_add_pPr()
    frame = element("pBdr")
    frame.append(element(side, val=line, sz=eighths, space=space_pt, color=RED))
    properties.insert_element_before(frame, *_AFTER_BORDER)
    properties._insert_ind(element("ind", left=-left, right=-right))


def off_grid(style: ParagraphStyle, tighter: int) -> None:
    """Take a style's text off the character grid and set it `tighter` twips closer instead.

    Word squeezes a 16 pt character into a cell of 15.79 pt; LibreOffice gives it two cells. A
    fixed distance gives the same 28 characters a line in both.
    """
    style.element.get_or_add_pPr().insert_element_before(
        element("snapToGrid", val=0), *_AFTER_BORDER[_AFTER_BORDER.index("w:spacing") :]
    )
    spacing = element("spacing", val=-tighter)
    style.element.get_or_add_rPr().insert_element_before(spacing, *_AFTER_SPACING)


def grid(section: Section, line_pitch: int, char_space: int) -> None:
    """Give a section the document grid of lines and characters."""
    no_grid(section)
    section._sectPr.append(
        element("docGrid", type="linesAndChars", linePitch=line_pitch, charSpace=char_space)
    )


def no_grid(section: Section) -> None:
    """Take the document grid from a section."""
    old = section._sectPr.find(qn("w:docGrid"))
    if old is not None:
        section._sectPr.remove(old)


def cell_margins(table: Table, sides: int, ends: int = 0) -> None:
    """Set the margins inside all cells of a table: left and right, above and below."""
    margins = element("tblCellMar")
    for side, width in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        margins.append(element(side, w=width, type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def page_numbers(section: Section, style: ParagraphStyle, below: int) -> None:
    """Put page numbers on the outer side, one character in, `below` twips under the text."""
    for footer, side, chars in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, {"rightChars": 100}),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, {"leftChars": 100}),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.style = style
        paragraph.alignment = side
        paragraph.paragraph_format.space_before = Twips(below)
        indent(paragraph._p.get_or_add_pPr(), **chars)
        page_field(paragraph)


def page_field(paragraph: Paragraph) -> None:
    """Add `— n —`, the page number between dashes."""
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            code = element("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
    paragraph.add_run(" —")


def plain_run(paragraph: Paragraph, text: str, font: str = "") -> Run:
    """Add a run, in another font where one is named."""
    run = paragraph.add_run(text)
    if font:
        set_fonts(run._r.get_or_add_rPr(), font)
    return run
