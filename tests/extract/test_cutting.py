"""What is cut out before parsing reads as if it had been parsed, whatever stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from extract.cutting import MARK, StandIn, cut, put_back, stand_in

ENTRIES = "".join(f"<li><a href='/c{n}/' target=_blank>栏目{n}</a></li>\n" for n in range(16))
TABLE = "<table><tr><td>一</td><td><p>二</p></td></tr></table>" * 4
ASKING = (
    "<form action=/s><input name=q><select name=in><option>全站</option></select>"
    "<button>搜索</button></form>"
)
BLOCKS = (
    f'<div class="nav"><ul>{ENTRIES}{ENTRIES}</ul></div>',
    f'<DIV id="foot" class="foot">{TABLE}<script>x("<b>")</script><!-- - -->&nbsp;<br/>{"字" * 900}</DIV>',
    f'<header class="top">{ASKING}<dl><dt>目录</dt><dd>{"字" * 900}<img src=a.png></dd></dl></header>',
    f'<ul class="list">{ENTRIES}{ENTRIES}</ul>',
)
AROUND = (
    "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<i>", "<font>", "<nobr>", "<table>", "<tr>",
    "<td>", "</td>", "</table>", "<caption>", "<colgroup>", "<ul>", "<li>", "</li>", "<dl>", "<dd>",
    "<dt>", "<div>", "</div>", "<form>", "</form>", "<button>", "</button>", "<select>", "<option>",
    "</select>", "<h2>", "</h2>", "<!--", "-->", "<script>", "</script>", "<style>", "</style>",
    "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>", "<iframe>", "</iframe>",
    "<object>", "<marquee>", "<svg>", "<foreignObject>", "</svg>", "<math>", "<mi>", "<template>",
    "</template>", "<frameset>", "</frameset>", "<body class=b>", "</body>", "</html>", "<head>",
    "</head>", "<html lang=zh>", "<img alt='", "'>", '<a title="', '">', "<x", "<", "&", "字", " ",
    "<ruby>", "<rt>", "<input>", "<hr>", "<plaintext>", "<![CDATA[", "]]>", "<!doctype html>",
    f"&#{ord(MARK)};0.", "</ul>", "</header>",
)  # fmt: skip


def written(markup: str) -> str:
    root = LexborHTMLParser(markup or "<html></html>").root
    assert root is not None
    return root.html or ""


def known(block: str) -> StandIn:
    """Return the stand-in of a block, as learnt from a page that holds it."""
    page = written(f"<!doctype html><body>{block}</body>")
    pieces = page.removeprefix("<html><head></head><body>").removesuffix("</body></html>")
    *own, closing = pieces.split("<")[1:]
    found = stand_in(block, own, closing)
    assert found is not None
    return found


KNOWN = [known(block) for block in BLOCKS]


def test_a_usual_page_is_read_from_stand_ins() -> None:
    page = f"<title>页</title>{BLOCKS[0]}<h1>字</h1>{BLOCKS[2]}<p>字</p>{BLOCKS[1]}</html>"
    found = cut(page, KNOWN)

    assert found is not None
    assert len(found.found) == 3
    assert len(found.markup) < len(page) / 2
    assert put_back(written(found.markup), found.found) == written(page).split("<")


@given(
    st.lists(
        st.one_of(st.sampled_from(AROUND), st.sampled_from(AROUND), st.sampled_from(BLOCKS)),
        max_size=14,
    )
)
def test_whatever_stands_around_a_block_the_page_reads_alike_or_is_not_cut(
    parts: list[str],
) -> None:
    page = "".join(parts)
    found = cut(page, KNOWN)
    pieces = put_back(written(found.markup), found.found) if found is not None else None

    assert pieces is None or pieces == written(page).split("<")


@pytest.mark.parametrize(
    "spoilt",
    [
        "<li>字</li>", "</p>", "<p><ul></ul></p>", "<a>1<a>2</a></a>", "<b><i>字</b></i>",
        "<table>字</table>", "<table><form></form></table>", "<textarea></textarea>", "<td>1</td>",
        "<svg></svg>", "<template></template>", "<custom></custom>", "<div/>", "<!-->", "<!-- -- x -->",
        "<script><!-- <script> --></script>", "<noscript><p></noscript>", "< 字", "<a\0>x</a>", "<a ='b'>x</a>",
        "<h1><h2>字</h2></h1>", "<form><form></form></form>", "<dd>字</dd>", "<option>1</option>",
        "<iframe></iframe>", "<body>", "<object></object>", "<plaintext>", "<math></math>",
    ],
)  # fmt: skip
def test_a_block_that_depends_on_more_is_never_cut(spoilt: str) -> None:
    block = f'<div class="nav">{"字" * 1000}{spoilt}</div>'
    page = written(f"<!doctype html><body>{block}</body>")
    *own, closing = page.split("<body>")[1].removesuffix("</body></html>").split("<")[1:]

    assert stand_in(block, own, closing) is None


def test_a_page_with_a_mark_of_its_own_is_parsed_as_it_is() -> None:
    assert cut(f"{MARK}{BLOCKS[0]}", KNOWN) is None
    forged = KNOWN[0].shown[0].partition(">")[2].replace(MARK, f"&#{ord(MARK)};")
    page = f'<div class="nav">{forged}</div>{BLOCKS[0]}'
    found = cut(page, KNOWN)
    assert found is not None
    assert put_back(written(found.markup), found.found) is None
