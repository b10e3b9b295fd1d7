"""Tables of an annual disclosure report 信息公开年度报告, read from its text, row by row.

The forms are those of 国办公开办函〔2019〕60号 and 〔2021〕30号. The text keeps the cells of a row
on one line, apart by tabs (of a PDF, by blanks), and drops empty ones. So a row counts only where
all its figures stand there: one with an empty cell is known to exist, and no more. Names of rows
are read as sites write them: with blanks, full-width, cut by line breaks, shortened, unnumbered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PERSONS = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
)
"""The columns of the table of requests; the last is the sum of the others."""

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
"""The columns of each third of the table of disputes; the last is the sum of the others."""

DISPUTES = ("行政复议", "未经复议直接起诉", "复议后起诉")

_FIGURE = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3})+)(?:\.0+)?[件条宗份]?")
_SPACE = re.compile(r"\s+")
_NUMBERED = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.,:]")
_GROUP = re.compile(r"[(]?[一二三四五六七八][)、.][^\d]*")
_FIRST_OF_GROUP = re.compile(r"[(]?1[)、.]")
_RECEIVED = re.compile(r"新收|本年度?(?:收到|接收|受理)")
_CARRIED_IN = re.compile(r"上一?年度?(?:结转|转入)|结转上一?年")
_CARRIED_OUT = re.compile(r"(?:结转|转入|转至|转)(?:至|到)?(?:下|次)一?年")
_TOTAL = re.compile(r"七[)、.]*(?:总|合)计|^(?:总|合)计|办理结果(?:总|合)计")
_RESULTS = re.compile(r"办理结果|(?<!不)予以公开")
_PARTIAL_SUM = re.compile("小计")
_MOST_LINES = 160  # of the table of requests: 26 rows, headings, notes, names on lines of their own
_MOST_HEADING_LINES = 60  # above the figures of disputes: up to 20 names, each cut in pieces
_MOST_PIECES = 4  # of a row's name on lines above its figures
_FEWEST_FIGURES = 2  # of the row that begins a table: fewer stand in prose


@dataclass(frozen=True, slots=True)
class Requests:
    """The table of requests; a row is None where it is absent or not all its figures stand there.

    `results` are the rows between the heading of the results and their total; None where one of
    them has no figures, or too few.
    """

    received: tuple[int, ...] | None = None
    carried_in: tuple[int, ...] | None = None
    results: tuple[tuple[int, ...], ...] | None = None
    total: tuple[int, ...] | None = None
    carried_out: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class DisclosureTables:
    """What was read of the two tables; None where a table was not met."""

    requests: Requests | None = None
    disputes: tuple[tuple[int, ...], ...] | None = field(default=None)  # five figures a third


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its words run together, and the figures that end it."""

    label: str
    figures: tuple[int, ...]
    cells: tuple[str, ...]

    @property
    def is_numbered(self) -> bool:
        return bool(_NUMBERED.match(self.label))


def disclosure_tables(text: str) -> DisclosureTables:
    """Return the tables in the text of a report."""
    lines = list(_lines(text))
    return DisclosureTables(requests=_requests(lines), disputes=_disputes(lines))


def _lines(text: str) -> Iterator[_Line]:
    """Give the lines; figures that stand alone on lines of their own make one row."""
    alone: list[str] = []
    for line in unicodedata.normalize("NFKC", text).split("\n"):
        cells = [_SPACE.sub("", cell) for cell in line.split("\t" if "\t" in line else None)]
        cells = [cell for cell in cells if cell]
        if len(cells) == 1 and _FIGURE.fullmatch(cells[0]):
            alone += cells
            continue
        if alone:
            yield _line(alone)
            alone = []
        if cells:
            yield _line(cells)
    if alone:
        yield _line(alone)


def _line(cells: list[str]) -> _Line:
    figures: list[int] = []
    for cell in reversed(cells):
        found = _FIGURE.fullmatch(cell)
        if found is None:
            break
        figures.append(int(found[1].replace(",", "")))
    words = cells[: len(cells) - len(figures)]
    return _Line("".join(words), tuple(reversed(figures)), tuple(words))


def _requests(lines: list[_Line]) -> Requests | None:
    order: tuple[int, ...] = tuple(range(len(PERSONS)))
    for at, line in enumerate(lines):
        order = _order(line.cells) or order
        if len(line.figures) < _FEWEST_FIGURES:
            continue
        start, label = at, line.label
        while not (_NUMBERED.match(label) or _name(label)) and start > max(0, at - _MOST_PIECES):
            start -= 1
            label = lines[start].label + label if not lines[start].figures else "1."
        if _name(label) != "received":
            continue
        return _Reading(order).read(lines[start : start + _MOST_LINES])
    return None


