"""A portal of odd build: frames, nested tables, upper-case tags, two charsets, script links.

The home page is a frameset; the menu stands in a frame; one column keeps its list in a frame of
its own; one uses `<base>` and UTF-8 beside GBK; one is reached by scripts alone. No
breadcrumbs, no page tags. Every name and sentence is invented.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.fakesite.other_portals import TODAY

NAME = "石桥镇人民政府"
UNIT = "石桥镇党政办公室"
NOTICES, NEWS, FIGURES, SCRIPT_ONLY = (
    "/tzgg/list.htm",
    "/gzdt/index.asp",
    "/sjfb/list.htm",
    "/zcwj/list.htm",
)
NAMES = {NOTICES: "通知公告", NEWS: "工作动态", FIGURES: "数据发布", SCRIPT_ONLY: "政策文件"}
COUNTS = {NOTICES: 9, NEWS: 7, FIGURES: 6, SCRIPT_ONLY: 5}
FRAME = "/gzdt/inner.asp"
_SUBJECTS = ("河道保洁", "危房排查", "农机检修", "卫生评比", "道路修补")


def day_of(number: int) -> date:
    """Return the day of the item of this number, newest first."""
    return TODAY - timedelta(days=3 + 5 * number)


def title_of(column: str, number: int) -> str:
    """Return the title of an item."""
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return f"{NAMES[column]}：石桥镇关于{subject}（第{number + 1}期）的情况"


def odd_portal() -> dict[str, bytes]:
    """Return the pages by path."""
    pages = {
        "/": _gbk(
            NAME,
            '<FRAMESET ROWS="90,*"><FRAME SRC="top.htm" NAME="t"><FRAME SRC="main.htm" NAME="m">'
            "</FRAMESET>",
        ),
        "/top.htm": _gbk("导航", _menu()),
        "/main.htm": _gbk(NAME, "".join(_block(column) for column in (NOTICES, FIGURES)) + _foot()),
        NOTICES: _gbk(NAMES[NOTICES], _nested(NOTICES) + _foot()),
        FIGURES: _utf8(
            NAMES[FIGURES],
            f'<h2>{NAMES[FIGURES]}</h2><ul class="list">'
            + "".join(_line(FIGURES, n, f"a{n}.htm") for n in range(COUNTS[FIGURES]))
            + "</ul>"
            + _foot(),
            base="/sjfb/",
        ),
        NEWS: _gbk(
            NAMES[NEWS],
            f"<TABLE><TR><TD><B>{NAMES[NEWS]}</B></TD></TR><TR><TD>"
            '<IFRAME SRC="inner.asp" WIDTH="100%" HEIGHT="500"></IFRAME></TD></TR></TABLE>'
            + _foot(),
        ),
        FRAME: _gbk("", _nested(NEWS)),
        SCRIPT_ONLY: _gbk(NAMES[SCRIPT_ONLY], _nested(SCRIPT_ONLY) + _foot()),
    }
    for column, count in COUNTS.items():
        for number in range(count):
            page = _article(column, number)
            pages[f"{column.rpartition('/')[0]}/a{number}.htm"] = page
    return pages


def _menu() -> str:
    cells = "".join(
        f'<TD><A HREF="{column[1:]}" TARGET="m">{NAMES[column]}</A></TD>'
        for column in (NOTICES, NEWS, FIGURES)
    )
    return (
        f"<TABLE><TR>{cells}<TD><A HREF=\"javascript:go('{SCRIPT_ONLY}')\">政策文件</A></TD></TR>"
        f'</TABLE><SCRIPT>var menu=[["政策文件","{SCRIPT_ONLY}"]];'
        "function go(u){parent.m.location=u}</SCRIPT>"
    )


def _block(column: str) -> str:
    rows = "".join(
        f'<TR><TD><A HREF="{column.split("/")[1]}/a{n}.htm">{title_of(column, n)}</A></TD>'
        f"<TD>{day_of(n)}</TD></TR>"
        for n in range(4)
    )
    return f'<TABLE><TR><TD><A HREF="{column}">{NAMES[column]}</A></TD></TR>{rows}</TABLE>'


def _nested(column: str) -> str:
    rows = "".join(
        f'<TR><TD WIDTH=12>·</TD><TD><A HREF="a{n}.htm" CLASS=z>{title_of(column, n)}</A></TD>'
        f"<TD ALIGN=right><FONT COLOR=gray>[{day_of(n)}]</FONT></TD></TR>"
        for n in range(COUNTS[column])
    )
    return (
        "<TABLE WIDTH=980><TR><TD><TABLE><TR><TD VALIGN=top><TABLE BORDER=0>"
        f"{rows}</TABLE></TD></TR></TABLE></TD></TR></TABLE>"
    )


def _line(column: str, number: int, path: str) -> str:
    return f'<li><a href="{path}">{title_of(column, number)}</a><i>{day_of(number)}</i></li>'


def _article(column: str, number: int) -> bytes:
    title = title_of(column, number)
    text = f"近日，石桥镇就{_SUBJECTS[number % len(_SUBJECTS)]}作了安排，请各村予以支持。" * 5
    body = (
        f"<TABLE><TR><TD ALIGN=center><FONT SIZE=5><B>{title}</B></FONT></TD></TR><TR>"
        f"<TD>发布时间：{day_of(number)} 09:{number:02}　来源：{UNIT}</TD></TR>"
        f"<TR><TD><P>{text}</P></TD></TR></TABLE>"
    )
    return _gbk(title, body + _foot())


def _foot() -> str:
    return f'<DIV CLASS="footer">主办单位：{UNIT} 网站标识码：9900000077</DIV>'


def _gbk(title: str, body: str) -> bytes:
    meta = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">'
    open_, close = ("", "") if "<FRAMESET" in body else ("<BODY>", "</BODY>")
    markup = f"<HTML><HEAD>{meta}<TITLE>{title}</TITLE></HEAD>{open_}{body}{close}</HTML>"
    return markup.encode("gb18030")


def _utf8(title: str, body: str, *, base: str) -> bytes:
    head = f'<meta charset="utf-8"><base href="{base}"><title>{title}</title>'
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()
