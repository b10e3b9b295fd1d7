"""Site that should not stand by itself (不应单独开设的网站).

Finds
    A running site of a township or street, of a department of the county, for one event, or
    the second running site of one holder.

Why
    国办发〔2017〕47号: townships, streets and departments of a county in principle (原则上) have no
    site of their own and use the portal; no site is opened for one event; one unit has at most
    one site. "In principle" leaves exceptions, so a person decides.

Judges
    SUSPECT         such a site runs
    OK              the name only leads to another one
    NOT_APPLICABLE  the domain is cancelled, its site closed, or there never was one
    NOT_JUDGED      neither staff nor the monitor know whether a site runs, or the holder's
                    level is not filled in

Remedy
    Move the content to the portal, announce, close the site and cancel the domain.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.estate import Held, held
from checks.estate_index import bare, title_of
from checks.found import suspect
from checks.registry import check
from model.domain import DOMAIN_PLAN_NAMES, HolderLevel, SiteState
from model.domain_fact import FactKind
from model.finding import Finding

_WHY = {
    HolderLevel.SUBCOUNTY: "乡镇、街道原则上不单独开设网站",
    HolderLevel.DEPARTMENT: "县级政府部门原则上不单独开设网站",
}


@dataclass(frozen=True, slots=True)
class Options:
    """Levels whose bodies have no site of their own, and words of a site for one event."""

    levels: tuple[HolderLevel, ...]
    event_words: tuple[str, ...]


def applies(subject: Held, _options: Options) -> bool:
    """Whether the domain is in use and may have a site."""
    return subject.in_service and subject.domain.site_state is not SiteState.NEVER


@check(title="不应单独开设的网站", over=held, options=Options, applies=applies)
def judge(subject: Held, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding that gives every reason against the site."""
    domain = subject.domain
    if domain.site_state is None and not subject.known(FactKind.WEB):
        return
    end = subject.fact(FactKind.FINAL_HOST)
    if end is not None and end.first is not None and bare(end.first) != bare(domain.name):
        return
    event = next((word for word in options.event_words if word in domain.site_name), "")
    reasons = [f"名称含“{event}”，不应为单项活动开设专门网站"] if event else []
    if domain.holder_level is None and not event:
        raise subject.unfilled("holder_level")
    if domain.holder_level in options.levels:
        reasons.append(_WHY.get(domain.holder_level, "原则上不单独开设网站"))
    sites = subject.index.running_by_holder.get(domain.holder, frozenset())
    if len(sites) > 1 and title_of(domain) in sites:
        reasons.append(f"{domain.holder}有{len(sites)}个正常运行的网站，一个单位最多开设一个")
    if reasons:
        plan = f"（处置意见：{DOMAIN_PLAN_NAMES[domain.plan]}）" if domain.plan else ""
        yield suspect(
            subject.subject,
            f"{domain.shown}“{domain.site_name or domain.holder}”：{'；'.join(reasons)}，"
            f"请核实能否整合{plan}",
            reasons=reasons,
            level=domain.holder_level.value if domain.holder_level else None,
        )
