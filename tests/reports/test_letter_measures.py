"""Letters as LibreOffice prints them, measured: every figure of RULES 6 within one millimetre.

Each is printed twice, with two kinds of substitute fonts: the measures must not know which.
"""

from __future__ import annotations

import copy
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from model.letter import Letter, LetterKind, LetterState
from reports import bulletin_docx, letter_docx
from reports.bulletin import bulletin
from reports.letter_words import TITLES
from tests.reports.office_program import has_chinese_font, to_pdf
from tests.reports.pdf_measure import Line, Page, measured
from tests.reports.sample import OFFICE, PRINTED_AT, letter
from tests.reports.sample import TITLES as TITLES_OF_CHECKS
from tests.reports.test_round import case, round_

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(not has_chinese_font(), reason="no Chinese font is installed"),
]
MM = 1.0  # what a measure may be off
WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 210, 297, 37, 297 - 35, 28, 210 - 26
CHARACTER = 5.64  # 3号, 16 pt
LINE = 10.21  # 22 on 225 mm
SEAL = 42  # across, of a county-level government
NUMBER = "清政办函〔2026〕5号"
LONG_NAME = "清河区人民政府推进职能转变和放管服改革协调小组办公室"
PLAIN = "各单位应当指定专人负责栏目更新并建立信息发布审核制度" * 5  # no digit, no punctuation
HANGING = "，。、；："  # may stand over the margin at the end of a line, as print has it
PAGES = {"one": 1, "two": 2, "five": 5}
SIXTY = 60


