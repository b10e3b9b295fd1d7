"""Links by their words: what the night shows, under short names, with a page that shows it."""

from __future__ import annotations

from pathlib import Path

from model.named_link import NamedLink
from model.page import LinkPosition
from tests.store.site_nights import HOME, Nights, gone, link, page

LETTERS = link("letters", LinkPosition.NAVIGATION, "区长信箱")
ADVICE = link("advice", LinkPosition.FOOTER, "在线咨询")
TITLE = link("t", text="关于开通咨询电话并公布区长信箱地址的通知")


def test_links_are_found_by_their_words_on_the_nights_that_show_them(tmp_path: Path) -> None:
    nights = Nights(tmp_path / "site.db")
    nights.tell(0, {"": page("", LETTERS, TITLE), "about": page("about", LETTERS, ADVICE)})
    nights.tell(1, {"": page("", LETTERS), "about": gone()})
    first = nights.snapshot(0).named_links.having(("信箱", "咨询"))
    assert first == (
        NamedLink(HOME + "advice", "在线咨询", HOME + "about"),
        NamedLink(HOME + "letters", "区长信箱", HOME),
    )
    assert nights.snapshot(1).named_links.having(("信箱", "咨询")) == (first[1],)
    assert nights.snapshot(0).named_links.having(("投诉",)) == ()
    assert len(nights.snapshot(0).named_links.having(("信箱",), most_chars=40)) == 2
