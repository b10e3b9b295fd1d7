"""Fragments: which links name a place within a page, and which places a page has."""

from __future__ import annotations

import pytest

from extract.fragments import FragmentLink, enters, fragments_of

URL = "http://a.example/guide/index.html"


@pytest.mark.parametrize(
    ("href", "target", "fragment"),
    [
        ("#two", URL, "two"),
        ("#%E7%AC%AC%E4%BA%8C", URL, "%E7%AC%AC%E4%BA%8C"),
        ("other.html#x", "http://a.example/guide/other.html", "x"),
        ("/#x", "http://a.example/", "x"),
        ("?a=1#x", "http://a.example/guide/index.html?a=1", "x"),
        (" #two ", URL, "two"),
        ("#a:~:text=b", URL, "a"),
    ],
)
def test_a_link_to_a_place(href: str, target: str, fragment: str) -> None:
    page = fragments_of(f'<a href="{href}">第二节</a>'.encode(), URL)
    assert page.links == (FragmentLink(target, fragment, "第二节"),)


@pytest.mark.parametrize(
    "href", ["#", "", "#/route", "#!/route", "#top", "#TOP", "x.html", "#:~:text=b", "mailto:a@b#c"]
)
def test_what_leads_nowhere_in_particular(href: str) -> None:
    assert fragments_of(f'<a href="{href}">甲</a>'.encode(), URL).links == ()


def test_ids_names_and_base() -> None:
    body = """<base href="/b/"><h2 id="一">甲</h2><a name="two"></a><p name="no"><a href="#一">乙</a>
        <a href="c.html#d">丙</a>"""
    page = fragments_of(body.encode(), URL)
    assert page.names == {"一", "two"}
    assert [link.url for link in page.links] == ["http://a.example/b/", "http://a.example/b/c.html"]
    assert enters(page.names, "%E4%B8%80")
    assert not enters(page.names, "no")
    assert not page.scripted


@pytest.mark.parametrize("body", [b"", b"<" * 100_000, b"\xff\xfe#", b"<a href='#" + b"x" * 9999])
def test_any_bytes(body: bytes) -> None:
    fragments_of(body, URL)
