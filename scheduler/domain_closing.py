"""Closing 关停注销: steps noted by people, and the two that the monitor sees for itself."""

from __future__ import annotations

from datetime import date, datetime

from model.closing import SEEN_BY_MONITOR, Closing, closings, seen
from model.errors import CaseError
from model.estate import STEP_NAMES, ClosingStep, StepKind
from store.audit_log import AuditLog
from store.database import Database, writing
from store.domain_facts import FactStore
from store.domains import DomainStore

MONITOR = "监测程序"


def all_closings(db: Database) -> tuple[Closing, ...]:
    """Return every name on its way out with its steps."""
    store = DomainStore(db)
    return closings(store.all(), store.steps())


def note_step(
    db: Database, name: str, kind: StepKind, *, on: date, document: str, who: str, at: datetime
) -> Closing:
    """Note a step that was taken, and return where the name stands now.

    CaseError for a name that is not in the inventory, a step only the monitor can see, or one
    that stands already.
    """
    if kind in SEEN_BY_MONITOR:
        raise CaseError(f"“{STEP_NAMES[kind]}”由监测程序自行核实，不能人工登记")
    if not who.strip():
        raise CaseError("请用 --by 写明由谁登记，这一步要记入操作日志")
    with writing(db):
        store = DomainStore(db)
        if all(domain.name != name for domain in store.all()):
            raise CaseError(f"域名清单里没有 {name}，请先列入清单再登记关停步骤")
        step = ClosingStep(name=name, kind=kind, on=on, document=document, who=who)
        if not store.take_step(step):
            raise CaseError(f"{name} 已登记过“{STEP_NAMES[kind]}”，如有误请先用 --undo 撤回")
        detail = {"step": kind.value, "on": on.isoformat(), "document": document}
        AuditLog(db).append(at, who, "domain.step", f"domain:{name}", detail)
    return _closing(db, name)


def undo_step(db: Database, name: str, kind: StepKind, *, who: str, at: datetime) -> Closing:
    """Take a step back; it stays on record. CaseError where it does not stand."""
    if not who.strip():
        raise CaseError("请用 --by 写明由谁撤回，这一步要记入操作日志")
    with writing(db):
        DomainStore(db).undo_step(name, kind, who)
        AuditLog(db).append(at, who, "domain.step_undone", f"domain:{name}", {"step": kind.value})
    return _closing(db, name)


def verify_steps(db: Database, at: datetime, on: date) -> tuple[ClosingStep, ...]:
    """Note what the monitor now sees of every closing; return the steps that are new.

    A step it saw before and that is no longer so (the name resolves again) is taken back; what
    could not be found out changes nothing.
    """
    facts = FactStore(db).newest(at)
    new: list[ClosingStep] = []
    with writing(db):
        store = DomainStore(db)
        for closing in all_closings(db):
            name = closing.domain.name
            standing = {step.kind for step in closing.steps}
            for kind, is_so in seen(name, facts.get(name, {})).items():
                if is_so and kind not in standing:
                    step = ClosingStep(name=name, kind=kind, on=on)
                    store.take_step(step)
                    new.append(step)
                elif is_so is False and kind in standing:
                    store.undo_step(name, kind, MONITOR)
    return tuple(new)


def _closing(db: Database, name: str) -> Closing:
    return next(each for each in all_closings(db) if each.domain.name == name)
