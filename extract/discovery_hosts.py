"""Hosts 相关网站 found in links: which of them are probably sites of the district's bodies.

The office decides: nothing here is entered into the register, since a link is no proof of who
answers for what it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import tldextract

from extract.discovery_units import UnitNames, unit_in
from model.discovery import Certainty, HostGroup, LinkedHost, ProposedHost, Reason
from model.site import Site
from model.url import host, literal_ip

_MEDIA = frozenset(
    {"weibo.com", "weibo.cn", "qq.com", "douyin.com", "toutiao.com", "kuaishou.com", "bilibili.com"}
)
_SITE_WORDS = re.compile(r"(?:政府)?(?:门户|官方)?网站?$|官网$|首页$")
_ORDER = tuple(HostGroup)
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def propose_hosts(
    linked: Iterable[LinkedHost],
    site: Site,
    names: UnitNames,
    servers: Mapping[str, str],
    certified: Iterable[str] = (),
) -> tuple[ProposedHost, ...]:
    """Return the hosts that a site links to, those most likely of its district first.

    `servers` gives the network addresses of hosts as one text, where they were looked up;
    `certified` are the names in the certificates that the site itself shows.
    """
    shared = frozenset(name.lower().rstrip(".") for name in certified)
    own = host(site.home_url)
    beside: dict[str, list[str]] = {}
    for name in sorted(servers, key=lambda name: (name != own, name)):
        beside.setdefault(servers[name], []).append(name)
    made = []
    for one in linked:
        if one.host == own:  # another port of the site's own host
            continue
        same = beside.get(servers.get(one.host, ""), [])
        others = tuple(name for name in same if name != one.host)
        proposed = _proposed(one, registered_domain(site.home_url), names, others, own)
        made.append(_with_certificate(proposed) if _is_certified(one.host, shared) else proposed)
    return tuple(
        sorted(made, key=lambda p: (_ORDER.index(p.group), -p.linked.pages, p.linked.host))
    )


def _is_certified(name: str, shared: frozenset[str]) -> bool:
    """Whether a certificate names a host, itself or by the star of the domain right above it."""
    bare = name.lower().partition(":")[0]
    return bare in shared or f"*.{bare.partition('.')[2]}" in shared


def _with_certificate(one: ProposedHost) -> ProposedHost:
    """Return a host with what one certificate for it and the site says: one hand keeps both."""
    told = "与本网站在同一张证书上，可能由同一机构或同一平台管理"
    if one.group in (HostGroup.OWN_DOMAIN, HostGroup.DISTRICT):
        return replace(one, reason=replace(one.reason, text=f"{one.reason.text}；{told}"))
    if not one.is_government:
        told += "；未使用 gov.cn 域名，请核对是否为政府网站"
    return replace(one, group=HostGroup.DISTRICT, reason=Reason(Certainty.GUESS, told))


def registered_domain(url: str) -> str:
    """Return the registered domain of an address, "" for a bare IP address or a local name."""
    if literal_ip(url) is not None:
        return ""
    return _suffixes(host(url)).top_domain_under_public_suffix


def is_worth_looking_up(linked: LinkedHost, site: Site) -> bool:
    """Whether the network addresses of a host can tell anything about the district's platforms."""
    url = f"http://{linked.host}/"
    domain = registered_domain(url)
    if not domain or domain in _MEDIA:
        return False
    return (
        domain == registered_domain(site.home_url) or domain.endswith(".gov.cn") or _named(linked)
    )


def _named(linked: LinkedHost) -> bool:
    return any(_unit_of(text) for text in linked.texts)


def _proposed(
    linked: LinkedHost, own_domain: str, names: UnitNames, beside: tuple[str, ...], own: str
) -> ProposedHost:
    domain = registered_domain(f"http://{linked.host}/")
    government = domain.endswith(".gov.cn") or domain == "gov.cn"
    text, unit, certain = _best_text(linked, names)
    group, reason = _grouped(linked, domain, own_domain, unit if certain else "", government)
    if own in beside and group not in (HostGroup.OWN_DOMAIN, HostGroup.DISTRICT):
        group = HostGroup.DISTRICT
        reason = Reason(Certainty.GUESS, "与本网站的服务器地址相同，可能在同一平台上")
    local = group in (HostGroup.OWN_DOMAIN, HostGroup.DISTRICT)
    if group is HostGroup.DISTRICT and not government:
        note = f"{reason.text}；未使用 gov.cn 域名，请核对是否为政府网站"
        reason = Reason(reason.certainty, note)
    return ProposedHost(
        linked=linked,
        group=group,
        domain=domain,
        is_government=government,
        text=text,
        unit=unit if local else "",
        reason=reason,
        beside=beside,
    )


def _best_text(linked: LinkedHost, names: UnitNames) -> tuple[str, str, bool]:
    """Return the telling words of the links, the body they name, and whether it is a local one."""
    shown = next(iter(linked.texts), "")
    for text in linked.texts:
        named = _unit_of(text)
        if not named:
            continue
        unit = names.resolve(named)
        if names.is_local(unit):
            return text, unit, True
    for text in linked.texts:
        if _unit_of(text):
            return text, _unit_of(text), False
    return shown, "", False


def _unit_of(text: str) -> str:
    return unit_in(_SITE_WORDS.sub("", text.strip()))


def _grouped(
    linked: LinkedHost, domain: str, own_domain: str, unit: str, government: bool
) -> tuple[HostGroup, Reason]:
    seen = f"{linked.pages} 个网页链接到它"
    if domain and domain == own_domain:
        return HostGroup.OWN_DOMAIN, Reason(
            Certainty.PROBABLE, f"与本网站同在域名 {domain} 之下；{seen}"
        )
    if domain in _MEDIA:
        return HostGroup.MEDIA, Reason(Certainty.PROBABLE, f"{domain} 是公开的第三方平台；{seen}")
    if unit:
        certainty = Certainty.PROBABLE if government else Certainty.GUESS
        return HostGroup.DISTRICT, Reason(certainty, f"链接文字指明是“{unit}”；{seen}")
    if government:
        text = f"使用政府域名 {domain}，链接文字没有指明是本地单位；{seen}"
        return HostGroup.GOVERNMENT, Reason(Certainty.GUESS, text)
    return HostGroup.OTHER, Reason(Certainty.GUESS, f"看不出与本地单位有关；{seen}")
