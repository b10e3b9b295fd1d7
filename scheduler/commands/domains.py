"""`xunjian domains list|export|import|reconcile|filed`: the inventory and other systems' lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.domain_book import read_domains
from extract.domain_list import read_list, states
from model.domain import DOMAIN_STATE_NAMES, SITE_STATE_NAMES, Domain, ascii_name
from model.domain_sheet import HEADINGS
from model.errors import CaseError, WatchError
from model.estate import SOURCE_NAMES, Source
from model.register_form import tidy
from reports.domain_form import write_domains
from reports.reconcile_book import STATE_WORDS, write_reconciliation
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, WorkspaceOption, clock_for, emit
from scheduler.domain_lists import keep_list, reconcile
from scheduler.printing import write_whole
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.domains import DomainStore

app = ChineseApp("域名清单：本地区各单位持有的全部域名，登记、监测、比对、关停。")
FileArgument = Annotated[Path, typer.Argument(metavar="文件", help=".xlsx 或 .csv 文件")]


def data_of(file: Path) -> bytes:
    """Return the bytes of a file; WatchError with one sentence where there is none."""
    try:
        return file.read_bytes()
    except OSError as cause:
        raise WatchError(f"读不到文件 {file}：{cause.strerror}，请核对路径") from cause


def named(text: str) -> str:
    """Return the name a person typed on the command line; WatchError where it is none."""
    name = ascii_name(tidy(text))
    if name is None:
        raise WatchError(f"“{text}”不是域名，应写成 www.example.gov.cn")
    return name


@app.command("list")
def list_domains(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """列出域名清单。"""
    db = open_workspace(workspace).open()
    try:
        domains = DomainStore(db).all()
    finally:
        db.close()
    if json_:
        emit([document(domain) for domain in domains])
    elif not domains:
        typer.echo("域名清单还是空的：用 xunjian domains export 写出空表，填好后用 import 导入")
    else:
        for domain in domains:
            typer.echo(line(domain))
    return 0


@app.command("export")
def export(file: FileArgument, workspace: WorkspaceOption = Path()) -> int:
    """写出可以填写的域名清单；清单为空时带一行示例。"""
    db = open_workspace(workspace).open()
    try:
        domains = DomainStore(db).all()
    finally:
        db.close()
    write_whole(file, write_domains(domains, example=not domains))
    typer.echo(f"已写出 {file}：{len(domains)} 个域名")
    return 0


@app.command("import")
def import_(
    file: FileArgument,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁导入，记入操作日志")] = "",
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """导入填好的域名清单，整表替换；有误则逐格指出、什么也不导入，每处改动都留痕。"""
    if not by.strip():
        raise CaseError("请用 --by 写明由谁导入，这一步要记入操作日志")
    place, now = open_workspace(workspace), clock_for("").now()
    domains, notes = read_domains(data_of(file), file.name)
    db = place.open()
    try:
        units = {unit.name for unit in place.register(db).units}
        changes = DomainStore(db).replace(domains, now)
        counts = {"domains": str(len(domains)), "changes": str(len(changes))}
        AuditLog(db).append(now, tidy(by), "domains.imported", "domains", counts)
    finally:
        db.close()
    strangers = sorted({d.holder for d in domains if d.holder and d.holder not in units})
    if strangers:
        notes = (*notes, f"持有单位不在名录“单位”表里，发不了函：{'、'.join(strangers)}")
    if json_:
        emit({"domains": len(domains), "changes": len(changes), "notes": list(notes)})
        return 0
    for note in notes:
        typer.echo(f"提示：{note}")
    typer.echo(f"已导入 {file}：{len(domains)} 个域名，{len(changes)} 处改动")
    return 0


@app.command("reconcile")
def reconcile_list(
    file: FileArgument,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="文件", help="比对表写到哪个 .xlsx 文件")
    ] = None,
    workspace: WorkspaceOption = Path(),
    json_: JsonOption = False,
) -> int:
    """与其他系统的清单比对，写出可以逐条办理的比对表；不改动任何一方。"""
    place, now = open_workspace(workspace), clock_for("").now()
    rows = read_list(data_of(file), file.name)
    db = place.open()
    try:
        found = reconcile(db, rows)
    finally:
        db.close()
    target = out or file.with_name(f"{file.stem}-比对表.xlsx")
    write_whole(target, write_reconciliation(found, rows, file.name, now))
    counts = {STATE_WORDS[state]: count for state, count in states(rows).items()}
    differing = len({each.name for each in found.differing})
    if json_:
        emit(
            {
                "rows": {state.value: count for state, count in states(rows).items()},
                "only_ours": [domain.name for domain in found.only_ours],
                "only_theirs": [row.name for row, _ in found.only_theirs],
                "differing": [
                    {"name": d.name, "field": d.attribute, "ours": d.ours, "theirs": d.theirs}
                    for d in found.differing
                ],
                "agreeing": list(found.agreeing),
                "out": str(target),
            }
        )
        return 0
    said = "，".join(f"{word} {count} 行" for word, count in counts.items() if count)
    typer.echo(f"{file.name} 共 {len(rows)} 行：{said}")
    typer.echo(
        f"一致 {len(found.agreeing)} 个，内容不一致 {differing} 个，"
        f"仅我方有 {len(found.only_ours)} 个，仅对方有 {len(found.only_theirs)} 个"
    )
    typer.echo(f"已写出 {target}")
    return 0


@app.command("filed")
def filed(
    file: FileArgument,
    source: Annotated[
        str,
        typer.Option(
            "--source",
            metavar="来源",
            help="national 信息报送系统，icp，police 公安备案，ct 证书透明日志，"
            "whois 注册信息，other 其他",
        ),
    ],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁导入，记入操作日志")] = "",
    workspace: WorkspaceOption = Path(),
) -> int:
    """导入其他系统登记的清单，作为核对依据；同一来源以最后一次导入的为准，清单本身不变。"""
    kinds = {s.value: s for s in (Source.NATIONAL, Source.ICP, Source.POLICE, Source.CT)}
    kinds |= {s.value: s for s in (Source.WHOIS, Source.OTHER)}
    if source not in kinds:
        raise WatchError(f"--source 的“{source}”不能识别，可填：{'、'.join(kinds)}")
    if not by.strip():
        raise CaseError("请用 --by 写明由谁导入，这一步要记入操作日志")
    place, now = open_workspace(workspace), clock_for("").now()
    rows = read_list(data_of(file), file.name)
    db = place.open()
    try:
        new = keep_list(db, kinds[source], rows, file.name, now)
        detail = {"source": source, "rows": str(len(rows))}
        AuditLog(db).append(now, tidy(by), "domains.filed", "domains", detail)
    finally:
        db.close()
    said = [f"{STATE_WORDS[state]} {count} 行" for state, count in states(rows).items() if count]
    name = SOURCE_NAMES[kinds[source]]
    typer.echo(f"已导入 {file}（{name}）：{'，'.join(said)}；首次见到 {new} 个域名")
    return 0


def line(domain: Domain) -> str:
    """Return one line about a row of the inventory."""
    site = SITE_STATE_NAMES[domain.site_state] if domain.site_state else "网站状态未知"
    state = DOMAIN_STATE_NAMES[domain.domain_state] if domain.domain_state else "域名状态未知"
    return f"{domain.shown}　{domain.holder or '持有单位未填'}　{site}　{state}"


def document(domain: Domain) -> dict[str, object]:
    """Return a row of the inventory for `--json`."""
    return {name: getattr(domain, name) for name in HEADINGS}
