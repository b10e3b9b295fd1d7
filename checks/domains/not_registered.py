"""Domain not in the inventory (未列入域名清单).

Finds
    A name that is not in the inventory, with or without `www.`: home of a site in the register,
    on file with the national register, ICP or 公安, in another imported list; or a government
    name below the district's own domain that was met in a link, redirect or certificate.

Why
    The inventory must hold every domain of the district's bodies (国办函〔2018〕55号); what is not
    listed is looked after by nobody.

Judges
    FAIL            a site of our own register, or on file in one of the three systems
    SUSPECT         met elsewhere; whose it is, a person finds out
    NOT_JUDGED      nothing has been collected or imported to compare with

Remedy
    Enter the domain with its holder, or say that it is not the district's (复核驳回).

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Unlisted, unlisted
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.estate import SOURCE_NAMES, Source
from model.finding import Finding

_CERTAIN = (Source.REGISTER, Source.NATIONAL, Source.ICP, Source.POLICE)
_IMPORTED = (Source.WHOIS, Source.OTHER)
_MET = (Source.REDIRECT, Source.LINK, Source.CERTIFICATE, Source.CT)
_SHOWN = 5
"""Places of one source that the evidence names."""


def applies(subject: Unlisted, _options: NoOptions) -> bool:
    """Whether it is a name of the district's, or on file somewhere as such."""
    return subject.in_district or bool(subject.sources - set(_MET))


@check(title="未列入域名清单", over=unlisted, options=NoOptions, applies=applies)
def judge(subject: Unlisted, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding that names the sources."""
    sources = subject.sources
    ordered = [source for source in (*_CERTAIN, *_IMPORTED, *_MET) if source in sources]
    word = fail if sources & set(_CERTAIN) else suspect
    holder = next((f.fields["holder"] for f in subject.filings if f.fields.get("holder")), "")
    yield word(
        subject.subject,
        f"{subject.shown}没有列入域名清单，见于{'、'.join(SOURCE_NAMES[s] for s in ordered)}"
        + (f"（持有单位登记为“{holder}”）" if holder else "")
        + ("" if word is fail else "，请核实是否属于本地区"),
        sources=[source.value for source in ordered],
        holder=holder or None,
        seen=[
            f"{SOURCE_NAMES[source]}：{detail}"
            for source in ordered
            for detail in _details(subject, source)
        ],
    )


def _details(subject: Unlisted, source: Source) -> list[str]:
    details = sorted({s.detail for s in subject.sightings if s.source is source})
    return details[:_SHOWN]