def _order(cells: Iterable[str]) -> tuple[int, ...] | None:
    """Return where each person's column stands, if all stand in one line of headings."""
    names = ["总计" if cell == "合计" else cell for cell in cells]
    if set(PERSONS) - set(names) or len(names := [n for n in names if n in PERSONS]) > len(PERSONS):
        return None
    return tuple(names.index(name) for name in PERSONS)


def _name(label: str) -> str | None:
    """Return which of the rows with names of their own a label means."""
    for name, pattern in (
        ("carried_out", _CARRIED_OUT),
        ("carried_in", _CARRIED_IN),
        ("received", _RECEIVED),
        ("total", _TOTAL),
    ):
        if pattern.search(label):
            return name
    return None


class _Reading:
    """The table of requests, line by line."""

    def __init__(self, order: tuple[int, ...]) -> None:
        self._order = order
        self._rows: dict[str, tuple[int, ...] | None] = {}
        self._results: list[tuple[str, tuple[int, ...]]] = []
        self._whole, self._within = True, False
        self._pending = ""  # words that no figures followed yet
        self._nameless = False  # whether the last row's name stood on the lines around it

    def read(self, lines: list[_Line]) -> Requests:
        """Read to the last row of the table, or to where another begins."""
        for line in lines:
            if not line.figures:
                self._words(line)
                continue
            label = self._label(line)
            name = _name(label)
            if name == "received" and name in self._rows:
                break
            self._row(name, label, self._figures(line))
            self._pending, self._nameless = "", not line.label
            if name == "carried_out":
                break
        results = tuple(row for _, row in self._results)
        return Requests(**self._rows, results=results if results and self._whole else None)

    def _figures(self, line: _Line) -> tuple[int, ...] | None:
        if len(line.figures) != len(PERSONS):
            return None
        return tuple(line.figures[at] for at in self._order)

    def _words(self, line: _Line) -> None:
        """Keep words for the row that follows; the rest of a name that began above is let go."""
        if "自然人" in line.label or "商业企业" in line.label or "申请人情况" in line.label:
            self._pending = ""  # the heading again, on the next sheet
        elif self._nameless and not line.is_numbered and not _name(line.label):
            self._nameless = False
        elif line.is_numbered and self._pending:
            self._begins(line.label)
            self._pending = line.label
        else:
            self._pending += line.label
        self._within = self._within or bool(_RESULTS.search(line.label))

    def _label(self, line: _Line) -> str:
        """Return the whole name of a row, and notice one without any figure before it."""
        if not line.label:
            return self._pending
        if line.is_numbered or _name(line.label):
            self._begins(line.label)
            return line.label
        if self._pending and not _NUMBERED.match(self._pending):
            self._whole = False  # one name in two lines, or a row without figures
        return self._pending + line.label

    def _begins(self, label: str) -> None:
        """Note that a row begins although the words before it had no figures."""
        heading = _GROUP.fullmatch(self._pending) and _FIRST_OF_GROUP.match(label)
        opens = self._pending.endswith("办理结果") and not self._results
        if self._pending and self._within and not heading and not opens:
            self._whole = False

    def _row(self, name: str | None, label: str, row: tuple[int, ...] | None) -> None:
        if name is not None:
            known = self._rows.setdefault(name, row)
            self._rows[name] = known if known == row else None
            self._within = self._within and name != "total"
            return
        self._within = self._within or bool(_RESULTS.search(label))
        if not self._within or _PARTIAL_SUM.search(label):
            return
        if row is None:
            self._whole = False
            return
        sums = self._results and _GROUP.fullmatch(self._results[-1][0]) and not self._pending
        if sums and _FIRST_OF_GROUP.match(label):
            self._results.pop()  # the row above is the sum of the rows that begin here
        self._results.append((label, row))


def _disputes(lines: list[_Line]) -> tuple[tuple[int, ...], ...] | None:
    """Return the figures below the heading with the outcomes: in one row, or a row a third."""
    width = len(OUTCOMES)
    for at, line in enumerate(lines):
        if len(line.figures) not in (width, width * len(DISPUTES)):
            continue
        above = "".join(each.label for each in lines[max(0, at - _MOST_HEADING_LINES) : at])
        heading = above[above.rfind("申请人情况") + 1 :]
        if not all(word in heading for word in ("维持", "纠正")):
            continue
        if len(line.figures) > width:
            return tuple(line.figures[i : i + width] for i in range(0, len(line.figures), width))
        thirds = _thirds(lines[at : at + len(DISPUTES)])
        if thirds is not None:
            return thirds
    return None


def _thirds(lines: list[_Line]) -> tuple[tuple[int, ...], ...] | None:
    """Return three rows whose names say that they are the thirds in order, else None."""
    words = (("复议",), ("直接起诉", "未经复议"), ("复议后", "经复议"))
    if len(lines) != len(words):
        return None
    for line, names in zip(lines, words, strict=True):
        if len(line.figures) != len(OUTCOMES) or not any(name in line.label for name in names):
            return None
    return tuple(line.figures for line in lines)
