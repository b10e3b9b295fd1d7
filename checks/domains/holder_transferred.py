"""Holder changed without consent (未经批准变更持有单位).

Finds
    A domain whose holder in the inventory was changed to another body without a paper of
    consent (变更批准文件) that was entered since the change before; and one whose registrant at
    the registry is another body than the holder in the inventory.

Why
    国办函〔2018〕55号: a registered domain is not handed to others; a change of holder needs the
    consent of the supervising unit. Renting, lending or transferring is held to account.

Judges
    FAIL            the holder was changed and no paper is on file
    SUSPECT         the registry names another body; its words may only be older or shorter
    NOT_JUDGED      no holder is filled in

Remedy
    Put the consent on file, or give the domain back; have the registry's data corrected.

Units
    Days in China time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from checks.estate import Held, held, not_cancelled
from checks.estate_index import bare, same_body
from checks.found import fail, in_words, suspect
from checks.registry import NoOptions, check
from model.clock import china_day
from model.domain_fact import FactKind
from model.finding import Finding
from model.url import own_domain


@dataclass(frozen=True, slots=True)
class Transfer:
    """One change of holder: from whom, and when it was entered."""

    before: str
    at: datetime


@check(title="未经批准变更持有单位", over=held, options=NoOptions, applies=not_cancelled)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding about the last change of holder, or about the registry's word."""
    domain = subject.domain
    if not domain.holder:
        raise subject.unfilled("holder")
    transfers = _transfers(subject)
    if transfers and not _agreed(subject, transfers):
        last = transfers[-1]
        on = china_day(last.at)
        yield fail(
            subject.subject,
            f"{domain.shown}的持有单位于{in_words(on)}由“{last.before}”变更为“{domain.holder}”，"
            f"没有变更批准文件",
            before=last.before,
            after=domain.holder,
            changed_on=on.isoformat(),
        )
        return
    registrant = subject.fact(FactKind.REGISTRANT)
    if bare(domain.name) == own_domain(domain.name):  # of a host name below it another may be
        registrant = subject.registered(FactKind.REGISTRANT)
    named = registrant.first if registrant is not None else None
    if named and not same_body(named, domain.holder):
        yield suspect(
            subject.subject,
            f"{domain.shown}注册信息中的持有单位为“{named}”，与域名清单登记的“{domain.holder}”不符，"
            f"请核实是否变更过",
            registrant=named,
            holder=domain.holder,
        )


def _transfers(subject: Held) -> list[Transfer]:
    """Return the changes from one body to another, oldest first; none if all were undone."""
    transfers: list[Transfer] = []
    last = ""
    for change in subject.index.changes_of(subject.domain.name):
        if change.attribute != "holder":
            continue
        last = last or change.before or ""
        if change.after:
            if last and not same_body(last, change.after):
                transfers.append(Transfer(last, change.at))
            last = change.after
    if transfers and same_body(transfers[0].before, subject.domain.holder):
        return []
    return transfers


def _agreed(subject: Held, transfers: list[Transfer]) -> bool:
    """Whether a paper stands that was entered since the transfer before the last."""
    if not subject.domain.transfer_paper:
        return False
    if len(transfers) == 1:
        return True
    papers = [
        change
        for change in subject.index.changes_of(subject.domain.name)
        if change.attribute == "transfer_paper" and change.after
    ]
    return any(paper.at > transfers[-2].at for paper in papers)
