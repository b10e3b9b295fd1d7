"""Personal numbers in a text: identity cards, mobiles and bank cards, and how they are masked.

Patterns and masks follow the collected rules on privacy (RULES 9). Nothing but the masked form
ever leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.masking import LONG_NUMBER

IDENTITY, MOBILE, CARD = "身份证号码", "手机号码", "银行卡号"
_DIGITS = re.compile(
    r"(?<![0-9A-Za-z.\-_=/%*])(?:[1-9][0-9]{2}(?:[ \-]?[0-9]{4}){2,4}[0-9]{0,3}[0-9Xx]?"
    r"|[1-9][0-9]{3}(?:[ \-][0-9]{4}){3}(?:[ \-]?[0-9]{1,3})?)"  # as cards print theirs
    r"(?![0-9A-Za-z*_]|\.[0-9A-Za-z])"
)
# A mobile with the country's code; the code itself is no part of it.
_ABROAD = re.compile(
    r"(?<![0-9A-Za-z.\-_=/%*])(?:\+|00)86-?(1[3-9][0-9](?:[ \-]?[0-9]{4}){2})(?![0-9A-Za-z*_])"
)
# As forms print an identity number: region, day of birth and the rest apart.
_SPACED = re.compile(
    r"(?<![0-9A-Za-z.\-_=/%*])([1-9][0-9]{5})[ \-]{1,2}([12][0-9]{3})"
    r"[ \-]?([0-9]{2})[ \-]?([0-9]{2})[ \-]{1,2}([0-9]{3}[0-9Xx])(?![0-9A-Za-z*_])"
)
# All that the three can match stands in such a run. Most texts have none, or few: looking for the
# three in the runs alone is several times as fast as in the whole text.
_RUN = re.compile(r"[0-9+][0-9Xx \-+]{10,}")
_LOOKED_AHEAD = 2  # characters that the three ask for behind what they match
_WIDE = re.compile("[０-９]{6}")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_REGIONS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
_PROVINCES = frozenset(n for first, last in _REGIONS for n in range(first, last + 1))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_CARD_LENGTHS = range(16, 20)
_OLDEST_YEAR = 1900
# Lines in which an office publishes a number on purpose.
_CONTACT = re.compile(
    r"电话|联系|咨询|热线|服务|举报|投诉|监督|值班|报名|客服|传真|邮箱|邮编|地址|负责人|预约|维修|"
    r"责任人|手机号?码?[：:]|[Tt][Ee][Ll]|QQ|微信|编辑|记者|通讯员|供稿|来稿|订购|招聘|网格员|专班|窗口|专线"
)
# Right before a number: it is an office's, whatever else the line says.
_OFFICE_LINE = re.compile(
    r"(?:咨询|举报|监督|投诉|热线|值班|报名|客服|办公|受理|报警)(?:电话|热线|专线|手机)?[：:\s]*"
    r"(?:[0-9][0-9\-—－() ]{5,18}[、，,/和或]\s*){0,4}$"
)
_PERSONAL = re.compile(r"我的|本人|我家|我叫|来信人|留言人|写信人|户主|身份证|患者|学生|低保|贫困")
_OF_PEOPLE = re.compile(
    r"身份证|户主|低保|补贴|补助|救助|残疾|患者|学生|银行卡|卡号|金额|性别|年龄|住址"
    r"|家长|人口|户籍|籍贯|学历|准考证|轮候|中签|出生"
)
# A table of those in charge: their numbers are published so that they can be called.
_OF_OFFICE = re.compile(r"职务|职责|所在单位|责任|部门|科室|包保|值班|河长|网格")
# An amount, or the number of a paper: eleven digits that nobody calls.
_COUNTED = re.compile(r"[ ]?(?:[万亿]?元|[万亿]|吨|立方|平方|千瓦|公里|人次|股)")
_PAPER = re.compile(
    r"(?:单号|编号|代码|发票号码?|书号|票号|流水号|合同号|订单号?|证号|文号|案号)[：:\s]*$"
)
_PAPER_COLUMN = re.compile(
    r"金额|元[）)]?$|数量|面积|编号|代码|单号|证号|账号|帐号|票|文号|合计|总计|序号"
)
# An account of a body, which tenders and collections must publish.
_BODY = re.compile(
    r"公司|保证金|捐赠|捐款|对公|开户行|开户银行|账户名|财政|国库|学校|委员会|基金会|银行支行"
)
_BODY_CODE = re.compile(r"信用代码|统一代码|许可证|执照|编号|文号|合同|订单|流水号|登记号")
_MOST_ROWS = 2_000  # of a table, looked through for its head
_BEFORE = 40  # characters of the lines before that may hold the label


@dataclass(frozen=True, slots=True)
class Number:
    """One number, masked, with its line's place."""

    kind: str
    masked: str
    start: int
    end: int


