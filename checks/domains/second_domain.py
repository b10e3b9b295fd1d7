"""More than one domain for a site (一个网站使用多个域名).

Finds
    Of the English domains of one site, and of its Chinese ones, every one beside the main
    domain; where none or several are marked as the main domain, all of them. `www.` makes no
    second domain, nor does a name below the main domain (频道, 业务系统).

Why
    国办函〔2018〕55号: in principle (原则上) one Chinese and one English domain a site; if several
    conform, a main one is named. 国办发〔2017〕47号: do not register several.

Judges
    FAIL            another domain of the same script serves the same site, and not exactly one
                    of them is marked as the main domain
    SUSPECT         the main domain is named; whether this one may stay, a person decides
    NOT_APPLICABLE  the domain is cancelled or its site closed, or no site was ever opened
    NOT_JUDGED      neither 网站标识码 nor holder and site name are filled in

Remedy
    Mark the main domain; point the others to it, announce, and cancel them.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.estate_index import bare, site_of
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.domain import Domain, SiteState
from model.finding import Finding


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether the domain is in use and may have a site."""
    return subject.in_service and subject.domain.site_state is not SiteState.NEVER


@check(title="一个网站使用多个域名", over=held, options=NoOptions, applies=applies)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for a domain beside the one that stays."""
    domain = subject.domain
    if not site_of(domain):
        raise subject.unfilled("site_code", "site_name")
    same = [
        other
        for other in subject.index.by_site[site_of(domain)]
        if _script(other) == _script(domain) and other.site_state is not SiteState.CLOSED
    ]
    mains = [other for other in same if other.main] or same
    others = [o for o in same if not _one(o, domain) and not _below(o, domain)]
    if not others or any(_below(domain, main) for main in mains):
        return
    if domain.main and len({bare(main.name) for main in mains}) == 1:
        return
    named = sorted({bare(main.name) for main in mains if main.main})
    main = next((other for other in mains if other.main), None) if len(named) == 1 else None
    said = f"主域名为{main.shown}，" if main else "没有明确唯一的主域名，"
    yield (suspect if main else fail)(
        subject.subject,
        f"网站“{domain.site_name or domain.site_code}”除{domain.shown}外还使用"
        f"{'、'.join(other.shown for other in others)}，{said}同类域名原则上只保留一个"
        + ("，请核实" if main else ""),
        others=[other.name for other in others],
        main=main.name if main else None,
    )


def _script(domain: Domain) -> bool:
    """Whether the name is written in Chinese."""
    return "xn--" in domain.name


def _one(one: Domain, other: Domain) -> bool:
    return bare(one.name) == bare(other.name)


def _below(one: Domain, other: Domain) -> bool:
    """Whether one name is a host or a channel below the other."""
    return bare(one.name).endswith(f".{bare(other.name)}")
