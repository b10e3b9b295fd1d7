from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from model.errors import ReportError
from model.letter import Letter, LetterKind, LetterState
from model.settings import Letters
from reports import letter_docx
from reports.letter_words import OF_ISSUES, TITLES
from tests.reports.sample import OFFICE, PRINTED_AT, SITE, letter

BASIS = Letters(basis="《清河区政府网站管理办法》")
KINDS = list(TITLES)
OF_COLUMNS = [kind for kind in KINDS if kind not in OF_ISSUES]


def render(made: Letter, **changed: object) -> bytes:
    arguments = {"printed_at": PRINTED_AT, "letters": BASIS} | changed
    return letter_docx.render(made, OFFICE, **arguments)  # type: ignore[arg-type]


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("kind", KINDS)
def test_measures_are_those_of_the_standard(kind: LetterKind) -> None:
    document = opened(render(letter(kind)))
    first, annex = document.sections
    assert abs(first.page_width - Mm(210)) < Mm(0.1)
    assert abs(first.page_height - Mm(297)) < Mm(0.1)
    for margin, figure_mm in (
        (first.top_margin, 37),
        (first.left_margin, 28),
        (first.right_margin, 26),
        (first.bottom_margin, 35),
        (first.header_distance, 30),
    ):
        assert abs(margin - Mm(figure_mm)) < Mm(0.1)
    grid = first._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert grid.get(qn("w:linePitch")) == "579"
    assert grid.get(qn("w:charSpace")) == "-848"
    assert first.different_first_page_header_footer
    assert not annex.different_first_page_header_footer
    assert annex.page_width > annex.page_height


@pytest.mark.parametrize("kind", KINDS)
def test_both_red_double_lines_are_170_mm(kind: LetterKind) -> None:
    section = opened(render(letter(kind))).sections[0]
    for paragraph, line in (
        (section.first_page_header.paragraphs[0], "thickThinSmallGap"),
        (section.first_page_footer.paragraphs[0], "thinThickSmallGap"),
    ):
        border = paragraph._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
        assert border.get(qn("w:val")) == line
        assert border.get(qn("w:color")) == "FF0000"
        ends = paragraph._p.pPr.find(qn("w:ind"))
        beyond = -int(ends.get(qn("w:left"))) - int(ends.get(qn("w:right")))
        assert abs((11906 - 1588 - 1474 + beyond) / 56.69 - 170) < 0.2


def test_no_page_number_on_the_first_page_and_one_on_the_others() -> None:
    section = opened(render(letter())).sections[0]
    assert "PAGE" not in section.first_page_footer._element.xml
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_an_urging_letter_says_what_is_asked_of_whom() -> None:
    said = text(opened(render(letter())))
    assert "关于限期更新政府网站栏目的督促函" in said
    assert "区住房和城市更新局：" in said
    assert "根据《政府网站与政务新媒体检查指标》和《清河区政府网站管理办法》有关要求" in said
    assert "截至2026年11月24日，你单位负责的6个栏目未按规定时限更新" in said
    assert "栏目已停更250天" in said
    assert "已向你单位发出更新提醒2次" in said
    assert "请于2026年12月1日前" in said
    assert "（联系人：某某，联系电话：000-12345678，电子邮箱：web@qinghe.example）" in said


def test_a_reminder_names_the_nearest_deadline() -> None:
    said = text(opened(render(letter(LetterKind.REMINDER))))
    assert "关于及时更新政府网站栏目的提醒函" in said
    assert "其中最早的将于2026年11月24日到期" in said
    assert "停更" not in said


def test_one_column_is_not_one_of_many() -> None:
    for kind in KINDS:
        one = letter(kind)
        said = text(opened(render(replace(one, rows=one.rows[:1], issues=one.issues[:1]))))
        assert ("1个问题" if kind in OF_ISSUES else "1个栏目") in said
        assert "其中" not in said


def test_sentences_without_a_fact_are_left_out() -> None:
    rows = tuple(replace(row, idle_days=None, deadline_on=None) for row in letter().rows)
    said = text(opened(render(letter(rows=rows, earlier_reminders=0))))
    assert "停更" not in said
    assert "此前" not in said
    lonely = replace(OFFICE, contact="", phone="", email="")
    data = letter_docx.render(letter(), lonely, printed_at=PRINTED_AT)
    assert "（联系" not in text(opened(data))
    assert "《政府网站与政务新媒体检查指标》有关要求" in text(opened(data))


def test_a_draft_has_a_place_for_its_number_and_an_issued_letter_its_number() -> None:
    draft = text(opened(render(letter()))).splitlines()[0]
    assert draft == "（草稿）\t清政办函〔2026〕　号"
    issued = render(letter(state=LetterState.ISSUED), number="清政办函〔2026〕5号")
    assert text(opened(issued)).splitlines()[0] == "\t清政办函〔2026〕5号"


@pytest.mark.parametrize("kind", OF_COLUMNS)
def test_the_annex_lists_the_rows_and_nothing_else(kind: LetterKind) -> None:
    made = letter(kind)
    table = opened(render(made)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("序号", "栏目路径", "责任单位", "类别", "更新要求", "最近更新", "已停更天数"),
        *("截止日期", "示例链接"),
    ]
    paths = [row.cells[1].text for row in table.rows[1:]]
    assert paths == [row.column_path for row in made.rows]
    assert "—" in [row.cells[6].text for row in table.rows] or kind is LetterKind.REMINDER
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_notice_lists_the_problems_and_how_to_answer() -> None:
    made = letter(LetterKind.RECTIFICATION)
    document = opened(render(made))
    assert "并经人工复核，截至2026年11月24日，你单位负责的内容存在3个问题" in text(document)
    listed, form = document.tables
    assert [row.cells[1].text for row in listed.rows[1:]] == ["12", "13", "14"]
    assert [row.cells[3].text for row in listed.rows[1:]] == [i.problem for i in made.issues]
    assert listed.rows[3].cells[2].text == "—"
    assert [row.cells[0].text for row in form.rows[1:]] == ["12", "13", "14"]


