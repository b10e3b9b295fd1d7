"""What a night on loopback does not judge by itself, and the truth about it.

Places within pages are looked at only when somebody asks (`audit --fragments`). Nothing here has
a public name: what a round over the domains would have found out is written, and each site is
judged as standing under its name. Some rows stand only in the rulebook of 2015.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from demo import portal_static, tourism_static
from demo.content import BaseUrls
from demo.faults import SEEDED
from demo.plan import PORTAL, TOURISM, column
from demo.portal_frame import GUIDE
from demo.truth import SITE_UNITS, Expected
from model.clock import at_china
from model.domain_fact import Fact, FactKind
from model.finding import Verdict

CHECKS = ("fragment_missing", "domain_name_wrong", "ipv6_missing")  # of the rulebook in force
OLD_BOOK = "census-2015"
OLD_CHECKS = (
    "homepage_updates_few",
    "activity_too_few",
    "home_visits_failed",
    "online_system_dead",
)
PUBLIC_HOMES = {
    PORTAL: "https://www.xn--9kq86i382a.xn--zfr164b/",  # www.云湖区.政务
    TOURISM: "https://wlj.yunhu.example/",
}


def facts(today: date) -> Iterator[tuple[str, Fact]]:
    """Yield what the last round over the domains found out, by name of the host."""
    at = at_china(today - timedelta(days=1), time(7, 0))
    addresses = {PORTAL: ("2001:db8::1",), TOURISM: ()}
    for code, home in PUBLIC_HOMES.items():
        name = home.split("/")[2]
        there, none = ("alive", "200", home), ("not_http", "", "")
        over_v6 = {FactKind.HTTPS_V6: there, FactKind.HTTP_V6: none} if addresses[code] else {}
        known = {FactKind.AAAA: addresses[code], FactKind.HTTPS_V4: there, **over_v6}
        for kind, values in known.items():
            yield name, Fact(kind=kind, values=values, at=at)


def expected(night_on: date, urls: BaseUrls) -> tuple[Expected, ...]:
    """Return the findings of these checks on the last night, sorted."""
    about, survey = column("col16"), column("col20")
    gone = f"{about.address}#{tourism_static.NO_PLACE}"
    hidden = f"{GUIDE}#{portal_static.NO_PLACE}"
    office, culture = SITE_UNITS[PORTAL], SITE_UNITS[TOURISM]
    lost = next(seed for seed in SEEDED if seed.text == "办件进度查询")
    guides = column(lost.owner)
    below = column("zwgk")  # whose pages link to the guide
    fail, suspect = Verdict.FAIL, Verdict.SUSPECT
    public = PUBLIC_HOMES[TOURISM]
    rows = (
        ("fragment_missing", TOURISM, urls[TOURISM] + gone, fail, culture, about.path),
        ("fragment_missing", PORTAL, urls[PORTAL] + hidden, suspect, office, below.path),
        ("domain_name_wrong", TOURISM, public, fail, culture, ""),
        ("ipv6_missing", TOURISM, public, fail, culture, ""),
        ("homepage_updates_few", TOURISM, f"{urls[TOURISM]}/", fail, culture, ""),
        ("home_visits_failed", PORTAL, f"{urls[PORTAL]}/", fail, office, ""),
        ("home_visits_failed", TOURISM, f"{urls[TOURISM]}/", fail, culture, ""),
        (
            "online_system_dead",
            PORTAL,
            f"{urls[PORTAL]}{lost.address}",
            fail,
            guides.unit,
            guides.path,
        ),
        ("activity_too_few", TOURISM, survey.kind.value, fail, culture, ""),
    )
    return tuple(sorted(Expected(*row, night_on) for row in rows))
