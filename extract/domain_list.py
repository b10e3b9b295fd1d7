"""Foreign list 外来清单: rows of a sheet about domains from another system, however untidy.

Reads   .xlsx, or text with commas, semicolons or tabs (UTF-8 or GB 18030)
Gives   every row with content, each accounted for: a name, or why there is none
Never   guesses a name: what cannot be read as one is kept as typed, with the reason
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from io import StringIO
from urllib.parse import urlsplit

from extract.decode import decode
from extract.register_file import open_workbook
from model.domain import ascii_name
from model.errors import RegisterError
from model.register_form import tidy
from model.url import literal_ip

HEADER_WITHIN = 10
MOST_ROWS = 200_000
_SEEN_AS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "域名",
        "网站域名",
        "域名名称",
        "domain",
        "domainname",
        "网站地址",
        "网站网址",
        "common",
        "matching",
    ),  # the last two of CT exports
    "home_url": ("首页网址", "首页地址", "网址", "url", "首页url", "网站首页地址", "网站首页网址"),
    "site_name": ("网站名称", "名称", "site", "sitename"),
    "holder": (
        "持有单位",
        "主办单位",
        "主办单位名称",
        "主体名称",
        "注册人",
        "域名持有者",
        "registrant",
    ),
    "site_code": ("网站标识码", "标识码"),
    "icp": ("icp备案号", "备案号", "网站备案号", "icp备案编号", "网站备案/许可证号"),
    "police": ("公安备案号", "公安机关备案号", "公安备案编号"),
    "registrar": ("注册服务机构", "注册商", "registrar"),
    "expires_on": ("到期日期", "到期时间", "过期时间", "域名到期日期", "expirydate", "expires"),
    "site_state": ("网站状态", "运行状态"),
}
SEVERAL = "一格里有多个域名，请分行填写"
_SCHEMES = re.compile(r"(?:(?:[A-Za-z]{2,6}[:;]?)?[/\\]{1,3})*")
"""Also http;//, http:\\\\, //, and http:// twice."""
_NOTED = re.compile(r"(?P<name>[^()]+)(?P<note>\([^()]*\))|\((?P<inside>[^()]+)\)")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


