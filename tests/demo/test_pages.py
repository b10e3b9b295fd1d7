"""The generated pages: the same for the same day, complete, and dead only where it is seeded."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest

from demo.district import District, build
from demo.faults import DENIED, GUARDED
from demo.outside import PAGES
from demo.resource import Resource

DAY = date(2026, 11, 24)
URLS = {"9900000001": "http://127.0.0.1:8001", "9900000027": "http://127.0.0.1:8002"}
PAGER = re.compile(r'createPageHTML\((\d+), \d+, "index", "html"\)')


class Links(HTMLParser):
    """Collects every address of a page, those its pager script writes included."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_script = tag == "script"
        found = [v for k, v in attrs if k in {"href", "src"} and v]
        self.found += [v for v in found if not v.startswith("javascript:")]

    def handle_data(self, data: str) -> None:
        pager = PAGER.search(data) if self.in_script else None
        if pager:
            self.found += [
                "index.html" if n == 0 else f"index_{n}.html" for n in range(int(pager[1]))
            ]


class Walk:
    """What a reader of a site reaches from its home page on one night."""

    def __init__(self, district: District, code: str, night: date) -> None:
        self.base = URLS[code]
        self.answers = district.content(code, night, URLS)
        self.pages: dict[str, Resource] = {}
        self.failing: set[str] = set()
        self.outside: set[str] = set()
        waiting, known = [self.base + "/"], {self.base + "/"}
        while waiting:
            url = waiting.pop()
            answer = self.answer(url)
            if answer is None or answer.status >= 400 or answer.location == self.path(url):
                self.failing.add(url)
                continue
            if answer.location:
                following = (answer.location,)
            elif "html" in answer.content_type:
                self.pages[self.path(url)] = answer
                following = links(answer)
            else:
                continue
            for link in following:
                target = urldefrag(urljoin(url, link)).url
                if not target.startswith(self.base + "/"):
                    self.outside.add(target)
                elif target not in known:
                    known.add(target)
                    waiting.append(target)
        self.known = known

    def path(self, url: str) -> str:
        return url.removeprefix(self.base)

    def answer(self, url: str) -> Resource | None:
        path = self.path(url)
        return self.answers.get(path) or self.answers.get(path.partition("?")[0])


@cache  # most pages are the same on all three nights
def links(page: Resource) -> tuple[str, ...]:
    reader = Links()
    reader.feed(page.body.decode("gb18030" if b"gb2312" in page.body else "utf-8"))
    return tuple(reader.found)


@pytest.fixture(scope="module")
def district() -> District:
    return build(DAY)


@pytest.fixture(scope="module")
def walks(district: District) -> dict[tuple[str, date], Walk]:
    return {(c, n): Walk(district, c, n) for c in district.codes for n in district.nights}


def test_same_day_gives_the_same_bytes(district: District) -> None:
    again = build(DAY)
    for code in district.codes:
        assert district.content(code, DAY, URLS) == again.content(code, DAY, URLS)


def test_another_day_moves_every_date(district: District) -> None:
    moved = build(date(2027, 3, 1))
    first, other = district.items["xwzx/zwyw"][0], moved.items["xwzx/zwyw"][0]
    assert (DAY - first.on).days == (date(2027, 3, 1) - other.on).days == 1


def test_every_link_answers_or_is_seeded(
    district: District, walks: dict[tuple[str, date], Walk]
) -> None:
    for (code, night), walk in walks.items():
        dead = {
            e.subject
            for e in district.truth(URLS, night)
            if e.check == "link_dead" and e.site_code == code
        }
        guarded = {URLS[code] + GUARDED} if code == "9900000001" else set()
        assert walk.failing == dead | guarded, (code, night)


def test_only_the_other_site_and_the_forbidden_address_lie_outside(
    district: District, walks: dict[tuple[str, date], Walk]
) -> None:
    neighbours, linked = {f"{url}/" for url in URLS.values()}, {page.url for page in PAGES}
    for walk in walks.values():
        assert walk.outside <= neighbours | set(district.forbidden) | linked
    assert set(district.forbidden) <= walks["9900000001", DAY].outside


def test_size_is_as_promised(district: District, walks: dict[tuple[str, date], Walk]) -> None:
    portal, tourism = (len(walks[code, DAY].pages) for code in district.codes)
    assert 580 <= portal <= 680
    assert 70 <= tourism <= 100
    register = district.register(URLS)
    assert 36 <= len(register.columns) <= 48
    assert len(register.units) >= 10


def test_register_names_pages_that_exist(
    district: District, walks: dict[tuple[str, date], Walk]
) -> None:
    register = district.register(URLS)
    units = {u.name for u in register.units}
    for column in register.columns:
        walk = walks[column.site_code, DAY]
        assert walk.path(column.url) in walk.pages
        assert column.unit in units
    assert {e.url for e in register.exemptions} <= {c.url for c in register.columns}


def test_truth_names_pages_that_exist(
    district: District, walks: dict[tuple[str, date], Walk]
) -> None:
    for night in district.nights:
        for e in (*district.truth(URLS, night), *district.not_judged(URLS, night)):
            if e.subject.startswith("http"):
                walk = walks[e.site_code, night]
                assert e.subject.partition("#")[0] in walk.known | walk.outside, e


def test_pages_say_that_they_are_invented(walks: dict[tuple[str, date], Walk]) -> None:
    for (code, _), walk in walks.items():
        charset = "gbk" if code == "9900000027" else "utf-8"
        for page in walk.pages.values():
            assert "演示用虚构网站" in page.body.decode(charset)


def test_hostile_titles_are_escaped(walks: dict[tuple[str, date], Walk]) -> None:
    pages = walks["9900000001", DAY].pages
    text = "".join(p.body.decode() for p in pages.values())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert(1)" not in text
    assert "=cmd|&#x27; /C calc&#x27;!A0" in text


def test_robots_forbids_the_search_page(district: District) -> None:
    robots = district.content("9900000001", DAY, URLS)["/robots.txt"].body.decode()
    assert f"Disallow: {DENIED.rsplit('/', 1)[0]}/" in robots
