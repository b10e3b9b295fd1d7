"""The register as records: whose account is judged where, and what a day without time means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from model.clock import china_time
from model.media import MediaAccount
from model.site import Register
from model.upstream import moments
from tests.registers import OFFICE, PORTAL, SCHOOL_SITE, SCHOOLS

DAY = date(2026, 11, 24)


def account(unit: str) -> MediaAccount:
    return MediaAccount(name=unit, platform="微博", unit=unit)


def test_an_account_is_judged_with_its_units_site_or_with_the_portal() -> None:
    own, office, other = (account(u) for u in (SCHOOLS.name, OFFICE.name, "某街道办事处"))
    register = Register(sites=(SCHOOL_SITE, PORTAL), accounts=(own, office, other))
    assert register.accounts_of(SCHOOL_SITE.code) == (own,)
    assert register.accounts_of(PORTAL.code) == (office, other)
    lonely = replace(register, sites=(SCHOOL_SITE,))
    assert lonely.accounts_of(SCHOOL_SITE.code) == (own, office, other)
    twice = replace(register, sites=(PORTAL, replace(PORTAL, code="second")))
    assert twice.accounts_of("second") == ()


def test_every_account_is_judged_once() -> None:
    accounts = tuple(account(unit) for unit in (SCHOOLS.name, OFFICE.name, "某街道办事处"))
    register = Register(sites=(PORTAL, SCHOOL_SITE), accounts=accounts)
    given = [one for site in register.sites for one in register.accounts_of(site.code)]
    assert sorted(one.name for one in given) == sorted(one.name for one in accounts)


def test_a_day_without_a_time_may_mean_any_of_its_moments() -> None:
    first, last = moments(DAY, "")
    assert china_time(first).isoformat() == "2026-11-24T00:00:00+08:00"
    assert last - first == timedelta(days=1, seconds=-1)
    assert moments(DAY, "25:00") == (first, last)  # no time at all
    exact = moments(DAY, "09:30")
    assert exact[0] == exact[1]
    assert china_time(exact[0]).hour == 9
