"""Shared platforms 共用平台: what besides addresses and certificates ties hosts to the site.

The number of the ICP record names its subject: sites with the same one are run by one body, or
stand on its platform. Pages print it themselves, so that it is never sure. The same content
system is a weak sign, which moves no host to another group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.content_systems import system_of
from model.discovery import Certainty, HostGroup, HostMark, ProposedHost, Reason

_SUBJECT = re.compile(r"(.)\s?ICP\s?([备证])\s?(\d{6,10})", re.IGNORECASE)
_LOCAL = (HostGroup.OWN_DOMAIN, HostGroup.DISTRICT)
_MOST_NAMED = 3


def icp_subject(number: str) -> str:
    """Return the part of an ICP number that names its subject: 屿ICP备99000001号 of …号-7."""
    found = _SUBJECT.search(number)
    return f"{found[1]}ICP{found[2]}{found[3]}号" if found else ""


def with_platforms(
    hosts: Iterable[ProposedHost],
    own: str,
    own_icp: str,
    own_urls: Iterable[str],
    marks: Mapping[str, HostMark],
) -> tuple[ProposedHost, ...]:
    """Add what the ICP records and the systems of the linked hosts say to their reasons.

    `own` is the site's host, `own_icp` the number its home page prints; `marks` are what earlier
    rounds over the domains saw.
    """
    system = system_of(own_urls)
    sharing: dict[str, list[str]] = defaultdict(list)
    if icp_subject(own_icp):
        sharing[icp_subject(own_icp)].append(own)
    listed = tuple(hosts)
    for one in listed:
        if (subject := _subject_of(one, marks)) and one.linked.host != own:
            sharing[subject].append(one.linked.host)
    return tuple(
        sorted(
            (_with_system(_with_record(one, own, sharing, marks), system) for one in listed),
            key=lambda one: one.group not in _LOCAL,
        )
    )


def _subject_of(one: ProposedHost, marks: Mapping[str, HostMark]) -> str:
    mark = marks.get(one.linked.host)
    return icp_subject(mark.icp) if mark is not None and one.group is not HostGroup.MEDIA else ""


def _with_record(
    one: ProposedHost, own: str, sharing: Mapping[str, list[str]], marks: Mapping[str, HostMark]
) -> ProposedHost:
    subject = _subject_of(one, marks)
    others = [name for name in sharing.get(subject, ()) if name != one.linked.host]
    if not others:
        return one
    seen = f"（{marks[one.linked.host].seen_on} 域名巡检所见，以备案系统为准）"
    named = "、".join("本网站" if name == own else name for name in others[:_MOST_NAMED])
    more = f"等 {len(others)} 个网站" if len(others) > _MOST_NAMED else ""
    told = f"页面上的备案主体 {subject} 与{named}{more}相同，可能由同一单位开办或在同一平台上{seen}"
    if one.group in _LOCAL or own not in others:
        return replace(one, reason=replace(one.reason, text=f"{one.reason.text}；{told}"))
    if not one.is_government:
        told += "；未使用 gov.cn 域名，请核对是否为政府网站"
    certainty = Certainty.PROBABLE if one.is_government else Certainty.GUESS
    return replace(one, group=HostGroup.DISTRICT, reason=Reason(certainty, told))


def _with_system(one: ProposedHost, system: str) -> ProposedHost:
    if not system or one.group not in (*_LOCAL, HostGroup.GOVERNMENT):
        return one
    if system_of(one.linked.samples) != system:
        return one
    told = f"网址样式与本网站相同（{system}），可能用同一套网站系统；各地都有使用，只供参考"
    return replace(one, reason=replace(one.reason, text=f"{one.reason.text}；{told}"))
