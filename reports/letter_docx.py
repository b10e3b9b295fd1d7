"""Letters (函件) as .docx in the letter format of GB/T 9704-2012, every kind the same way.

Reads   a Letter whose rows were confirmed, the office's settings, a template
Gives   the bytes of a .docx; same letter and same printing time, same bytes
Never   prints anything about a column that is not a row of the letter
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.shared import Pt, Twips
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from model.errors import ReportError
from model.letter import LETTER_KIND_NAMES, Letter, LetterKind
from model.settings import Letters, Office
from reports.letter_measures import mark_line, space_above_foot_rule
from reports.letter_text import letter_text
from reports.zip_bytes import repack

MARK_STYLE = "发文机关标志"
RULE_STYLE = "红色双线"
SIGNATURE_STYLE = "署名"
TEXT_WIDTH_PT = 442.2  # 156 mm, the text block of GB/T 9704-2012
CHARACTER_PT = 16.0  # 3号
PITCH_PT = 15.7  # 28 characters a line
_GAP_PT = 4.0
DATE_INDENT = 4  # characters from the right, for a letter that gets a seal
# What a template made by hand can raise: not an office file, a tag nobody closed, an unknown name.
_BAD_TEMPLATE = (
    *(OpcError, zipfile.BadZipFile, OSError, TemplateError, LxmlError),
    *(KeyError, ValueError, TypeError, AttributeError, ArithmeticError),
)


def render(
    letter: Letter,
    office: Office,
    *,
    printed_at: datetime,
    letters: Letters | None = None,
    number: str = "",
    template: Path | None = None,
) -> bytes:
    """Return one letter; without a `number` a place for it is left, as a draft has none.

    `template` replaces the built-in one; a file that is no usable template raises
    ReportError with one Chinese sentence.
    """
    if not letter.size:
        name = LETTER_KIND_NAMES[letter.kind]
        raise ReportError(f"给“{letter.unit}”的{name}没有栏目或问题，不能成文")
    text = letter_text(letter, office, letters or Letters(), number=number, printed_at=printed_at)
    document = fill(letter.kind, text, template)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue(), made_at=printed_at)


def fill(kind: LetterKind, text: Mapping[str, Any], template: Path | None) -> Document:
    """Return a letter's document with its tags filled; `text` names at least office and signed_on.

    Raises ReportError for a template that is none.
    """
    source = io.BytesIO(template_bytes(kind) if template is None else _read(template))
    name = "内置函件模板" if template is None else f"函件模板 {template.name}"
    try:
        made = DocxTemplate(source)
        made.render(text, SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
        filled = io.BytesIO()
        made.save(filled)
        # Read anew: docxtpl leaves python-docx with the headers as they were before.
        document = docx.Document(filled)
        _fit(document, str(text["office"]), str(text["signed_on"]))
    except _BAD_TEMPLATE as cause:
        raise ReportError(
            f"{name} 无法使用（{_reason(cause)}），请对照内置模板改正，或删除该文件改用内置模板"
        ) from cause
    return document


def template_bytes(kind: LetterKind) -> bytes:
    """Return the built-in template of a kind of letter, for an office that wants its own."""
    return (files("reports") / "templates" / f"{kind.value}.docx").read_bytes()


def _read(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as cause:
        raise ReportError(f"读不到函件模板 {template}：{cause.strerror}") from cause


def _reason(cause: BaseException) -> str:
    if isinstance(cause, TemplateError):
        return f"模板标签有误：{cause}"
    if isinstance(cause, OpcError | zipfile.BadZipFile | KeyError):
        return "不是有效的 .docx 文件"
    return str(cause) or type(cause).__name__


def _fit(document: Document, office: str, signed_on: str) -> None:
    """Set what depends on the length of a name: size of the 标志, place of the signature."""
    first = document.sections[0]
    for paragraph in first.first_page_header.paragraphs:
        if _style(paragraph) == MARK_STYLE:
            widest = int(TEXT_WIDTH_PT / max(len(paragraph.text), 1))
            if (size := _shrink(paragraph, widest)) is not None:
                paragraph.paragraph_format.line_spacing = Twips(mark_line(size))
                for rule in first.first_page_footer.paragraphs:
                    if _style(rule) == RULE_STYLE:
                        rule.paragraph_format.space_before = Twips(space_above_foot_rule(size))
    for paragraph in document.paragraphs:
        if _style(paragraph) == SIGNATURE_STYLE:
            # The name stands centred over the date (GB/T 9704-2012, 7.3.5.1).
            beyond = (_width_pt(signed_on) - _width_pt(office)) / 2
            indent = max(DATE_INDENT * CHARACTER_PT + beyond, 0)
            paragraph.paragraph_format.right_indent = Pt(round(indent, 1))


def _shrink(paragraph: Any, widest_pt: int) -> int | None:
    """Set a text smaller where it is too wide for one line; return the size, None if it fits."""
    shrunk = None
    for run in paragraph.runs:
        size = run.font.size or paragraph.style.font.size
        if size is not None and size.pt > widest_pt:
            run.font.size = Pt(widest_pt)
            shrunk = widest_pt
    return shrunk


def _style(paragraph: Any) -> str:
    return paragraph.style.name if paragraph.style is not None else ""


def _width_pt(text: str) -> float:
    """Return the width of a text in 3号; digits are half as wide as Chinese characters.

    Office programs set digits a fifth to a quarter of a character apart from Chinese ones.
    """
    widths = sum(0.5 if sign.isascii() else 1.0 for sign in text) * PITCH_PT
    return widths + _GAP_PT * sum(a.isascii() != b.isascii() for a, b in pairwise(text))
