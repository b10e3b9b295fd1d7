"""`xunjian discover`: a first register proposed from one crawl."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from extract.register_book import read_register
from model.discovery import Changes, HostGroup, Proposal, ProposedColumn, ProposedHost
from model.errors import RegisterError
from model.site import KIND_NAMES, Column, Register
from scheduler.audit import AuditOptions
from scheduler.commands.common import DayOption, JsonOption, clock_for, emit, night_of
from scheduler.discover import DiscoverResult, host_marks, run_discover
from scheduler.progress import ProgressBoard
from scheduler.workspace import open_workspace


def discover(
    url: Annotated[str, typer.Argument(metavar="网址", help="网站首页的网址")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="名录写到哪个文件（.xlsx）")
    ],
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="文件", help="与这份名录比较，只列出新增、移动、消失的栏目"
        ),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            metavar="目录",
            help="工作目录；填了就用其中域名巡检的结果，指出备案主体相同的网站",
        ),
    ] = None,
    max_pages: Annotated[
        int, typer.Option("--max-pages", min=0, help="最多读取的网页数，0 为不限")
    ] = 0,
    rate: Annotated[
        float,
        typer.Option("--rate", min=0, help="每个平台每秒请求数；0 为不限速，只用于本机和内网地址"),
    ] = 2.0,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="目录", help="抓取的数据留在哪个目录，不填则用后即删"),
    ] = None,
    rulebook: Annotated[str, typer.Option("--rulebook", help="指标体系编号或文件")] = "check-2019",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="允许抓取本机和内网地址上的这个网站")
    ] = False,
    no_external: Annotated[
        bool, typer.Option("--no-external", help="不核查指向站外的链接")
    ] = False,
    browser: Annotated[
        int,
        typer.Option(
            "--browser", min=0, help="最多用浏览器读取多少个由脚本生成的列表，0 为不用浏览器"
        ),
    ] = 0,
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """发现栏目：抓取一个网站，提出单位、网站、栏目名录，供核对后导入。"""
    if output.suffix.lower() != ".xlsx":
        raise RegisterError(f"{output} 不是 .xlsx 文件，名录只能写成 .xlsx，请改文件名")
    known = _known(against)
    night_on, at = night_of(clock_for(as_of))
    marks = host_marks(open_workspace(workspace).open(), at) if workspace is not None else {}
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xunjian-") as folder, ProgressBoard() as board:
        options = AuditOptions(
            url=url,
            out=out or Path(folder),
            max_pages=max_pages,
            rate_per_s=rate,
            rulebook=rulebook,
            allow_private=allow_private,
            external=not no_external,
            search=False,
            browser_pages=browser,
        )
        result = run_discover(
            options, file=output, against=known, marks=marks, night_on=night_on, at=at, board=board
        )
    seconds = time.monotonic() - started
    if json_:
        emit(discover_document(result, seconds))
    else:
        _tell(result, seconds)
    return 0


def discover_document(result: DiscoverResult, seconds: float) -> dict[str, object]:
    """Return what `discover --json` prints."""
    proposal = result.proposal
    sites = proposal.register.sites
    document: dict[str, object] = {
        "site": {"code": sites[0].code, "name": sites[0].name, "unit": sites[0].unit},
        "as_of": proposal.night_on.isoformat(),
        "pages": result.crawl.pages,
        "seconds": round(seconds, 2),
        "units": [unit.name for unit in proposal.register.units],
        "columns": [_column_document(column) for column in proposal.columns],
        "hosts": [_host_document(one) for one in proposal.hosts],
        "notices": list(proposal.notices),
        "out": str(result.file),
    }
    if proposal.changes is not None:
        document["changes"] = _changes_document(proposal.changes)
    return document


def _column_document(proposed: ProposedColumn) -> dict[str, object]:
    column, rhythm = proposed.column, proposed.rhythm
    return {
        "path": column.path,
        "url": column.url,
        "kind": column.kind.value,
        "level": column.level.value,
        "unit": column.unit,
        "interval": str(column.interval) if column.interval else None,
        "limit": str(proposed.limit.span) if proposed.limit else None,
        "state": proposed.state.value,
        "newest": rhythm.newest_on,
        "items": rhythm.items,
        "last_30": rhythm.last_30,
        "last_90": rhythm.last_90,
        "last_365": rhythm.last_365,
        "partial": rhythm.partial,
        "median_gap_days": rhythm.median_gap_days,
        "sources": [{"name": s.name, "items": s.items} for s in proposed.sources],
        "reasons": {
            name: {"certainty": reason.certainty.value, "text": reason.text}
            for name, reason in proposed.reasons.items()
        },
    }


def _host_document(one: ProposedHost) -> dict[str, object]:
    return {
        "host": one.linked.host,
        "group": one.group.value,
        "unit": one.unit,
        "domain": one.domain,
        "government": one.is_government,
        "text": one.text,
        "pages": one.linked.pages,
        "addresses": one.linked.addresses,
        "example": one.linked.example,
        "beside": list(one.beside),
        "certainty": one.reason.certainty.value,
        "reason": one.reason.text,
    }


def _changes_document(changes: Changes) -> dict[str, object]:
    def place(column: Column) -> dict[str, str]:
        return {"path": column.path, "url": column.url}

    return {
        "new": [place(column) for column in changes.new],
        "moved": [{"from": place(old), "to": place(new)} for old, new in changes.moved],
        "vanished": [place(column) for column in changes.vanished],
        "unseen": [{**place(column), "reason": why} for column, why in changes.unseen],
    }


def _known(against: Path | None) -> Register | None:
    if against is None:
        return None
    try:
        data = against.read_bytes()
    except OSError as cause:
        raise RegisterError(f"读不到名录文件 {against}：{cause.strerror}") from cause
    return read_register(data, against.name)


def _tell(result: DiscoverResult, seconds: float) -> None:
    proposal = result.proposal
    typer.echo(f"读网页 {result.crawl.pages} 个，用时 {seconds:.1f} 秒")
    if proposal.changes is None:
        _tell_found(proposal)
    else:
        _tell_changes(proposal.changes)
    local = [h for h in proposal.hosts if h.group in (HostGroup.OWN_DOMAIN, HostGroup.DISTRICT)]
    if local:
        typer.echo(f"链接中另有 {len(local)} 个可能属于本地单位的网站，见“相关网站”表")
    for notice in proposal.notices:
        typer.echo(f"注意：{notice}")
    typer.echo(f"名录：{result.file}（各格的依据见批注和“发现依据”表，核对后可直接导入）")


def _tell_found(proposal: Proposal) -> None:
    site = proposal.register.sites[0]
    columns, units = len(proposal.columns), len(proposal.register.units)
    typer.echo(f"{site.name}（{site.code}）：栏目 {columns} 个，单位 {units} 个")
    for proposed in proposal.columns:
        column, rhythm = proposed.column, proposed.rhythm
        newest = rhythm.newest_on.isoformat() if rhythm.newest_on else "无日期"
        unit = column.unit or "（主办单位）"
        typer.echo(f"  {column.path}　{KIND_NAMES[column.kind]}　{newest}　{unit}")


def _tell_changes(changes: Changes) -> None:
    if not changes.any:
        typer.echo("与所给名录相比，没有新增、移动或消失的栏目")
    for column in changes.new:
        typer.echo(f"  新增　{column.path}　{column.url}")
    for old, new in changes.moved:
        typer.echo(f"  移动　{old.path}　{old.url} → {new.path}　{new.url}")
    for column in changes.vanished:
        typer.echo(f"  消失　{column.path}　{column.url}")
    for column, why in changes.unseen:
        typer.echo(f"  未见　{column.path}　{column.url}　{why}")
