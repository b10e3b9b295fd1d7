"""Inventory and filings disagree (变更未报备).

Finds
    A row of the inventory that reads otherwise in the national register of government websites
    (全国政府网站信息报送系统), in the ICP or in the 公安 filing; a home address on file under
    another name; a site with a 网站标识码 that the national list does not hold.

Why
    国办发〔2017〕47号: changes of address, name or state are entered in the national register. A
    change nobody entered has failed sites that were well. What one side leaves open is no
    difference; a site's Chinese and English domain are one entry there (one of each is allowed).

Judges
    FAIL            the national register has something else on file
    SUSPECT         the ICP or 公安 filing has, or the national list lacks the site
    NOT_APPLICABLE  the domain is cancelled
    NOT_JUDGED      no list of the national register was imported and no other filing names it

Remedy
    Enter the change in the system named, or correct the inventory.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held, not_cancelled
from checks.estate_index import CHINESE_SUFFIX, EstateIndex, bare, is_government, same_body
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.domain import SITE_STATE_NAMES
from model.errors import EvidenceMissing
from model.estate import SOURCE_NAMES, Filing, Source
from model.finding import Finding
from model.reconciliation import Difference, differences
from model.url import host

_COMPARED = {
    Source.NATIONAL: ("holder", "supervisor", "site_name", "site_code", "site_state"),
    Source.ICP: ("holder", "site_name", "icp"),
    Source.POLICE: ("holder", "site_name", "police"),
}
"""What each system is the authority on."""


@check(title="变更未报备", over=held, options=NoOptions, applies=not_cancelled)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield one finding that names every difference."""
    domain, index = subject.domain, subject.index
    filings = [f for f in index.filings_of.get(bare(domain.name), ()) if f.source in _COMPARED]
    imported = Source.NATIONAL in index.filed_sources
    national = [f for f in filings if f.source is Source.NATIONAL]
    if not imported and not filings:
        raise EvidenceMissing("没有导入全国政府网站信息报送系统的清单，未判定")
    certain = [line for filing in national for line in _lines(subject, filing)]
    others = [line for f in filings if f not in national for line in _lines(subject, f)]
    if imported and not national and domain.site_code and domain.main is not False:
        filed = [f.name for f in index.national_by_code.get(domain.site_code, ())]
        moved = [name for name in filed if not _beside(domain.name, name, index)]
        if moved:
            certain.append(f"信息报送系统：网站标识码{domain.site_code}登记的域名为{moved[0]}")
        elif not filed and subject.in_service:
            others.append(f"信息报送系统：没有网站标识码{domain.site_code}")
    if certain or others:
        word = fail if certain else suspect
        differing = [*certain, *others]
        yield word(
            subject.subject,
            f"{domain.shown}的登记与报备不一致：{'；'.join(differing[:3])}"
            + (f"；等{len(differing)}处" if len(differing) > 3 else "")
            + ("" if certain else "，请核实"),
            differing=differing,
        )


def _beside(name: str, filed: str, index: EstateIndex) -> bool:
    """Whether a filing names the site's domain of the other script: a site may have one of each."""
    both = is_government(name) and is_government(filed) and index.listed(filed)
    return both and name.endswith(CHINESE_SUFFIX) != filed.endswith(CHINESE_SUFFIX)


def _lines(subject: Held, filing: Filing) -> list[str]:
    """Return what reads otherwise in one filing, a sentence each."""
    source = SOURCE_NAMES[filing.source]
    found = [
        f"{source}：{each.heading}为“{each.theirs}”，清单为“{each.ours}”"
        for each in differences(subject.domain, filing.fields)
        if each.attribute in _COMPARED[filing.source] and each.ours and _differs(each)
    ]
    home = host(filing.fields.get("home_url", ""))
    other = bool(home) and bare(home) != bare(subject.domain.name)
    other = other and not _beside(subject.domain.name, home, subject.index)
    if filing.source is Source.NATIONAL and other:
        found.append(f"{source}：首页网址为{filing.fields['home_url']}")
    return found


def _differs(each: Difference) -> bool:
    """Whether two writings mean two things: bodies may be named shortly, states in other words."""
    if each.attribute in {"holder", "supervisor"}:
        return not same_body(each.ours, each.theirs)
    return each.attribute != "site_state" or each.theirs in SITE_STATE_NAMES.values()
