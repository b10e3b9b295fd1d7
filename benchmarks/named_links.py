"""Ask a large site file for links by their words, as the checks do, and print seconds and memory.

    python benchmarks/named_links.py [--pages 100000] [--keep FILE]

The file is written with the store's own parts: every page has a menu of 30 entries, 20 of them
called like entrances (咨询, 投诉, 信箱 …), a footer, five links with titles of its own, and
a text of 1,200 characters; 1 in 1,000 is called by a lure. Writing it takes a minute; with --keep
it is used again, also by judging.py --file.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from checks.lures import LURES  # noqa: E402
from model.clock import at_china  # noqa: E402
from model.fetch import FetchOutcome  # noqa: E402
from model.named_link import SHORT  # noqa: E402
from model.page import Link, LinkKind, LinkPosition, PageFacts, PageKind  # noqa: E402
from model.snapshot import Soundness  # noqa: E402
from store.site_file import SiteFile  # noqa: E402
from store.site_named_links import StoredLinks  # noqa: E402
from store.site_records import Answered, AskKind, ReadPage, Row, Stage  # noqa: E402

HOME = "http://www.bench.example/"
NIGHT = date(2026, 11, 24)
NAMES = ("网上咨询", "投诉举报", "区长信箱", "意见征集", "办事指南", "在线办理", "智能检索")
QUESTIONS: dict[str, tuple[Sequence[str], int]] = {
    "entrances, in the menu of every page": (("咨询", "投诉", "举报", "信箱"), SHORT),
    "services": (("办事", "办理", "指南"), SHORT),
    "nothing": (("测绘资质",), SHORT),
    "lures, in titles too": (LURES, 60),
}
AT_ONCE = 5_000
SENTENCES = (
    "会议要求，各街道、各部门要把老旧小区改造作为今年的民生实事抓紧抓好，按时间节点倒排工期。"
    "区住房和城乡建设局负责统筹协调，区财政局保障资金，有关单位每月报送进度，联系电话027-00000000。"
    "居民可以通过社区服务中心提出意见和建议，收到的意见在五个工作日内答复，结果在网站上公开。"
) * 3


def main() -> int:
    """Write the file if need be, and print a line a question."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, metavar="FILE")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = told.keep or Path(temporary) / "site.db"
        if not path.exists():
            write(path, told.pages)
        print(f"{told.pages} pages, {path.stat().st_size / 1e6:.0f} MB")
        for name, (words, most) in QUESTIONS.items():
            start = time.process_time()
            found = StoredLinks(path, NIGHT).having(words, most)
            seconds = time.process_time() - start
            print(f"{name:<40}{seconds:8.2f} s {len(found):6} links, peak {_peak_mb():.0f} MB")
    return 0


def write(path: Path, pages: int) -> None:
    """Write one night of so many pages."""
    site = SiteFile(path, keep_bodies=False)
    run = site.begin(NIGHT, at_china(NIGHT, clock_time(2)), HOME)
    site.set_scope(run, ("www.bench.example",))
    menu = _links(LinkPosition.NAVIGATION, ((f"m{n}/", _name(n)) for n in range(30)))
    foot = _links(LinkPosition.FOOTER, ((f"f{n}.html", f"关于{n}") for n in range(6)))
    site.gather()
    rows = [
        _row(site, link.url.removeprefix(HOME), pages + n) for n, link in enumerate(menu + foot)
    ]
    rows.append(_row(site, "", pages + len(rows)))
    site.plan(run, rows)
    for row in rows:
        site.record(run, row, _answer(row.url, row.seq, menu, foot))
    site.end_gathering()
    for first in range(0, pages, AT_ONCE):
        numbers = range(first, min(pages, first + AT_ONCE))
        site.gather()
        rows = [_row(site, f"a/{number}.html", number) for number in numbers]
        site.plan(run, rows)
        for row in rows:
            site.record(run, row, _answer(row.url, row.seq, menu, foot))
        site.end_gathering()
    site.figures(run, reason="finished", seconds=1.0, complete=True)
    site.settle(run, Soundness(sound=True), close=True)
    site.close()


def _name(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]}{number}" if number < 20 else f"栏目{number}"


def _links(position: LinkPosition, named: object) -> tuple[Link, ...]:
    pairs = tuple(named)  # type: ignore[call-overload]
    return tuple(Link(HOME + path, text, LinkKind.PAGE, position) for path, text in pairs)


def _row(site: SiteFile, path: str, number: int) -> Row:
    return Row(
        address=site.address(HOME + path),
        url=HOME + path,
        kind=AskKind.PAGE,
        level=0,
        stage=Stage.REST,
        seq=number,
        depth=0,
        hops=0,
    )


def _answer(url: str, number: int, menu: tuple[Link, ...], foot: tuple[Link, ...]) -> Answered:
    titles = [f"区第{number + n}次老旧小区改造和人居环境整治工作推进会召开" for n in range(5)]
    if number % 1_000 == 0:
        titles[0] = f"{LURES[0]}平台{number}"
    own = _links(LinkPosition.LIST, ((f"a/{number + n}.html", t) for n, t in enumerate(titles)))
    day = NIGHT - timedelta(days=number % 900)
    facts = PageFacts(
        url=url,
        kind=PageKind.HOME if url == HOME else PageKind.ARTICLE,
        charset="utf-8",
        declared_charset="utf-8",
        title=titles[-1],
        published=day.isoformat(),
    )
    links = (*menu, *own, *foot)
    text = f"{titles[-1]}\n发布时间：{day}\n" + f"{number}\n{SENTENCES}\n" * 3
    read = ReadPage(body=url.encode(), read_as="1||", facts=facts, links=links, text=text)
    return Answered(outcome=FetchOutcome.ALIVE, status=200, page=read, content_type="text/html")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
