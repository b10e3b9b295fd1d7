"""Letter annexes 附件: the list of columns or problems, and the form to answer on.

Each begins on a new page, across, with its label in the first and its title in the third line.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Twips
from docx.table import Table, _Row

from model.letter import LetterKind
from reports import docx_parts as parts
from reports import letter_measures as m
from reports.letter_fonts import HEI
from reports.letter_words import LIST_TITLES, OF_ISSUES, form_title

# heading, tag, width in mm, centred; 225 mm in all
_LIST = (
    ("序号", "{{ row.no }}", 11, True),
    ("栏目路径", "{{ row.path }}", 48, False),
    ("责任单位", "{{ row.unit }}", 25, False),
    ("类别", "{{ row.kind }}", 18, True),
    ("更新要求", "{{ row.requirement }}", 23, True),
    ("最近更新", "{{ row.newest }}", 22, True),
    ("已停更天数", "{{ row.idle }}", 14, True),
    ("截止日期", "{{ row.deadline }}", 22, True),
    ("示例链接", "{{ row.url }}", 42, False),
)
_FORM = (
    ("序号", "{{ row.no }}", 11, True),
    ("栏目路径", "{{ row.path }}", 56, False),
    ("整改措施（更新、归并、关停、报备）", "", 46, False),
    ("更新日期", "", 24, True),
    ("信息标题及链接", "", 60, False),
    ("备注", "", 28, False),
)
_ISSUES = (
    ("序号", "{{ row.no }}", 11, True),
    ("事项编号", "{{ row.case }}", 22, True),
    ("栏目", "{{ row.path }}", 44, False),
    ("问题", "{{ row.problem }}", 58, False),
    ("地址", "{{ row.url }}", 62, False),
    ("发现日期", "{{ row.found }}", 28, True),
)
_OVERDUE = (
    ("序号", "{{ row.no }}", 11, True),
    ("事项编号", "{{ row.case }}", 22, True),
    ("栏目", "{{ row.path }}", 34, False),
    ("问题", "{{ row.problem }}", 42, False),
    ("地址", "{{ row.url }}", 36, False),
    ("转办文号", "{{ row.letter }}", 30, True),
    ("整改期限", "{{ row.deadline }}", 28, True),
    ("逾期天数", "{{ row.late }}", 22, True),
)
_ISSUE_FORM = (
    ("事项编号", "{{ row.case }}", 22, True),
    ("问题", "{{ row.problem }}", 58, False),
    ("整改情况（已整改、正在整改、申请延期、非本单位职责）", "", 46, False),
    ("完成日期", "", 24, True),
    ("情况说明", "", 47, False),
    ("备注", "", 28, False),
)
_LISTS = {
    LetterKind.REMINDER: _LIST,
    LetterKind.URGING: _LIST,
    LetterKind.RECTIFICATION: _ISSUES,
    LetterKind.SUPERVISION: _OVERDUE,
}
Columns = Sequence[tuple[str, str, int, bool]]


def add_annexes(document: Document, kind: LetterKind) -> None:
    """Add the annexes of a letter behind its body."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The break stands in a line of its own, which must not begin a page where the last is full.
    document.paragraphs[-1].paragraph_format.line_spacing = Twips(10)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    # The portrait text block turned by a quarter: 225 mm across, 156 mm high.
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(37), Mm(35)
    section.header_distance = Mm(15)
    # The footer is as high as on the pages before: its number stays 7 mm below the text.
    section.footer_distance = Twips(m.RIGHT - (m.BOTTOM - m.RULE_FROM_BOTTOM))
    parts.no_grid(section)
    section.different_first_page_header_footer = False
    lone = kind is LetterKind.REMINDER
    _heading(document, "附件" if lone else "附件1", LIST_TITLES[kind], new_page=False)
    _caption(document, "监测日期：{{ observed_on }}　网站：{{ sites }}")
    _table(document, _LISTS[kind])
    if not lone:
        _heading(document, "附件2", form_title(kind), new_page=True)
        _caption(document, "填报单位（盖章）：{{ unit }}　　填报人：　　　　　联系电话：")
        form = _table(document, _ISSUE_FORM if kind in OF_ISSUES else _FORM)
        form.rows[2].height, form.rows[2].height_rule = Mm(12), WD_ROW_HEIGHT_RULE.AT_LEAST


def _heading(document: Document, label: str, title: str, *, new_page: bool) -> None:
    first = document.add_paragraph(label, style="附件标签")
    first.paragraph_format.page_break_before = new_page
    document.add_paragraph(style="主送机关")
    document.add_paragraph(title, style="附件标题")


def _caption(document: Document, text: str) -> None:
    caption = document.add_paragraph(text, style="表格文字")
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Twips(80)


def _table(document: Document, columns: Columns) -> Table:
    """Add a table of four rows: heading, loop begins, one column of the site, loop ends."""
    table: Table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    parts.cell_margins(table, 57, 28)
    for at, (_, _, width_mm, _) in enumerate(columns):
        table.columns[at].width = Mm(width_mm)
    _fill(table, 0, [(heading, True, True) for heading, _, _, _ in columns], columns)
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    _fill(table, 2, [(tag, middle, False) for _, tag, _, middle in columns], columns)
    table.rows[3].cells[0].text = "{%tr endfor %}"
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(parts.element("cantSplit"))
    head.append(parts.element("tblHeader"))
    table.rows[2]._tr.get_or_add_trPr().append(parts.element("cantSplit"))
    return table


def _fill(table: Table, at: int, texts: list[tuple[str, bool, bool]], columns: Columns) -> None:
    row: _Row = table.rows[at]
    for cell, (text, middle, heading), (_, _, width_mm, _) in zip(
        row.cells, texts, columns, strict=True
    ):
        cell.width = Mm(width_mm)
        cell._tc.get_or_add_tcPr().append(parts.element("vAlign", val="center"))
        paragraph = cell.paragraphs[0]
        paragraph.style = "表格文字"
        paragraph.paragraph_format.line_spacing = Twips(320)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        parts.plain_run(paragraph, text, HEI if heading else "")
