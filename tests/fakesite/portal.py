"""A well-behaved little portal of about 300 pages whose pages can be changed between nights."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from tests.fakesite.answers import page
from tests.fakesite.server import Exchange, Server

COLUMNS = 10
ARTICLES = 26  # in each column
PER_LIST = 13
FILES = ("/files/guide.pdf", "/files/form.docx")
DEAD = ("/gone/old.html", "/files/lost.pdf")
UNLISTED = "/about/t_unlisted.html"  # linked from an article's text, in no list


@dataclass(slots=True)
class Portal:
    """The portal's pages by path; every page carries an ETag made from its bytes."""

    pages: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pages["/"] = page("示例门户", _navigation() + _attachments())
        self.pages[UNLISTED] = page("未列出的页面", _navigation() + "<h1>未列出的页面</h1>")
        for column in range(COLUMNS):
            for article in range(ARTICLES):
                self.pages[article_path(column, article)] = _article(column, article)
            for number in range(ARTICLES // PER_LIST):
                self.pages[list_path(column, number)] = listing(column, number)

    def serve(self, server: Server) -> None:
        """Let the server answer from these pages."""
        server.other = self._answer

    async def _answer(self, exchange: Exchange) -> None:
        path = exchange.request.path
        if path in FILES:
            await exchange.answer("200 OK", b"file " * 100, kind="application/octet-stream")
            return
        body = self.pages.get(path)
        if body is None:
            await exchange.answer("404 Not Found", page("404"))
            return
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if exchange.request.headers.get("if-none-match") == tag:
            await exchange.answer("304 Not Modified", headers=(("ETag", tag),))
        else:
            await exchange.answer("200 OK", body, headers=(("ETag", tag),))


def list_path(column: int, number: int = 0) -> str:
    """Return the path of one page of a column's list; page 0 is the column's own address."""
    return f"/col{column}/" + (f"index_{number}.html" if number else "")


def article_path(column: int, article: int) -> str:
    """Return the path of one article."""
    return f"/col{column}/t{column:02}{article:04}.html"


def listing(column: int, number: int = 0, extra: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    """Return one list page; `extra` items (path, title, date) stand before the others."""
    first = number * PER_LIST
    items = [
        *extra,
        *(
            (article_path(column, n), _title(column, n), _date(n))
            for n in range(first, first + PER_LIST)
        ),
    ]
    rows = "".join(f'<li><a href="{p}">{t}</a><span>{d}</span></li>' for p, t, d in items)
    pager = "".join(
        f'<a href="{list_path(column, n)}">{n + 1}</a>' for n in range(ARTICLES // PER_LIST)
    )
    body = f'{_navigation()}<ul class="list">{rows}</ul><div class="page">{pager}</div>'
    return page(f"栏目{column}", body)


def _navigation() -> str:
    columns = "".join(f'<a href="{list_path(n)}">栏目{n}</a>' for n in range(COLUMNS))
    return f'<div class="nav"><a href="/">首页</a>{columns}</div>'


def _attachments() -> str:
    return "".join(f'<p><a href="{path}">{path[1:]}</a></p>' for path in (*FILES, *DEAD))


def _article(column: int, article: int) -> bytes:
    text = f"<p>这是栏目{column}的第{article}篇文章，内容只为测试而写。</p>" * 5
    if (column, article) == (0, 0):
        text += f'<p>另见<a href="{UNLISTED}">相关说明</a>。</p>'
    head = f"<h1>{_title(column, article)}</h1><p>发布时间：{_date(article)}</p>"
    return page(_title(column, article), _navigation() + head + text)


def _title(column: int, article: int) -> str:
    return f"关于栏目{column}第{article}项工作的通知"


def _date(article: int) -> str:
    return f"2026-{10 - article // 13:02}-{28 - article % 13:02}"
