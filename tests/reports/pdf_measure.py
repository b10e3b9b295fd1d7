"""Measures what a PDF shows: characters and red lines, in millimetres from the page's top left."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72
RED = (255, 0, 0)


@dataclass(frozen=True, slots=True)
class Sign:
    """One character: the box of its ink, the box it takes up in its line, its baseline."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    cell_left: float
    cell_right: float
    baseline: float
    red: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The characters on one baseline, from left to right."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)

    @property
    def top(self) -> float:
        return min(sign.top for sign in self.signs)

    @property
    def bottom(self) -> float:
        return max(sign.bottom for sign in self.signs)

    @property
    def left(self) -> float:
        return self.signs[0].cell_left

    @property
    def right(self) -> float:
        return self.signs[-1].cell_right

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        return self.signs[0].baseline


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight red line, level; its edges, thickness included."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def thickness(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def line(self, words: str) -> Line:
        """Return the only line that holds these words."""
        [found] = [line for line in self.lines if words in line.text]
        return found


def measured(pdf: Path) -> tuple[Page, ...]:
    """Return the pages of a file."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_page(document[at]) for at in range(len(document)))
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    by_baseline: dict[int, list[Sign]] = {}
    for sign in _signs(page, height):
        by_baseline.setdefault(round(sign.baseline * 5), []).append(sign)
    lines = tuple(
        Line(tuple(sorted(signs, key=lambda sign: sign.cell_left)))
        for _, signs in sorted(by_baseline.items())
    )
    rules = tuple(sorted(set(_rules(page, height)), key=lambda rule: rule.top))
    return Page(width * MM, height * MM, lines, rules)


def _signs(page: pypdfium2.PdfPage, height: float) -> list[Sign]:
    text, signs = page.get_textpage(), []
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if not sign.strip():
            continue
        left, bottom, right, top = text.get_charbox(at)
        cell_left, _, cell_right, _ = text.get_charbox(at, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(text, at, *colour)
        signs.append(
            Sign(
                text=sign,
                left=left * MM,
                top=(height - top) * MM,
                right=right * MM,
                bottom=(height - bottom) * MM,
                cell_left=cell_left * MM,
                cell_right=cell_right * MM,
                baseline=(height - y.value) * MM,
                red=tuple(part.value for part in colour[:3]) == RED,
            )
        )
    return signs


def _rules(page: pypdfium2.PdfPage, height: float) -> list[Rule]:
    rules = []
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetStrokeColor(drawn, *colour)
        if tuple(part.value for part in colour[:3]) != RED:
            continue
        matrix, width = drawn.get_matrix(), ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(drawn, width)
        points = []
        for at in range(raw.FPDFPath_CountSegments(drawn)):
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(drawn, at), x, y)
            points.append(matrix.on_point(x.value, y.value))
        (x1, y1), (x2, y2) = points
        assert abs(y1 - y2) < 0.1, "a red line is not level"
        half, middle = width.value * abs(matrix.d) / 2, height - y1
        edges = (min(x1, x2), max(x1, x2), middle - half, middle + half)
        rules.append(Rule(*(round(edge * MM, 2) for edge in edges)))
    return rules
