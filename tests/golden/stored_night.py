"""The golden night as the store has it: saved pages of two sites, stored without a network.

Under `night/` each folder is a host, each file a page at its own path. The register, the moments
and what is missing stand here.
"""

from __future__ import annotations

from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

from extract.page import read_page
from model.clock import at_china
from model.fetch import FetchOutcome
from model.settings import Crawl, Office, Settings, commented_settings
from model.site import Column, ColumnKind, ColumnLevel, Register, Site, SiteKind, Unit
from model.snapshot import Soundness
from model.url import key
from scheduler.workspace import Workspace, open_workspace
from store.nights import NightRow, NightStore
from store.register import RegisterStore
from store.site_file import SiteFile
from store.site_records import Answered, AskKind, ReadPage, Row, Stage

PAGES = Path(__file__).parent / "night"
NIGHT = date(2026, 3, 2)
BEGUN = at_china(NIGHT, clock_time(2, 0))
OFFICE, SCHOOLS = "青禾区政府办公室", "青禾区教育局"
PORTAL = Site(
    code="4201990001",
    name="青禾区人民政府门户网站",
    home_url="http://www.example.gov.cn/",
    unit=OFFICE,
)
SCHOOL = Site(
    code="4201990002",
    name="青禾区教育局网站",
    home_url="http://jyj.example.gov.cn/",
    unit=SCHOOLS,
    kind=SiteKind.DEPARTMENT,
)
COLUMNS = (
    Column(
        site_code=PORTAL.code,
        path="首页 > 青禾要闻",
        url="http://www.example.gov.cn/xwzx/qhyw/",
        kind=ColumnKind.NEWS,
        level=ColumnLevel.FIRST,
    ),
    Column(
        site_code=PORTAL.code,
        path="首页 > 通知公告",
        url="http://www.example.gov.cn/zwgk/tzgg/",
        kind=ColumnKind.NOTICE,
        level=ColumnLevel.FIRST,
        unit=SCHOOLS,
    ),
    Column(
        site_code=SCHOOL.code,
        path="首页 > 教育动态",
        url="http://jyj.example.gov.cn/jydt/",
        kind=ColumnKind.NEWS,
        level=ColumnLevel.FIRST,
    ),
)
REGISTER = Register(
    units=(Unit(name=OFFICE, short_name="区政府办"), Unit(name=SCHOOLS, short_name="区教育局")),
    sites=(PORTAL, SCHOOL),
    columns=COLUMNS,
)
MISSING = {PORTAL.code: ("http://www.example.gov.cn/zwgk/tzgg/202507/t20250703_203.html",)}


def stored_night(root: Path) -> Workspace:
    """Lay out a workspace that has crawled the two sites in one night, and judged nothing yet."""
    settings = Settings(
        office=Office(name=OFFICE, district="青禾区"), crawl=Crawl(confirm_nights=1)
    )
    (root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    place = open_workspace(root)
    db = place.open()
    RegisterStore(db).replace(REGISTER, BEGUN)
    for site in REGISTER.sites:
        pages, dead = _store(place, site)
        ended = BEGUN + timedelta(minutes=5)
        row = NightRow(
            site_code=site.code,
            night_on=NIGHT,
            state="done",
            started_at=BEGUN,
            finished_at=ended,
            reason="finished",
            pages=pages,
            fetched=pages + dead,
            links=pages + dead,
            dead=dead,
        )
        NightStore(db).save(row)
    db.close()
    return place


def _store(place: Workspace, site: Site) -> tuple[int, int]:
    folder = PAGES / site.home_url.split("/")[2].partition(".")[0]
    bodies = {
        site.home_url + file.relative_to(folder).as_posix().removesuffix("index.html"): file
        for file in sorted(folder.rglob("*.html"))
    }
    answers = {url: _page(url, file, site) for url, file in bodies.items()}
    for url in MISSING.get(site.code, ()):
        answers[url] = Answered(outcome=FetchOutcome.NOT_FOUND, status=404, tries=2)
    path = place.site_file(site.code)
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = SiteFile(path)
    run = stored.begin(NIGHT, BEGUN, site.home_url)
    stored.set_scope(run, (site.home_url.split("/")[2],))
    rows = [
        Row(
            address=stored.address(key(url)),
            url=key(url),
            kind=AskKind.PAGE,
            level=0,
            stage=Stage.REST,
            seq=seq,
            depth=0,
            hops=0,
        )
        for seq, url in enumerate(answers)
    ]
    stored.plan(run, rows)
    for row, answer in zip(rows, answers.values(), strict=True):
        stored.record(run, row, answer)
    summary = stored.figures(run, reason="finished", seconds=300.0, complete=True)
    stored.settle(run, Soundness(sound=True, finished=True), close=True)
    stored.close()
    return summary.pages, summary.dead


def _page(url: str, file: Path, site: Site) -> Answered:
    body = file.read_bytes()
    reading = read_page(body, url, is_home=url == site.home_url)
    page = ReadPage(
        body=body, read_as="1||", facts=reading.facts, links=reading.links, text=reading.text
    )
    return Answered(outcome=FetchOutcome.ALIVE, status=200, page=page, content_type="text/html")
