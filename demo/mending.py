"""What the webmasters do: the pages of a night without the faults that are mended by then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from html import escape

from demo import files, portal, portal_static, tourism
from demo import words as w
from demo.annexes import DOCX, PDF, XLSX
from demo.content import Answers
from demo.items import Item
from demo.offers import EMPTY_FORM
from demo.plan import PORTAL, TOURISM, Form, column
from demo.problems import PROBLEMS, article_of
from demo.resource import HTML_BARE, Resource
from demo.tags import TEXT_AGE, Text
from demo.timetable import Mark
from demo.truth import Items

_HEAD, _FOOT = b"</head>", b'<p><span id="_ideConac"'
_SECONDS = re.compile(rb'(name="PubDate" content="\d{4}-\d\d-\d\d \d\d:\d\d):00"')
_ENTRY = (
    f'<p><a href="/jiucuo.html?site_code={TOURISM}"><img src="/images/dzjg.png" '
    'alt="政府网站找错" title="我为政府网站找错"></a></p>'
)
_TYPES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
Mend = Callable[[Answers, Items, date], None]


def mended(code: str, made: Answers, items: Items, today: date, night: Mark) -> Answers:
    """Return a site's answers of a night, each fault taken out that no longer stands."""
    shown = dict(made)
    if code == PORTAL and night > CLEANED:
        shown["/wzdt.html"] = _sitemap(today)
    mended_now = [p for p in PROBLEMS.values() if p.site == code and not p.stands(night)]
    for problem in (p for p in mended_now if p.check == "link_dead"):
        address = problem.subject or article_of(problem, items).address
        shown[address] = _found_again(address, code, today)
        if problem.article is not None:
            shown[address] = _page(portal.article(article_of(problem, items)), code)
    for problem in mended_now:
        if problem.check == "column_blank":
            _fill(shown, problem.folder, items)
        elif problem.name in _MENDS:
            _MENDS[problem.name](shown, items, today)
    return shown


CLEANED: Mark = (1, 3)  # the site map whose title an intruder changed


def _found_again(address: str, code: str, today: date) -> Resource:
    ending = address.rpartition(".")[2]
    match ending:
        case "png":
            return Resource(body=files.png(40, 90, 160), content_type="image/png")
        case "css":
            return Resource(body=files.CSS.encode(), content_type="text/css")
        case "pdf" | "docx" | "xlsx":
            return Resource(body=_annex(ending), content_type=_TYPES[ending])
    if code == TOURISM:
        return _text_page("智慧文旅", "<p>　　智慧文旅服务已恢复。</p>", today)
    return _page(portal_static.original(today), code)


def _annex(ending: str) -> bytes:
    if ending == "pdf":
        return files.pdf(1)
    if ending == "docx":
        return files.docx("附件（演示用虚构文件）")
    return files.xlsx((("序号", "项目"), ("1", "附件（演示用虚构文件）")))


def _fill(made: Answers, folder: str, items: Items) -> None:
    """Show the items of a column that stood blank; elsewhere they are shown already."""
    plan = column(folder)
    if plan.site == TOURISM:
        return
    filled = replace(plan, form=Form.LIST)
    for name, body in portal.list_pages(filled, items[folder]).items():
        made[f"/{folder}/{name}"] = _page(body, PORTAL)
    made[plan.address] = made[f"/{folder}/index.html"]


def _in_pages(made: Answers, old: bytes, new: bytes, among: Iterable[str] | None = None) -> None:
    for address in tuple(made if among is None else among):
        page = made[address]
        if old in page.body and page.content_type.startswith("text/html"):
            made[address] = replace(page, body=page.body.replace(old, new))


def _with_tag(made: Answers, address: str, name: str, value: str) -> None:
    tag = f'<meta name="{name}" content="{escape(value)}">\n'.encode()
    _in_pages(made, _HEAD, tag + _HEAD, [address])


def _numbered(items: Items, folder: str, index: int) -> Item:
    return next(item for item in items[folder] if item.index == index)


def _seconds(made: Answers, items: Items, today: date) -> None:
    address = _numbered(items, "hdjl/zjdc", 3).address
    page = made[address]
    made[address] = replace(page, body=_SECONDS.sub(rb'\1"', page.body))


def _foreign_code(made: Answers, items: Items, today: date) -> None:
    _in_pages(made, b"site_code=9900000002", f"site_code={PORTAL}".encode())


def _police(made: Answers, items: Items, today: date) -> None:
    mark = f"<p>{w.POLICE_PORTAL}</p>\n".encode()
    bare = [a for a, page in made.items() if w.POLICE_PORTAL.encode() not in page.body]
    _in_pages(made, _FOOT, mark + _FOOT, bare)


def _source_tag(made: Answers, items: Items, today: date) -> None:
    for index in range(5, 10):
        item = _numbered(items, "zwgk/tzgg", index)
        _with_tag(made, item.address, "ContentSource", item.source)


def _type_tag(made: Answers, items: Items, today: date) -> None:
    for address in ("/hdjl/zjdc/", "/hdjl/zjdc/index.html"):
        _with_tag(made, address, "ColumnType", "征集调查")


def _language(made: Answers, items: Items, today: date) -> None:
    _in_pages(made, b"<html>\n<head>\n<meta", b'<html lang="zh-CN">\n<head>\n<meta')


def _report_entry(made: Answers, items: Items, today: date) -> None:
    _in_pages(made, _FOOT, _ENTRY.encode("gbk") + _FOOT)
    form = "<form action='/jiucuo.html'><textarea name='t'></textarea></form>"
    made["/jiucuo.html"] = _text_page("我为政府网站找错", form, today)


def _code_tag(made: Answers, items: Items, today: date) -> None:
    tag = f'<meta name="SiteIDCode" content="{TOURISM}">\n'.encode()
    _in_pages(made, _HEAD, tag + _HEAD)


def _empty_form(made: Answers, items: Items, today: date) -> None:
    folder = _numbered(items, *EMPTY_FORM).address.rsplit("/", 1)[0]
    for address in [a for a in made if a.startswith(f"{folder}/P0") and not made[a].body]:
        made[address] = Resource(body=files.docx("申请表（演示用虚构文件）"), content_type=DOCX)


def _text_page(title: str, body: str, today: date) -> Resource:
    text = Text(title=title, on=today - TEXT_AGE, source=w.CULTURE)
    return _page(tourism.static(text, None, body), TOURISM)


def _sitemap(today: date) -> Resource:
    return _page(portal_static.pages(today)["/wzdt.html"], PORTAL)


def _page(body: bytes, code: str) -> Resource:
    kind = HTML_BARE if code == TOURISM else "text/html; charset=utf-8"
    return Resource(body=body, content_type=kind, compress=len(body) > 5000)


_MENDS: dict[str, Mend] = {
    "seconds": _seconds,
    "foreign_code": _foreign_code,
    "police": _police,
    "source_tag": _source_tag,
    "type_tag": _type_tag,
    "language": _language,
    "report_entry": _report_entry,
    "code_tag": _code_tag,
    "empty_form": _empty_form,
}
