"""Online system that cannot be reached (在线系统打不开).

Finds
    An entrance to a system for applying, asking or booking online (在线申报, 进度查询, 网上预约 …)
    whose address fails.

Why
    The census of 2015 asks that application and query systems can be reached.

Judges
    FAIL            it failed and is confirmed, as `link_dead` confirms links
    SUSPECT         it failed, and not often enough yet
    OK              it answered, be it with a login
    NOT_JUDGED      silently, where it gave no answer to go by; and the site as a whole, where no
                    such entrance was met. Whether a system that opens also works, staff try

Remedy
    Bring the system back, or take the entrance away and say where the matter is handled now.

Units
    Nights in a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.entrances import entrances
from checks.evidence import Evidence
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding, Place

_WORDS = (
    "在线申报", "网上申报", "在线办理", "网上办理", "在线申请", "网上申请", "在线预约", "网上预约",
    "在线查询", "进度查询", "办件查询", "结果查询", "便民查询", "查询系统", "申报系统", "预约系统",
    "办事系统", "审批系统", "办理系统", "我要办",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class System:
    """One entrance to a system."""

    subject: str
    text: str
    page: str
    evidence: Evidence

    @property
    def owner(self) -> Owner:
        """Whoever owns the page with the entrance answers for it."""
        return self.evidence.ownership.of(self.page)


def systems(evidence: Evidence) -> Iterator[System]:
    """Give every entrance to a system; EvidenceMissing where the site shows none."""
    met = entrances(evidence, _WORDS)
    if not met:
        raise EvidenceMissing("没有读到在线申报、查询、预约等系统的入口，未判定")
    for each in met:
        yield System(each.url, each.text, each.page, evidence)


@check(title="在线系统打不开", over=systems, options=NoOptions)
def judge(system: System, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the address fails."""
    target = system.evidence.snapshot.targets.get(system.subject)
    if target is None:
        return
    outcome = target.outcome
    if not outcome.is_failure:
        if outcome.is_fine or outcome.word == "needs_login":
            return
        raise EvidenceMissing("")
    word, end = (fail, "") if target.confirmed else (suspect, "，请核实")
    yield word(
        system.subject,
        f"“{system.text}”的入口打不开（{outcome.sentence}）{end}",
        places=(Place(system.page, system.text, ""),),
        outcome=str(outcome),
        status=target.status,
        failed_nights=target.failed_nights,
    )
