"""Pagers that only a script draws are links all the same: the crawl must reach every page."""

from extract.page import read_page

TOTAL = 60
ITEM = '<li><a href="t202611{n:02}_{n}.html">区政府办公室关于第{n}号事项的通知</a><i>2026-11-{n:02}</i></li>'


def links_of(number: int) -> set[str]:
    rows = "".join(ITEM.format(n=n) for n in range(1, 16))
    page = (
        '<html><head><meta name="ColumnName" content="通知公告"></head>'
        f'<body><ul class="list">{rows}</ul>'
        f'<script>createPageHTML({TOTAL}, {number}, "index", "html");</script></body></html>'
    )
    name = f"index_{number}.html" if number else "index.html"
    reading = read_page(page.encode(), f"http://www.example.gov.cn/tzgg/{name}")
    return {link.url for link in reading.links if "index" in link.url}


def test_every_page_of_a_drawn_pager_is_reached_and_none_names_them_all():
    reached, waiting = {0}, [0]
    while waiting:
        links = links_of(waiting.pop())
        assert len(links) <= 20
        for url in links:
            number = int(url.rsplit("_", 1)[1].removesuffix(".html"))
            if number not in reached:
                reached.add(number)
                waiting.append(number)
    assert reached == set(range(TOTAL))


def test_the_last_page_leads_nowhere():
    assert links_of(TOTAL - 1) == set()
