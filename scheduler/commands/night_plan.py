"""`xunjian night --plan`: what the next night asks of each site, and why."""

from __future__ import annotations

from datetime import date

import typer

from model.errors import WatchError
from model.site import Site
from model.url import absolute
from scheduler.commands.common import emit
from scheduler.workspace import Workspace
from store.site_plan import PlannedVisit, SitePlan, plan_of, visit_of

KINDS = {
    "home": "首页",
    "list": "列表页",
    "article": "文章页",
    "page": "其他网页",
    "file": "附件和页面资源",
    "external": "站外链接",
}
REASONS = {
    "nightly": "每夜必访",
    "suspect": "上次没有正常应答，每夜复核",
    "new": "新发现",
    "spread": "首次巡检后分散到各夜",
    "changed": "上次有变化，提前复访",
    "unchanged": "上次没有变化，延后复访",
}
NIGHTS_SHOWN = 7


def show_plan(place: Workspace, sites: tuple[Site, ...], night_on: date, *, json_: bool) -> int:
    """Print every site's plan for one night."""
    plans = {site: plan_of(place.site_file(site.code), night_on) for site in sites}
    if json_:
        emit([_document(site, plan) for site, plan in plans.items()])
        return 0
    for site, plan in plans.items():
        for line in _lines(site, plan, night_on):
            typer.echo(line)
    return 0


def show_address(
    place: Workspace, sites: tuple[Site, ...], url: str, night_on: date, *, json_: bool
) -> int:
    """Print why one address is asked in one night, or not; WatchError when no site knows it."""
    wanted = absolute(url, url) or url
    known = ((site, visit_of(place.site_file(site.code), wanted)) for site in sites)
    found = next(((site, visit) for site, visit in known if visit is not None), None)
    if found is None:
        raise WatchError(f"复访计划里没有 {url}：还没有访问过，或者网站上已没有链接指向它")
    site, visit = found
    if json_:
        emit(
            {
                "site": site.code,
                "url": visit.url,
                "kind": visit.kind,
                "reason": visit.reason,
                "looked": visit.looked_on,
                "interval_days": visit.interval_days,
                "due": visit.due_on,
                "tonight": visit.due_on <= night_on,
            }
        )
    else:
        typer.echo(_sentence(site, visit, night_on))
    return 0


def _lines(site: Site, plan: SitePlan | None, night_on: date) -> list[str]:
    if plan is None:
        return [f"{site.name}：还没有复访计划，{night_on} 访问全部网页"]
    total = sum(plan.due.values())
    lines = [f"{site.name}：{night_on} 访问 {total} 个已知地址，另加当夜新发现的"]
    lines += [
        f"  {KINDS.get(kind, kind)}　{REASONS.get(reason, reason)}　{count} 个"
        for (kind, reason), count in plan.due.items()
    ]
    nights = list(plan.later.items())
    shown = "、".join(f"{on:%m-%d} {count} 个" for on, count in nights[:NIGHTS_SHOWN])
    if shown:
        rest = sum(count for _, count in nights[NIGHTS_SHOWN:])
        until = f"；此后至 {nights[-1][0]} 共 {rest} 个" if rest else ""
        lines.append(f"  以后各夜　{shown}{until}")
    if plan.oldest_on is not None:
        lines.append(f"  仍在沿用的结果中，最早的是 {plan.oldest_on} 所见")
    return lines


def _sentence(site: Site, visit: PlannedVisit, night_on: date) -> str:
    when = f"{night_on} 访问" if visit.due_on <= night_on else f"{visit.due_on} 再访问"
    return (
        f"{visit.url}（{site.name}）：{KINDS.get(visit.kind, visit.kind)}，"
        f"上次访问 {visit.looked_on}，{REASONS.get(visit.reason, visit.reason)}，"
        f"间隔 {visit.interval_days} 天，{when}"
    )


def _document(site: Site, plan: SitePlan | None) -> dict[str, object]:
    if plan is None:
        return {"site": site.code, "planned": False}
    return {
        "site": site.code,
        "planned": True,
        "due": [
            {"kind": kind, "reason": reason, "addresses": count}
            for (kind, reason), count in plan.due.items()
        ],
        "later": {on.isoformat(): count for on, count in plan.later.items()},
        "oldest": plan.oldest_on,
    }