def private_numbers(text: str, on: date) -> Iterator[Number]:
    """Yield the numbers of a text that look personal where they stand; `on` ends birth days."""
    if _has_wide(text) and _WIDE.search(text):
        text = text.translate(_NARROW)  # as long as before
    if LONG_NUMBER.search(text) is None:
        return
    runs = [run.span() for run in _RUN.finditer(text)]
    for found in _within(_DIGITS, text, runs):
        written = found[0]
        plain = written.replace(" ", "").replace("-", "").upper()
        kind = _kind(plain, written, on)
        start, end = found.span()
        if kind and _is_private(kind, text, start, end):
            yield Number(kind, mask(kind, plain), start, end)
    for found in _within(_ABROAD, text, runs):
        plain = re.sub(r"[ \-]", "", found[1])
        start, end = found.span()
        if _is_private(MOBILE, text, start, end):
            yield Number(MOBILE, mask(MOBILE, plain), start, end)
    for found in _within(_SPACED, text, runs):
        plain = "".join(found.groups()).upper()
        start, end = found.span()
        if is_identity(plain, on) and _is_private(IDENTITY, text, start, end):
            yield Number(IDENTITY, mask(IDENTITY, plain), start, end)


def _has_wide(text: str) -> bool:
    """Whether a full-width digit stands in a text: ten times as fast as the pattern for six."""
    return (
        "０" in text or "１" in text or "２" in text or "３" in text or "４" in text
        or "５" in text or "６" in text or "７" in text or "８" in text or "９" in text
    )  # fmt: skip


def _within(
    pattern: re.Pattern[str], text: str, runs: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds in a text, looked for in its runs alone."""
    for start, end in runs:
        yield from pattern.finditer(text, start, end + _LOOKED_AHEAD)


def mask(kind: str, plain: str) -> str:
    """Return a number as it may be shown: 35*************123, 138****1234, 6228******1234."""
    keep = {IDENTITY: (2, 3), MOBILE: (3, 4), CARD: (4, 4)}[kind]
    head, tail = plain[: keep[0]], plain[-keep[1] :]
    return f"{head}{'*' * (len(plain) - len(head) - len(tail))}{tail}"


def _kind(plain: str, written: str, on: date) -> str:
    if len(plain) == 18 and plain == written.upper() and is_identity(plain, on):
        return IDENTITY
    if len(plain) == 11 and plain[0] == "1" and plain[1] in "3456789" and plain.isdigit():
        return MOBILE
    if len(plain) in _CARD_LENGTHS and plain.isdigit() and is_card(plain):
        return CARD
    return ""


def is_identity(plain: str, on: date) -> bool:
    """Whether 18 characters are an identity number: province, a real day, the check digit."""
    if not plain[:17].isdigit() or int(plain[:2]) not in _PROVINCES:
        return False
    try:
        born = date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return False
    if born.year < _OLDEST_YEAR or born > on:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(plain, _WEIGHTS, strict=False))
    return plain[17] == _CHECK_DIGITS[total % 11]


def is_card(plain: str) -> bool:
    """Whether 16 to 19 digits are a bank card: a known first figure and the sum of Luhn."""
    union = plain.startswith("62")
    other = len(plain) == 16 and (plain[0] == "4" or plain[:2] in {"51", "52", "53", "54", "55"})
    if not (union or other):
        return False
    digits = [int(digit) for digit in reversed(plain)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_private(kind: str, text: str, start: int, end: int) -> bool:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    tabled = "\t" in line
    head = _head(text, first) if tabled else ""
    before = text[first if tabled else max(0, first - _BEFORE) : start]
    around = f"{head}\n{before}{text[end : end + _BEFORE].partition(chr(10))[0]}"
    if kind == MOBILE:
        if _COUNTED.match(text, end) or _PAPER.search(before):
            return False
        if tabled and _PAPER_COLUMN.search(_cell_above(head, text[first:start])):
            return False
        if _OFFICE_LINE.search(before) and not _OF_PEOPLE.search(head):
            return False
        if _PERSONAL.search(line) or _OF_PEOPLE.search(head):
            return True
        if tabled and _OF_OFFICE.search(head):
            return False
        return _CONTACT.search(around) is None and _CONTACT.search(line) is None
    if kind == CARD:
        return _BODY.search(around) is None and _BODY_CODE.search(around) is None
    return _BODY_CODE.search(text[first:start][-20:]) is None


def _head(text: str, first: int) -> str:
    """Return the first line of the table in which the line that begins at `first` stands."""
    for _ in range(_MOST_ROWS):
        before = text.rfind("\n", 0, first - 1) + 1 if first else 0
        if not first or "\t" not in text[before:first]:
            break
        first = before
    return text[first:].partition("\n")[0]


def _cell_above(head: str, before: str) -> str:
    """Return the head's cell over the cell that begins after `before`; "" where it has none."""
    cells = head.split("\t")
    number = before.count("\t")
    return cells[number].strip() if number < len(cells) else ""