def test_a_supervision_letter_says_how_long_it_has_been() -> None:
    document = opened(render(letter(LetterKind.SUPERVISION)))
    assert "仍有3个问题超过整改期限、尚未办结" in text(document)
    assert "其中逾期最长的已逾期5天" in text(document)
    first = [cell.text for cell in document.tables[0].rows[1].cells]
    assert first[5:] == ["清政办函〔2026〕5号", "2026-11-21", "3"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_that_puts_another_right_names_it(kind: LetterKind) -> None:
    assert "同时作废" not in text(opened(render(letter(kind))))
    said = text(opened(render(letter(kind, replaces="清政办函〔2026〕3号"))))
    assert "此前的清政办函〔2026〕3号同时作废" in said


def test_two_sites_are_told_apart() -> None:
    one = letter()
    rows = (*one.rows, replace(one.rows[0], site_name="清河区教育局网站"))
    table = opened(render(letter(rows=rows))).tables[0]
    assert table.rows[1].cells[1].text.startswith(f"【{SITE.name}】")
    assert table.rows[-1].cells[1].text.startswith("【清河区教育局网站】")


@pytest.mark.parametrize(
    "evil", ["{{ 7*7 }}", "{% for x in y %}", "{_{ 7*7 }_}", "</w:t></w:r>&amp;<w:br/>", "<script>"]
)
def test_crawled_text_is_printed_as_it_stands(evil: str) -> None:
    row = replace(
        letter().rows[0], column_path=f"首页 > {evil}", example_url=evil, kind=evil, unit=evil
    )
    document = opened(render(letter(rows=(row,), unit=evil)))
    assert "49" not in document.tables[0].rows[1].cells[1].text
    if "_{" not in evil:
        assert document.tables[0].rows[1].cells[1].text == f"首页 > {evil}"
        assert f"{evil}：" in text(document)


def test_control_characters_and_breaks_do_not_break_the_file() -> None:
    row = replace(letter().rows[0], column_path="首页\x00 >\n\u202e新闻\ud800\x0c")
    document = opened(render(letter(rows=(row,))))
    assert document.tables[0].rows[1].cells[1].text == "首页 > 新闻"


def test_a_long_office_name_is_set_smaller_and_the_signature_centred_on_the_date() -> None:
    office = replace(OFFICE, name="清河区人民政府推进职能转变和放管服改革协调小组办公室")
    document = opened(letter_docx.render(letter(), office, printed_at=PRINTED_AT))
    mark = document.sections[0].first_page_header.paragraphs[0]
    assert mark.text == office.name
    assert mark.runs[0].font.size.pt * len(office.name) <= letter_docx.TEXT_WIDTH_PT
    signature = next(p for p in document.paragraphs if p.style.name == "署名")
    assert signature.paragraph_format.right_indent.pt == 0


@pytest.mark.parametrize("kind", KINDS)
def test_fonts_are_named_for_chinese_text(kind: LetterKind) -> None:
    with zipfile.ZipFile(io.BytesIO(render(letter(kind)))) as package:
        styles = package.read("word/styles.xml").decode()
    for font in ("方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"):
        assert f'w:eastAsia="{font}"' in styles


def test_same_letter_and_printing_time_same_bytes() -> None:
    assert render(letter()) == render(letter())


def test_a_letter_without_rows_is_refused() -> None:
    with pytest.raises(ReportError, match="没有栏目或问题"):
        render(letter(rows=()))


def test_an_office_can_use_its_own_template(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("{{ office }}致{{ unit }}，共{{ count }}个，{{ reply_by }}前")
    own.save(str(tmp_path / "own.docx"))
    document = opened(render(letter(), template=tmp_path / "own.docx"))
    assert text(document) == "清河区人民政府办公室致区住房和城市更新局，共6个，2026年12月1日前"


@pytest.mark.parametrize(
    "content",
    [
        "{{ unkown }}",
        "{% if unit %}",
        "{{ unit.__class__.__mro__ }}",
        "{{ 1 / 0 }}",
        "{{ rows + 1 }}",
        "{{ range(10**9) }}",
    ],
)
def test_a_bad_template_is_one_chinese_sentence(tmp_path: Path, content: str) -> None:
    own = docx.Document()
    own.add_paragraph(content)
    own.save(str(tmp_path / "own.docx"))
    with pytest.raises(ReportError, match=r"^函件模板 own.docx 无法使用（.*），请对照内置模板改正"):
        render(letter(), template=tmp_path / "own.docx")


def test_a_file_that_is_no_template_is_refused(tmp_path: Path) -> None:
    for name, content in (("a.docx", b"not a zip"), ("b.docx", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ReportError, match=f"{name} 无法使用"):
            render(letter(), template=tmp_path / name)
    with zipfile.ZipFile(tmp_path / "c.docx", "w") as package:
        package.writestr("hello.txt", "x")
    with pytest.raises(ReportError, match=r"c\.docx 无法使用"):
        render(letter(), template=tmp_path / "c.docx")
    with pytest.raises(ReportError, match="读不到函件模板"):
        render(letter(), template=tmp_path / "none.docx")


def test_the_day_is_not_padded() -> None:
    document = opened(render(letter(reply_by_on=date(2026, 12, 5))))
    assert "2026年12月5日前" in text(document)
