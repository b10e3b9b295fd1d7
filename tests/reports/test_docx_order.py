"""The parts of a .docx stand in the order its schema (ECMA-376, part 1) wants: Word insists."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from docx.oxml.ns import qn
from lxml import etree

from model.letter import LetterKind
from reports import bulletin_docx, letter_docx
from reports.letter_docx import template_bytes
from reports.letter_words import TITLES
from tests.reports.sample import OFFICE, PRINTED_AT, letter
from tests.reports.test_bulletin import text_of
from tests.reports.test_round import case, round_

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tblCellMar": "top start left bottom end right",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
}


def documents() -> dict[str, bytes]:
    made = {f"template-{kind.value}": template_bytes(kind) for kind in LetterKind}
    for kind in TITLES:
        made[kind.value] = letter_docx.render(letter(kind), OFFICE, printed_at=PRINTED_AT)
    circular = text_of(round_(case(1), case(2)))
    made["circular"] = bulletin_docx.render(circular, printed_at=PRINTED_AT)
    return made


@pytest.mark.parametrize("name", list(documents()))
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    looked_at = 0
    with zipfile.ZipFile(io.BytesIO(documents()[name])) as package:
        for part in package.namelist():
            if not part.startswith("word/") or not part.endswith(".xml"):
                continue
            root = etree.fromstring(package.read(part))
            for parent, words in ORDER.items():
                places = {qn(f"w:{tag}"): at for at, tag in enumerate(words.split())}
                for found in root.iter(qn(f"w:{parent}")):
                    children = [child.tag for child in found]
                    assert set(children) <= set(places), (part, parent, children)
                    order = [places[tag] for tag in children]
                    assert all(a <= b for a, b in pairwise(order)), (part, parent, children)
                    looked_at += len(children)
    assert looked_at > 300