class RowState(StrEnum):
    """What became of one row of a foreign list."""

    READ = "read"  # 已读出
    REPEATED = "repeated"  # 重复
    IP_ADDRESS = "ip_address"  # IP地址
    UNREADABLE = "unreadable"  # 无法识别


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row; `mended` says in Chinese what was taken off the text to find the name."""

    number: int  # as the sheet counts
    typed: str
    state: RowState
    name: str = ""
    same_as: int = 0  # the row that has the name already
    mended: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)  # by attribute of Domain


def read_list(data: bytes, file: str) -> tuple[ListRow, ...]:
    """Return every row of a list; RegisterError where no column with domain names is found."""
    table, merged = _table(data, file)
    header, places = _header(table)
    if "name" not in places and "home_url" not in places:
        column = _likely(table)
        if column is None:
            raise RegisterError(
                f"{file} 里没有找到域名：前 {HEADER_WITHIN} 行应有“域名”或“网址”一栏的表头，"
                "请补上后再试"
            )
        header, places = -1, {"name": column}
    for top, bottom, column in merged:
        for at in range(top + 1, bottom + 1) if top > header else ():
            table[at][column] = table[top][column]  # the sheet shows it once for all these rows
    return tuple(_rows(table, header, places))


def _rows(
    table: Sequence[Sequence[object]], header: int, places: Mapping[str, int]
) -> Iterator[ListRow]:
    first: dict[str, int] = {}
    for at, cells in enumerate(table):
        if at <= header or not any(_words(cell) for cell in cells):
            continue
        texts = {key: _words(cells[n]) for key, n in places.items() if n < len(cells)}
        row = _row(at + 1, texts)
        if row.state is RowState.READ:
            before = first.setdefault(row.name, row.number)
            if before != row.number:
                row = ListRow(
                    number=row.number,
                    typed=row.typed,
                    state=RowState.REPEATED,
                    name=row.name,
                    same_as=before,
                    mended=row.mended,
                    fields=row.fields,
                )
        yield row


def _row(number: int, texts: Mapping[str, str]) -> ListRow:
    typed = texts.get("name") or texts.get("home_url") or ""
    name, mended, address = clean_name(typed)
    fields = {key: text for key, text in texts.items() if key != "name" and text}
    if "expires_on" in fields:
        fields["expires_on"] = _day(fields["expires_on"])
    if name is not None:
        return ListRow(
            number=number,
            typed=typed,
            state=RowState.READ,
            name=name,
            mended=mended,
            fields=fields,
        )
    state = RowState.IP_ADDRESS if address else RowState.UNREADABLE
    return ListRow(number=number, typed=typed, state=state, mended=mended, fields=fields)


def clean_name(typed: str) -> tuple[str | None, tuple[str, ...], str]:
    """Return the name in a text, what was taken off to find it, and the IP address if it is one."""
    mended: list[str] = []
    text = unicodedata.normalize("NFKC", typed).replace("。", ".")
    if text != typed:
        mended.append("全角字符已转为半角")
    if _holds_several(text):
        return None, (SEVERAL,), ""
    squeezed = re.sub(r"\s+", "", tidy(text))
    if squeezed != text:
        mended.append("已去掉空格")
    text = squeezed
    scheme = _SCHEMES.match(text)
    if scheme and scheme[0]:
        mended.append(f"已去掉 {scheme[0]}")
        text = text[scheme.end() :]
    noted = _NOTED.fullmatch(text)
    if noted:
        text = noted["name"] or noted["inside"]
        mended.append(f"已去掉括注 {noted['note']}" if noted["note"] else "已去掉括号")
    rest = re.split(r"[/?#\\]", text, maxsplit=1)
    if len(rest) > 1:
        if rest[1]:
            mended.append("已去掉路径")
        text = rest[0]
    port = re.fullmatch(r"([^:]+|\[.+\]):(\d{1,5})", text)
    if port:
        mended.append(f"已去掉端口 {port[2]}")
        text = port[1]
    if text.startswith("*."):
        mended.append("已去掉通配符 *.")
        text = text[2:]
    if text.endswith("."):
        mended.append("已去掉末尾的点")
        text = text.rstrip(".")
    if text != text.lower():
        mended.append("大写已改为小写")
    address = _ip(text)
    return (None if address else ascii_name(text)), tuple(mended), address


def _holds_several(text: str) -> bool:
    """Whether more than one part between blanks or commas is a name by itself."""
    parts = re.split(r"[\s、,;|]+", text)
    bare = (re.split(r"[/?#\\:]", _SCHEMES.sub("", part, count=1))[0] for part in parts)
    return sum(ascii_name(part) is not None for part in bare) > 1


def _ip(text: str) -> str:
    written = text if text.startswith("[") or ":" not in text else f"[{text}]"
    try:
        if not urlsplit(f"http://{written}/").hostname:
            return ""
    except ValueError:
        return ""
    return literal_ip(f"http://{written}/") or ""


def _header(table: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    """Return the row with most of the known headings and the place of each; -1 without any."""
    best, found = -1, dict[str, int]()
    for at, cells in enumerate(table[:HEADER_WITHIN]):
        places: dict[str, int] = {}
        for n, cell in enumerate(cells):
            heading = re.sub(r"[\s_*：:（(].*$|\s", "", _words(cell)).lower()
            key = next((k for k, names in _SEEN_AS.items() if heading in names), None)
            if key is not None:
                places.setdefault(key, n)
        if len(places) > len(found):
            best, found = at, places
    return best, found


def _likely(table: Sequence[Sequence[object]]) -> int | None:
    """Return the column most of whose cells are names, None where no column has many."""
    counts: dict[int, int] = {}
    filled = 0
    for cells in table[:500]:
        filled += any(_words(cell) for cell in cells)
        for n, cell in enumerate(cells):
            if clean_name(_words(cell))[0] is not None:
                counts[n] = counts.get(n, 0) + 1
    column = max(counts, key=lambda n: (counts[n], -n), default=None)
    return column if column is not None and 2 * counts[column] >= filled else None


def _table(data: bytes, file: str) -> tuple[list[list[object]], list[tuple[int, int, int]]]:
    """Return the cells by row, and what is merged over rows: first row, last row, column."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        book = open_workbook(data, file)
        if not book.worksheets:
            raise RegisterError(f"{file} 里没有工作表，请核对文件")
        page = max(book.worksheets, key=lambda each: each.max_row * each.max_column)
        if page.max_row > MOST_ROWS:
            raise RegisterError(f"{file} 超过 {MOST_ROWS} 行，请删除表格以下的空白行")
        merged = [(m.min_row - 1, m.max_row - 1, m.min_col - 1) for m in page.merged_cells.ranges]
        return [list(row) for row in page.iter_rows(values_only=True)], merged
    if b"\x00" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RegisterError(f"{file} 不是表格，请另存为 .xlsx 或 .csv 再试")
    text = decode(data, "").text
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in "\t;,"}
    mark = max(counts, key=lambda each: counts[each])
    lines_of = csv.reader(StringIO(text), delimiter=mark if counts[mark] else ",")
    return [list[object](cells) for cells in lines_of], []


def _words(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else tidy(str(cell))


def _day(text: str) -> str:
    found = _DAY.search(text)
    return f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def states(rows: Iterable[ListRow]) -> dict[RowState, int]:
    """Count the rows by what became of them."""
    counts = dict.fromkeys(RowState, 0)
    for row in rows:
        counts[row.state] += 1
    return counts
