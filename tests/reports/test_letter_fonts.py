"""A letter names its fonts, and for each what may stand in where it is missing."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from model.letter import LetterKind
from reports.letter_docx import template_bytes
from reports.letter_fonts import STAND_INS


@pytest.mark.parametrize("kind", list(LetterKind))
def test_the_file_names_what_stands_in_for_each_of_its_fonts(kind: LetterKind) -> None:
    with zipfile.ZipFile(io.BytesIO(template_bytes(kind))) as package:
        table = etree.fromstring(package.read("word/fontTable.xml"))
        used = {
            font
            for part in ("word/styles.xml", "word/document.xml")
            for fonts in etree.fromstring(package.read(part)).iter(qn("w:rFonts"))
            if (font := fonts.get(qn("w:eastAsia")))
        }
    named = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in table}
    assert {name: other.get(qn("w:val")).split(",") for name, other in named.items()} == {
        font: list(others) for font, others in STAND_INS.items()
    }
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"} <= used
    assert used <= set(STAND_INS)
