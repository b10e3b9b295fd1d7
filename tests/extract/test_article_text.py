"""The text of a page: what its author wrote, and nothing of what surrounds it."""

from __future__ import annotations

from extract.page import read_page

URL = "http://www.example.gov.cn/xwzx/zwyw/202611/t20261119_3001.html"
TITLE = "云湖区召开城市更新工作推进会"
TOP = """<div class="header"><a href="/">云湖区人民政府</a></div><div class="nav"><ul>
<li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li></ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 正文</div>"""
END = """<div class="xgxx"><ul><li><a href="/a1.html">相关一</a><span>2026-11-01</span></li>
<li><a href="/a2.html">相关二</a><span>2026-11-02</span></li>
<li><a href="/a3.html">相关三</a><span>2026-11-03</span></li></ul></div>
<div class="footer">主办单位：云湖区人民政府办公室</div>"""
LINE = "<p>发布时间：2026-11-19 来源：区融媒体中心</p>"


def text_of(markup: str, title: str = f"<h1>{TITLE}</h1>") -> str:
    whole = f"<html><head><title>{TITLE}</title></head><body>{TOP}{title}{LINE}{markup}{END}</body>"
    return read_page(whole.encode(), URL).text


PROSE = "会议指出，城市更新要坚持规划先行、分步实施，" * 5


def test_the_named_element_is_the_text_one_line_a_block() -> None:
    text = text_of(
        f'<div class="TRS_Editor"><style>p{{}}</style><p>第一段<b>加粗</b>的话。</p><p>{PROSE}<br>'
        '第三段</p><p style="display:none">看不见</p><script>var x="脚本"</script></div>'
    )

    assert text == f"第一段加粗的话。\n{PROSE}\n第三段"


def test_the_cells_of_a_row_stay_on_one_line() -> None:
    text = text_of(
        f'<div id="zoom"><p>{PROSE}</p><table><tr><th>姓名</th><th>证号</th></tr>'
        "<tr><td><p>甲某</p></td><td><p>编号一</p></td></tr></table></div>"
    )

    assert text == f"{PROSE}\n姓名\t证号\n甲某\t编号一"


def test_without_a_named_element_all_from_the_title_on_is_read() -> None:
    text = text_of(
        f"<div class=abc><p>{PROSE}</p><p>另见<a href='/b.html'>实施方案</a>全文。</p></div>"
        "<ul><li><a href='/c.html'>侧栏链接</a></li></ul>"
    )

    assert text == f"{TITLE}\n发布时间：2026-11-19 来源：区融媒体中心\n{PROSE}\n另见实施方案全文。"


def test_an_empty_frame_with_an_articles_name_is_no_article() -> None:
    text = text_of(f'<div class="content-text"></div><div><p>{PROSE}</p></div>')

    assert PROSE in text
    assert "政务公开" not in text


def test_a_list_page_leaves_its_rows_to_the_list() -> None:
    rows = "".join(
        f'<li><a href="/t{n}.html">关于第{n}项工作的通知</a><span>2026-11-{n:02d}</span></li>'
        for n in range(1, 9)
    )
    page = f"<title>通知公告</title><body>{TOP}<p>本栏目发布通知。</p><ul>{rows}</ul>{END}"

    reading = read_page(page.encode(), "http://www.example.gov.cn/zwgk/tzgg/")

    assert len(reading.facts.listing.items) == 8
    assert reading.text == "本栏目发布通知。"


def test_a_column_called_right_that_holds_the_article_is_no_item_of_a_side_bar():
    paragraphs = "".join(
        f"<p>第{n}条　各单位要切实加强组织领导，按时报送情况。</p>" for n in range(1, 40)
    )
    menu = "".join(f"<li><a href='/c{n}/'>栏目名称之{n}</a></li>" for n in range(200))
    page = read_page(
        f"<title>关于加强值班工作的通知</title><div class='left'><ul>{menu}</ul></div><div class='right'><h1>关于加强值班工作的通知</h1>"
        f"<div>发布时间：2026-03-04 09:30 来源：区政府办</div><div id='zoom'>{paragraphs}"
        "<p>相关链接：<a href='/c1/202602/t20260201_1.html'>值班工作办法</a></p></div></div>".encode(),
        "http://www.example.gov.cn/c1/202603/t20260304_2.html",
    )
    assert page.facts.published == "2026-03-04 09:30"
    assert "第39条" in page.text
