"""Registers for tests: a small one that shows every field, and a strategy for any other."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st

from model.media import MediaAccount
from model.register_form import EXAMPLE_MARK, tidy
from model.site import (
    Column,
    ColumnKind,
    ColumnLevel,
    Exemption,
    Register,
    Site,
    SiteKind,
    Unit,
)
from model.span import Span
from model.upstream import SourceColumn, SourceLevel, SourceUse
from model.url import key

OFFICE = Unit(
    name="青禾区政府办公室",
    short_name="区政府办",
    contact="网站管理员",
    phone="0270000001",
    email="office@example.org",
)
SCHOOLS = Unit(name="青禾区教育局", short_name="区教育局")
PORTAL = Site(
    code="4201990001",
    name="青禾区人民政府门户网站",
    home_url="http://www.example.org/",
    unit=OFFICE.name,
    platform="集约化平台",
    allow_private=True,
)
SCHOOL_SITE = Site(
    code="qh-edu",
    name="青禾区教育局网站",
    home_url="https://edu.example.org/",
    unit=SCHOOLS.name,
    kind=SiteKind.DEPARTMENT,
)
NOTICES = Column(
    site_code=PORTAL.code,
    path="首页 > 政务公开 > 通知公告",
    url="http://www.example.org/tzgg/",
    kind=ColumnKind.NOTICE,
    level=ColumnLevel.FIRST,
    unit=SCHOOLS.name,
    interval=Span(weeks=2),
    interval_source="《青禾区政府网站管理办法》第八条",
    rule="ul.list > li",
)
NEWS = Column(
    site_code=SCHOOL_SITE.code,
    path="首页 > 教育动态",
    url="https://edu.example.org/jydt/index.html?page=1",
    kind=ColumnKind.NEWS,
    inferred=True,
)
EXEMPTION = Exemption(
    site_code=PORTAL.code,
    url=NOTICES.url,
    reason="栏目改版，暂停更新",
    approver="区政府办主要负责人",
    until_on=date(2026, 12, 31),
)
CITY_NEWS = SourceColumn(
    name="某市政府网 > 政务要闻",
    url="http://city.example.net/zwyw/",
    level=SourceLevel.CITY,
    rule="ul.list > li",
    allow_private=True,
)
CITY_DISTRICTS = SourceColumn(
    name="某市政府网 > 各区动态",
    url="http://city.example.net/gqdt/",
    level=SourceLevel.CITY,
    use=SourceUse.ADOPT,
)
ACCOUNT = MediaAccount(
    name="青禾教育",
    platform="微信公众号",
    unit=SCHOOLS.name,
    last_post_on=date(2026, 11, 20),
    reported_on=date(2026, 11, 23),
    feed="https://media.example.org/qhjy/feed.xml",
)
FULL = Register(
    units=(OFFICE, SCHOOLS),
    sites=(PORTAL, SCHOOL_SITE),
    columns=(NOTICES, NEWS),
    exemptions=(EXEMPTION,),
    sources=(CITY_NEWS, CITY_DISTRICTS),
    accounts=(ACCOUNT,),
)

text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",)) | st.sampled_from("　=+-@'\"<&区局"),
    max_size=12,
).map(tidy)
word = text.filter(lambda t: bool(t) and not t.startswith(EXAMPLE_MARK))
numbered = st.builds(lambda stem, n: f"{stem}{n}", word, st.integers(0, 99)).filter(
    lambda t: unicodedata.is_normalized("NFC", t)
)
code = st.from_regex(r"\A[1-9][0-9]{9}\Z") | st.from_regex(r"\A[a-z][a-z0-9-]{0,15}\Z")
address = st.builds(
    lambda host, path, query: f"http://{host}.example.org/{path}{query}",
    st.from_regex(r"\A[a-z]{1,8}\Z"),
    st.from_regex(r"\A[a-z0-9/_.]{0,12}\Z").filter(lambda p: "/." not in f"/{p}"),
    st.from_regex(r"\A(\?id=[0-9]{1,4})?\Z"),
)
span = st.sampled_from((("days", 3660), ("weeks", 522), ("months", 122), ("years", 10))).flatmap(
    lambda part: st.integers(1, part[1]).map(lambda n: Span(**{part[0]: n}))
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Any register that does not contradict itself."""
    units = draw(
        st.lists(
            st.builds(Unit, name=numbered, short_name=text, contact=text, phone=text, email=text),
            max_size=3,
            unique_by=lambda u: u.name,
        )
    )
    names = st.sampled_from([u.name for u in units]) if units else st.nothing()
    sites = draw(
        st.lists(
            st.builds(
                Site,
                code=code,
                name=word,
                home_url=address,
                unit=names,
                kind=st.sampled_from(SiteKind),
                platform=text,
                allow_private=st.booleans(),
            ),
            max_size=3 if units else 0,
            unique_by=lambda s: s.code,
        )
    )
    codes = st.sampled_from([s.code for s in sites]) if sites else st.nothing()
    columns = draw(st.lists(_columns(codes, names), max_size=4 if sites else 0, unique_by=_place))
    exempt = st.sampled_from(columns) if columns else st.nothing()
    exemptions = draw(
        st.lists(
            st.builds(
                lambda column, reason, approver, until_on: Exemption(
                    site_code=column.site_code,
                    url=column.url,
                    reason=reason,
                    approver=approver,
                    until_on=until_on,
                ),
                exempt,
                word,
                word,
                st.dates(date(2000, 1, 1), date(2099, 12, 31)),
            ),
            max_size=3 if columns else 0,
            unique_by=lambda e: (*_place(e), e.until_on),
        )
    )
    return Register(
        units=tuple(units),
        sites=tuple(sites),
        columns=tuple(columns),
        exemptions=tuple(exemptions),
        sources=tuple(draw(_sources())),
        accounts=tuple(draw(_accounts(names)) if units else ()),
    )


def _sources() -> st.SearchStrategy[list[SourceColumn]]:
    source = st.builds(
        SourceColumn,
        name=word,
        url=address,
        level=st.sampled_from(SourceLevel),
        use=st.sampled_from(SourceUse),
        rule=st.sampled_from(("", "ul > li")),
        allow_private=st.booleans(),
    )
    return st.lists(source, max_size=2, unique_by=lambda s: (key(s.url), s.use))


def _accounts(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[MediaAccount]]:
    day = st.dates(date(2000, 1, 1), date(2049, 12, 31))
    late = st.dates(date(2050, 1, 1), date(2099, 12, 31))
    account = st.builds(
        MediaAccount,
        name=word,
        platform=word,
        unit=names,
        last_post_on=day | st.none(),
        reported_on=late,
        gone=st.booleans(),
        feed=address | st.just(""),
        closed_on=day | st.none(),
    )
    return st.lists(account, max_size=2, unique_by=lambda a: (a.name, a.platform.casefold()))


def _columns(
    codes: st.SearchStrategy[str], names: st.SearchStrategy[str]
) -> st.SearchStrategy[Column]:
    timed = st.tuples(span, word) | st.tuples(st.none(), text)
    return st.builds(
        lambda interval, **rest: Column(interval=interval[0], interval_source=interval[1], **rest),
        interval=timed,
        site_code=codes,
        path=word,
        url=address,
        kind=st.sampled_from(ColumnKind),
        level=st.sampled_from(ColumnLevel),
        unit=names | st.just(""),
        rule=st.sampled_from(("", "ul > li", "#list tr | a | td.date", "li|a[href]")),
        inferred=st.booleans(),
    )


def _place(record: Column | Exemption) -> tuple[str, str]:
    return record.site_code, key(record.url)