@pytest.fixture(scope="module", params=["stand-ins", "whatever the system takes"])
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Page, ...]]:
    """Every letter, printed in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("letters")
    own = {name: folder / f"{name}-template.docx" for name in PAGES}
    for name, path in own.items():
        path.write_bytes(template(name))
    issued = letter(state=LetterState.ISSUED)
    rows = tuple(
        replace(issued.rows[at % 6], column_path=f"首页 > 政务公开 > 第{at + 1}栏")
        for at in range(SIXTY)
    )
    documents = {
        **{kind.value: written(letter(kind, state=LetterState.ISSUED)) for kind in TITLES},
        **{name: written(issued, template=path) for name, path in own.items()},
        "sixty": written(replace(issued, rows=rows)),
        "long": written(issued, office=LONG_NAME),
        "circular": circular(),
    }
    made = to_pdf(folder / "made", documents, stand_ins=request.param == "stand-ins")
    return {name: measured(path) for name, path in made.items()}


def written(made: Letter, *, office: str = OFFICE.name, template: Path | None = None) -> bytes:
    return letter_docx.render(
        made,
        replace(OFFICE, name=office, contact="", phone="", email=""),
        printed_at=PRINTED_AT,
        number=NUMBER,
        template=template,
    )


def circular() -> bytes:
    cases = round_(*(case(at) for at in range(1, SIXTY + 1)))
    text = bulletin(cases, printed_at=PRINTED_AT, titles=TITLES_OF_CHECKS)
    signed = replace(text, office=OFFICE.name).issued(NUMBER, "2026年11月24日")
    return bulletin_docx.render(signed, printed_at=PRINTED_AT)


def template(name: str) -> bytes:
    """Return the built-in template as an office would shorten or lengthen it in Word."""
    document = docx.Document(io.BytesIO(letter_docx.template_bytes(LetterKind.URGING)))
    body = [p for p in document.paragraphs if p.style.name == "公文正文" and p.text]
    first, *between, _ = (p for p in body if "{%p" not in p.text and "{{ replaces" not in p.text)
    if name == "one":
        for paragraph in between:
            paragraph._p.getparent().remove(paragraph._p)
    for _ in range({"one": 0, "two": 1, "five": 14}[name]):
        more = copy.deepcopy(between[0]._p) if name != "one" else None
        first._p.addnext(more)
        added = docx.text.paragraph.Paragraph(more, first._parent)
        added.text = PLAIN
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def near(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= MM


def text_of(pages: tuple[Page, ...]) -> list[Page]:
    """Return the pages of the letter itself, without the annexes."""
    upright = [page for page in pages if page.height > page.width]
    first = (at for at, page in enumerate(upright) if page.lines[0].text.startswith("附件"))
    return upright[: next(first, len(upright))]


def in_text(page: Page) -> list[Line]:
    return [line for line in page.lines if line.bottom < BOTTOM + MM and not line.signs[0].red]


def firsts(printed: dict[str, tuple[Page, ...]]) -> Iterator[Page]:
    return (pages[0] for pages in printed.values())


def test_letters_have_as_many_pages_as_they_need(printed) -> None:
    assert {name: len(text_of(printed[name])) for name in PAGES} == PAGES
    for pages in printed.values():
        assert all(near(p.width, WIDTH) and near(p.height, HEIGHT) for p in text_of(pages))


def test_text_stays_within_the_margins_on_every_page(printed) -> None:
    for pages in printed.values():
        for page in text_of(pages):
            for line in in_text(page):
                inside = line.signs[:-1] if line.text[-1] in HANGING else line.signs
                assert line.left >= LEFT - MM
                assert inside[-1].right <= RIGHT + MM
                assert line.signs[-1].right <= RIGHT + CHARACTER / 2
                assert line.top >= TOP


def test_a_page_has_22_lines_from_margin_to_margin(printed) -> None:
    for page in text_of(printed["five"])[1:4]:
        lines = in_text(page)
        assert len(lines) == 22
        assert all(near(b.baseline - a.baseline, LINE) for a, b in pairwise(lines))
        assert near(lines[-1].baseline - lines[0].baseline, 21 * LINE)
        # A line is as high as the grid says; its character lies somewhere in it.
        assert TOP <= lines[0].top <= TOP + LINE - CHARACTER + MM
        assert BOTTOM - (LINE - CHARACTER) - MM <= lines[-1].bottom <= BOTTOM


def test_a_line_has_28_characters_from_margin_to_margin(printed) -> None:
    plain = [
        line
        for page in text_of(printed["five"])
        for line in in_text(page)
        if set(line.text) <= set(PLAIN)
    ]
    full = [line for line in plain if len(line.text) == 28]
    assert len(full) > 40
    for line in full:
        assert near(line.left, LEFT)
        assert near(line.right, RIGHT)
    # A paragraph of 130 characters: 26 behind the indent, three full lines, the rest.
    assert {len(line.text) for line in plain} == {26, 28, 20}


def test_the_mark_begins_30_mm_below_the_edge_of_the_page(printed) -> None:
    for page in firsts(printed):
        [mark] = [line for line in page.lines if line.signs[0].red]
        assert near(mark.top, 30)
        assert near(mark.middle, WIDTH / 2)
        assert mark.right <= RIGHT


def test_both_double_lines_are_170_mm_and_lie_where_they_belong(printed) -> None:
    for page in firsts(printed):
        [mark] = [line for line in page.lines if line.signs[0].red]
        thick, thin, thin_below, thick_below = page.rules
        for rule in page.rules:
            assert near(rule.right - rule.left, 170)
            assert near(rule.left, 20)
            assert near(rule.right, 190)
        assert thick.thickness > 2 * thin.thickness
        assert thick_below.thickness > 2 * thin_below.thickness
        assert near(thick.top - mark.bottom, 4)
        assert near(HEIGHT - thick_below.bottom, 20)
        assert near(thin.bottom - thick.top, 1.3)
        assert near(thick_below.bottom - thin_below.top, 1.3)
    for pages in printed.values():
        assert not any(page.rules for page in pages[1:])


def test_the_number_stands_under_the_first_line_at_the_right(printed) -> None:
    for page in firsts(printed):
        number = page.line(NUMBER)
        assert near(number.top - page.rules[1].bottom, CHARACTER * 7 / 8)
        assert near(number.right, RIGHT)
        title = page.line("关于")
        assert near(title.middle, (LEFT + RIGHT) / 2)
        assert near(title.baseline - number.baseline, 3 * LINE)  # two lines between


def test_pages_are_numbered_from_the_second_on_the_outer_side(printed) -> None:
    for pages in printed.values():
        assert not [line for line in pages[0].lines if "—" in line.text]
        for at, page in enumerate(pages[1:], start=2):
            upright = page.height > page.width
            left, right, foot = (LEFT, RIGHT, BOTTOM) if upright else (37, 262, 210 - 26)
            number = page.line(f"—{at}—")
            assert number is page.lines[-1]
            assert near(number.top, foot + 7)
            if at % 2:
                assert near(number.right, right - CHARACTER)
            else:
                assert near(number.left, left + CHARACTER)


def test_date_and_signature_leave_room_for_the_seal(printed) -> None:
    for name, pages in printed.items():
        page = text_of(pages)[-1]
        at = next(at for at, line in enumerate(page.lines) if line.text == "2026年11月24日")
        above, signature, day = page.lines[at - 2 : at + 1]
        assert near(day.right, RIGHT - 4 * CHARACTER)
        if name != "long":
            assert signature.text == OFFICE.name
            assert near(signature.middle, day.middle)
        assert near(day.baseline - signature.baseline, LINE)
        # The seal begins within a line of the text above, lies on the date, and both stand
        # somewhat below its middle.
        assert day.bottom <= above.bottom + LINE + SEAL
        assert (signature.top + day.bottom) / 2 >= above.bottom + SEAL / 2
        assert day.middle + SEAL / 2 < WIDTH
        assert any("附件：" in line.text for line in page.lines[:at])


def test_each_annex_begins_a_page_with_its_label_and_its_title(printed) -> None:
    for name, pages in printed.items():
        several = ["附件1", "附件2", *(["附件3"] if name == "circular" else [])]
        labels = ["附件"] if name == "reminder" else several
        found = [page for page in pages if page.lines[0].text in labels]
        assert [page.lines[0].text for page in found] == labels
        for page in found:
            label, title = page.lines[:2]
            upright = page.height > page.width
            left, top, width = (LEFT, TOP, 156) if upright else (37, 28, 225)
            assert near(label.left, left)
            assert top <= label.top <= top + LINE - CHARACTER + MM
            assert near(title.baseline - label.baseline, 2 * LINE)
            assert near(title.middle, left + width / 2)


def test_a_circular_lists_its_cases_in_a_table_within_the_margins(printed) -> None:
    pages = printed["circular"]
    third = next(at for at, page in enumerate(pages) if page.lines[0].text == "附件3")
    rows = []
    for page in pages[third:]:
        *table, _ = page.lines
        assert any("台账号" in line.text for line in table)
        assert max(line.bottom for line in table) <= BOTTOM
        assert min(line.left for line in table) >= LEFT - MM
        assert max(line.right for line in table) <= RIGHT + MM
        first = ("".join(x.text for x in e.signs if x.left < LEFT + 15) for e in table)
        rows += [int(words) for words in first if words.isdecimal()]
    assert rows == list(range(1, SIXTY + 1))


def test_sixty_rows_run_over_the_pages_with_their_heading(printed) -> None:
    pages = [page for page in printed["sixty"] if page.width > page.height]
    second = next(at for at, page in enumerate(pages) if page.lines[0].text == "附件2")
    for annex in (pages[:second], pages[second:]):
        assert len(annex) > 2
        said = ["".join(line.text for line in page.lines) for page in annex]
        assert all("序号" in words for words in said)
        rows = [at for words in said for at in range(1, SIXTY + 1) if f"第{at}栏" in words]
        assert rows == list(range(1, SIXTY + 1))
        for page in annex:
            *table, _ = page.lines
            assert max(line.bottom for line in table) <= 210 - 26
            assert min(line.left for line in table) >= 37
            assert max(line.right for line in table) <= 262 + MM


def test_a_long_name_is_set_smaller_and_the_rest_follows_it(printed) -> None:
    short, long = (printed[name][0] for name in ("urging", "long"))
    assert long.rules[0].top < short.rules[0].top - 5
    assert long.rules[2:] == short.rules[2:]
