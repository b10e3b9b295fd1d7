"""`xunjian checks`: what is judged, and by which rows."""

from __future__ import annotations

from typing import Annotated

import typer

from checks.registry import Check, all_checks
from checks.rulebook_file import load_rulebook, rulebook_ids
from model.errors import WatchError
from scheduler.commands.common import JsonOption, emit


def list_checks(
    name: Annotated[str, typer.Argument(metavar="[检查项]", help="只看这一项的说明")] = "",
    json_: JsonOption = False,
) -> int:
    """列出全部检查项，或显示一项的完整说明。"""
    known = all_checks()
    if name and name not in known:
        raise WatchError(f"没有检查项 {name}，已有：{'、'.join(known)}")
    checks = [known[name]] if name else list(known.values())
    served = _served()
    if json_:
        documents = [_document(check, served.get(check.id, [])) for check in checks]
        emit(documents[0] if name else documents)
    else:
        for check in checks:
            typer.echo(f"{check.id}　{check.title}　（{'、'.join(served.get(check.id, []))}）")
            if name:
                typer.echo("\n" + check.page)
    return 0


def _served() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    books = (load_rulebook(id_) for id_ in rulebook_ids())
    for book in (book for book in books if not book.based_on):
        for indicator in book.indicators:
            for binding in indicator.checks:
                ids = rows.setdefault(binding.check, [])
                if indicator.id not in ids:
                    ids.append(indicator.id)
    return rows


def _document(check: Check, rows: list[str]) -> dict[str, object]:
    return {"id": check.id, "title": check.title, "indicators": rows, "page": check.page}
