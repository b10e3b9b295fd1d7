"""What some articles of the portal say that a content check must find, and what it must not."""

from __future__ import annotations

from demo.items import Item
from model.finding import Verdict

WRONG_WORD = ("xwzx/bmdt", 12)
MISSTATED = ("xwzx/zwyw", 20)
PEOPLE = ("zwgk/rsxx", 2)  # a list with numbers; they belong to nobody: no such district
NO_SUCH_DAY = ("zwgk/tzgg", 8)
HARMLESS = ("zwgk/tzgg", 11)  # right words across a wrong one, an office's mobile, masked numbers

_PEOPLE_ROWS = (
    ("姓名", "身份证号", "手机", "银行卡号"),
    ("甲某", "110000199001010005", "13900000000", "6222000000000000004"),
    ("乙某", "11*************013", "139****0001", "6222***********0012"),
)
_SENTENCES = {
    WRONG_WORD: ("会议对下一阶段工作进行了专门布署，要求各单位抓好落实。",),
    MISSTATED: ("会议强调，要坚持依法行证，自觉接受监督。",),
    NO_SUCH_DAY: ("有关材料请于2月30日前报送，逾期不再受理。",),
    HARMLESS: (
        "名单已公布署名，本人自己经过核实后立即然后上报，办理时限截至12月31日。",
        "联系人：丙某，联系电话：13900000002；保证金账号：6222000000000000004。",
    ),
}

SUBJECTS: tuple[tuple[str, tuple[str, int], str, Verdict], ...] = (  # check, article, what, verdict
    ("word_wrong", WRONG_WORD, "布署", Verdict.SUSPECT),
    ("word_wrong", MISSTATED, "依法行证", Verdict.SUSPECT),
    ("date_impossible", NO_SUCH_DAY, "2月30日", Verdict.SUSPECT),
    ("personal_data_shown", PEOPLE, "身份证号码", Verdict.SUSPECT),
    ("personal_data_shown", PEOPLE, "手机号码", Verdict.SUSPECT),
    ("personal_data_shown", PEOPLE, "银行卡号", Verdict.SUSPECT),
)


def added(item: Item) -> str:
    """Return the markup that an article has besides its usual text; "" for most."""
    here = (item.column.folder, item.index)
    if here == PEOPLE:
        rows = "".join(
            f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in _PEOPLE_ROWS
        )
        return f'<table class="people">\n{rows}</table>\n'
    return "".join(f"<p>　　{text}</p>\n" for text in _SENTENCES.get(here, ()))
