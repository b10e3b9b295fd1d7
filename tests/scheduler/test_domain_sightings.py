"""Hosts that a crawled site links to become sightings where they are probably the district's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from model.estate import Source
from model.settings import Office, Settings, commented_settings
from model.site import Register, Unit
from scheduler.domain_sightings import note_linked
from scheduler.workspace import open_workspace
from store.domains import DomainStore
from store.nights import NightRow, NightStore
from store.register import RegisterStore
from tests.fakesite.answers import html, page
from tests.fakesite.child import crawl, job_for
from tests.fakesite.server import Server

LINKS = """<a href="http://jyj.qinghe.example.gov.cn/">区教育局</a>
    <a href="http://lvyou.example.com/">清河区文化和旅游局网站</a>
    <a href="http://weibo.com/qinghe">清河发布</a>
    <a href="http://www.example.org/">某报社</a>"""


def test_only_hosts_of_local_units_are_noted(tmp_path: Path) -> None:
    settings = Settings(office=Office(district="清河区", name="清河区人民政府办公室"))
    (tmp_path / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    place = open_workspace(tmp_path)
    units = [Unit(name=f"清河区{name}") for name in ("教育局", "文化和旅游局")]
    with Server() as server:
        server.routes["/"] = html(page("首页", LINKS))
        job = job_for(server, tmp_path)
        site = replace(job.site, unit=units[0].name)
        job = replace(job, site=site, site_file=str(place.site_file(site.code)))
        assert crawl(job, tmp_path).code == 0
    db = place.open()
    try:
        register = Register(units=tuple(units), sites=(site,))
        RegisterStore(db).replace(register, job.at)
        assert note_linked(place, db, register) == 0  # no night was finished yet
        NightStore(db).save(
            NightRow(site_code=site.code, night_on=job.night_on, state="done", started_at=job.at)
        )
        assert note_linked(place, db, register) == 2
        assert note_linked(place, db, register) == 0
        seen = DomainStore(db).sightings()
    finally:
        db.close()
    assert [(s.name, s.source, s.detail) for s in seen] == [
        ("jyj.qinghe.example.gov.cn", Source.LINK, site.home_url),
        ("lvyou.example.com", Source.LINK, site.home_url),
    ]
