"""Site 网站 proposed from its home page: name, 网站标识码, organizer and type, with reasons."""

from __future__ import annotations

import re
from dataclasses import replace

from model.discovery import Certainty, Reason
from model.page import PageFacts
from model.site import Site, SiteKind
from model.snapshot import Snapshot
from model.url import authority

_CODE = re.compile(r"[1-9][0-9]{9}")
_PORTAL = re.compile(r"人民政府(?!办公[室厅])|门户|管理?委员会(?:网站|门户)|管委会")
_TAIL = re.compile(r"(?:\s*[-_|—–]\s*.*|[（(].{0,20}[）)])$")


def propose_site(snapshot: Snapshot) -> tuple[Site, dict[str, Reason]]:
    """Return the site as its home page presents it; what is not there gets a temporary value."""
    home = snapshot.home
    reasons: dict[str, Reason] = {}
    code, reasons["code"] = _code(home, snapshot.site)
    name, reasons["name"] = _name(home, snapshot.site)
    unit, reasons["unit"] = _organizer(home, name)
    kind, reasons["kind"] = _kind(name)
    site = replace(snapshot.site, code=code, name=name, unit=unit, kind=kind)
    return site, reasons


def _code(home: PageFacts | None, site: Site) -> tuple[str, Reason]:
    read = {}
    if home is not None:
        read = {
            "网页标签 SiteIDCode": home.site.code,
            "页脚网站标识码": home.marks.code,
            "找错链接": home.marks.jiucuo_code,
        }
    places = {where: code for where, code in read.items() if code and _CODE.fullmatch(code)}
    if not places:
        text = "首页没有标注网站标识码，暂用临时代码，请填写全国政府网站信息报送系统中的标识码"
        return _temporary(site.home_url), Reason(Certainty.GUESS, text)
    code = next(iter(places.values()))
    if len(set(places.values())) > 1:
        shown = "，".join(f"{where}为{value}" for where, value in places.items())
        return code, Reason(Certainty.GUESS, f"首页各处的标识码不一致：{shown}，请核对")
    certainty = Certainty.SURE if len(places) > 1 else Certainty.PROBABLE
    return code, Reason(certainty, f"取自首页的{'、'.join(places)}")


def _temporary(url: str) -> str:
    return "T-" + re.sub(r"[^0-9A-Za-z]+", "-", authority(url))[:30].strip("-")


def _name(home: PageFacts | None, site: Site) -> tuple[str, Reason]:
    tag = (home.site.name or "").strip() if home is not None else ""
    if tag:
        return tag, Reason(Certainty.SURE, "取自首页的网页标签 SiteName")
    title = _TAIL.sub("", (home.title or "").strip()).strip() if home is not None else ""
    if title:
        return title, Reason(Certainty.PROBABLE, "首页没有网页标签 SiteName，取自网页标题")
    return site.name, Reason(Certainty.GUESS, "首页没有写明网站名称，暂用网址，请改正")


def _organizer(home: PageFacts | None, name: str) -> tuple[str, Reason]:
    organizer = (home.marks.organizer or "").strip() if home is not None else ""
    if organizer:
        return organizer, Reason(Certainty.SURE, "取自首页页脚的主办单位")
    short = re.sub(r"(?:政府)?(?:门户)?(?:官方)?网站?$", "", name)
    if short != name and len(short) >= 3:
        text = "首页页脚没有写明主办单位，按网站名称推测，请核对"
        return short, Reason(Certainty.GUESS, text)
    return name, Reason(Certainty.GUESS, "首页页脚没有写明主办单位，暂用网站名称，请改正")


def _kind(name: str) -> tuple[SiteKind, Reason]:
    if _PORTAL.search(name):
        return SiteKind.PORTAL, Reason(Certainty.PROBABLE, f"网站名称“{name}”是一级政府的网站")
    return SiteKind.DEPARTMENT, Reason(Certainty.PROBABLE, f"网站名称“{name}”不是一级政府的网站")
