"""Domain name against the pattern (域名结构不合规范).

Finds
    A .gov.cn name that is not built as its holder's should be: `www.□□□.gov.cn` for the
    government itself, `○○○.□□□.gov.cn` below the portal's for a department, the strings being
    pinyin or English words. A leading `www.` before a department's name is a host and let pass;
    so are further names below the portal's own domain that the government itself holds.

Why
    国办发〔2017〕47号 gives both patterns. Whether letters are the pinyin of the unit's name no
    program can tell; digits and hyphens are neither pinyin nor English, so a person looks.

Judges
    FAIL            the name has another number of parts than the pattern
    SUSPECT         a part has digits or hyphens, or a department's name does not lie below
                    the domain of the portal in the inventory
    NOT_APPLICABLE  another suffix or a Chinese name, a township or street, the domain is
                    cancelled or its site closed
    NOT_JUDGED      nobody has filled in the holder's level

Remedy
    Apply for a name by the pattern, announce the change for three months, cancel this one.

Units
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.estate_index import ENGLISH_SUFFIX, bare
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.domain import HolderLevel
from model.finding import Finding
from model.url import own_domain

_WORD = re.compile(r"[a-z]+")


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether it is an English government name in use that has a pattern."""
    english = subject.domain.name.endswith(ENGLISH_SUFFIX)
    township = subject.domain.holder_level is HolderLevel.SUBCOUNTY
    return subject.in_service and english and not township


@check(title="域名结构不合规范", over=held, options=NoOptions, applies=applies)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding where the parts of the name are not those of the pattern."""
    domain = subject.domain
    if domain.holder_level is None:
        raise subject.unfilled("holder_level")
    portal = domain.holder_level is HolderLevel.PORTAL
    pattern = "www.□□□.gov.cn" if portal else "○○○.□□□.gov.cn"
    parts = bare(domain.name).removesuffix(ENGLISH_SUFFIX).split(".")
    odd = [part for part in parts if not _WORD.fullmatch(part)]
    below = own_domain(domain.name) in subject.index.portals
    if len(parts) != (1 if portal else 2) and not (portal and _further(subject)):
        yield fail(
            subject.subject,
            f"{domain.shown}不符合“{pattern}”的结构要求",
            pattern=pattern,
        )
    elif odd:
        yield suspect(
            subject.subject,
            f"{domain.shown}中的“{'、'.join(odd)}”含数字或连字符，应为拼音或英文对应的字符串，请核实",
            pattern=pattern,
            parts=odd,
        )
    elif not portal and subject.index.portals and not below:
        yield suspect(
            subject.subject,
            f"{domain.shown}不是本级政府门户网站的下级域名，请核实其归属",
            pattern=pattern,
            portals=sorted(subject.index.portals),
        )


def _further(subject: Held) -> bool:
    """Whether the name lies below a portal's domain that the inventory lists by itself."""
    own = own_domain(subject.domain.name)
    return own in {bare(name) for name in subject.index.by_name} & subject.index.portals
