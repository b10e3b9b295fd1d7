"""The attachments and pictures of articles that are really there."""

from __future__ import annotations

from demo import files
from demo.items import Item
from demo.offers import EMPTY_FORM, FORMLESS
from demo.plan import TOURISM
from demo.resource import Resource
from model.site import ColumnKind

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERY = {  # every so-many-th article of a kind has an annex
    ColumnKind.NOTICE: 3,
    ColumnKind.POLICY: 2,
    ColumnKind.DISCLOSURE: 4,
    ColumnKind.SERVICE: 1,
    ColumnKind.PLAN: 3,
    ColumnKind.STATISTICS: 4,
}


def annexes_of(item: Item) -> tuple[tuple[str, str], ...]:
    """Return (address, text) of each attachment of the article."""
    every = EVERY.get(item.column.kind)
    if not every or item.index < 0 or item.index % every:
        return ()
    if (item.column.folder, item.index) == FORMLESS:
        return ()
    is_guide = item.column.kind is ColumnKind.SERVICE
    ending, text = _KINDS[1 if is_guide else item.number % 3]
    return ((f"{_folder(item)}P0{item.on:%Y%m%d}{item.number}.{ending}", f"附件：{text}.{ending}"),)


def pictures_of(item: Item) -> tuple[str, ...]:
    """Return the addresses of the article's pictures."""
    if item.column.kind is not ColumnKind.NEWS or item.number % 4:
        return ()
    return (f"{_folder(item)}W0{item.on:%Y%m%d}{item.number}.png",)


def resources_of(item: Item) -> dict[str, Resource]:
    """Return the article's attachments and pictures by address."""
    made = {}
    for address, text in annexes_of(item):
        made[address] = _file(address, item.number, text)
        if (item.column.folder, item.index) == EMPTY_FORM:
            made[address] = Resource(body=b"", content_type=DOCX)
    for address in pictures_of(item):
        shade = item.number * 37 % 200
        made[address] = Resource(body=files.png(40, 90, shade), content_type="image/png")
    return made


def _folder(item: Item) -> str:
    if item.column.site == TOURISM:
        return f"/attach/{item.on:%y%m%d}/"
    return item.address.rsplit("/", 1)[0] + "/"


def _file(address: str, number: int, text: str) -> Resource:
    if address.endswith(".pdf"):
        return Resource(body=files.pdf(number), content_type=PDF)
    if address.endswith(".docx"):
        return Resource(body=files.docx(f"{text}（演示用虚构文件）"), content_type=DOCX)
    rows = (("序号", "项目"), ("1", f"{text}（演示用虚构文件）"))
    return Resource(body=files.xlsx(rows), content_type=XLSX)


_KINDS = (("pdf", "正文扫描件"), ("docx", "申请表"), ("xlsx", "明细表"))
