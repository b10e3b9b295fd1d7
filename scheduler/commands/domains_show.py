"""`xunjian domains show`: everything on record about one name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.clock import china_day
from model.domain import unicode_name
from model.domain_fact import FACT_NAMES
from model.domain_sheet import HEADINGS
from model.errors import WatchError
from model.estate import SOURCE_NAMES
from model.url import own_domain
from reports.estate_words import entered, said
from scheduler.commands.common import JsonOption, WorkspaceOption, emit
from scheduler.commands.domains import app, document, line, named
from scheduler.domain_gathering import REGISTRY
from scheduler.workspace import open_workspace
from store.domain_facts import FactStore
from store.domains import DomainStore

__all__ = ["app"]  # the commands of `domains`, this one among them


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="域名", help="如 www.example.gov.cn")],
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """显示一个域名的登记内容、监测情况、在哪里见到、改动和监测历史。"""
    wanted = named(name)
    place = open_workspace(workspace)
    vantage = place.settings.domains.vantage.strip()
    db = place.open()
    try:
        store = DomainStore(db)
        domain = next((d for d in store.all() if d.name == wanted), None)
        history = FactStore(db).history(wanted)
        own = own_domain(wanted)
        if own != wanted:  # registries are asked about the registered domain
            above = FactStore(db).history(own)
            history = (*history, *(span for span in above if span.fact.kind in REGISTRY))
        seen = [s for s in store.sightings() if s.name == wanted]
        changes = store.changes(wanted)
    finally:
        db.close()
    if domain is None and not history and not seen:
        raise WatchError(f"没有关于域名 {wanted} 的任何记录，用 xunjian domains list 查看清单")
    if json_:
        emit(
            {
                "domain": document(domain) if domain else None,
                "vantage": vantage,
                "facts": [
                    {
                        "name": span.name,
                        "kind": span.fact.kind.value,
                        "values": None if span.fact.values is None else list(span.fact.values),
                        "why": span.fact.why,
                        "since": span.since.isoformat(),
                        "at": span.fact.at.isoformat(),
                        "resolver": span.fact.resolver,
                    }
                    for span in history
                ],
                "seen": [{"source": s.source.value, "detail": s.detail} for s in seen],
                "changes": [
                    {"field": c.attribute, "before": c.before, "after": c.after, "at": c.at}
                    for c in changes
                ],
            }
        )
        return 0
    typer.echo(line(domain) if domain else f"{unicode_name(wanted)}　不在域名清单里")
    if history:
        typer.echo(f"  监测点：{vantage}")
    for span in history:
        fact = span.fact
        value = f"不明（{fact.why}）" if fact.values is None else said(fact.kind, fact.values)
        through = f"　经 {fact.resolver}" if fact.resolver else ""
        of = "" if span.name == wanted else f"（{unicode_name(span.name)}）"
        typer.echo(
            f"  {FACT_NAMES[fact.kind]}{of}：{value}　"
            f"{china_day(span.since)} 至 {china_day(fact.at)}{through}"
        )
    for each in seen:
        typer.echo(f"  见于{SOURCE_NAMES[each.source]}：{each.detail}（{each.first_on}）")
    for change in changes:
        heading = HEADINGS[change.attribute]
        texts = (entered(change.attribute, text or "") for text in (change.before, change.after))
        before, after = (text or "空" for text in texts)
        typer.echo(f"  {china_day(change.at)} {heading}：{before} → {after}")
    return 0
