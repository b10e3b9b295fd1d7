"""`xunjian probe`: visits now, what the last week gave, agreed outages, other lines' records."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from model.clock import CHINA, at_china, china_day, china_time
from model.errors import CaseError, WatchError
from model.probe import Gap, Probe
from model.register_form import tidy
from scheduler.alerting import follow_visits
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import DayOption, JsonOption, WorkspaceOption, clock_for, emit
from scheduler.printing import write_whole
from scheduler.probe_files import read_probes, write_probes
from scheduler.probing import Prober
from scheduler.workspace import open_workspace
from store.audit_log import AuditLog
from store.probes import Maintenance, ProbeStore

app = ChineseApp(
    "站点可用性：访问一次全部网站；查看近一周情况；登记停机维护；交换探测记录。",
    invoke_without_command=True,
)
WEEK = timedelta(days=7)


@app.callback()
def probe(
    context: typer.Context, workspace: WorkspaceOption = Path(), json_: JsonOption = False
) -> int:
    """不带子命令时，把名录里的网站各访问一次并记录。"""
    if context.invoked_subcommand is not None:
        return 0
    place, clock = open_workspace(workspace), clock_for("")
    db = place.open()
    try:
        register = place.register(db)
        prober = Prober(settings=place.settings, clock=clock)
        visits = prober.visit(db, register, register.sites)
        follow_visits(db, visits)
    finally:
        db.close()
    left_out = [s for s in register.sites if s.code not in {v.site.code for v in visits}]
    if json_:
        emit([_document(v.site.code, v.probe) for v in visits])
    else:
        for visit in visits:
            typer.echo(f"{visit.site.name}　{_said(visit.probe)}")
        for site in left_out:
            typer.echo(f"{site.name}　未计：不能确认监测机自身网络是否正常")
    return 0


@app.command("status")
def status(
    workspace: WorkspaceOption = Path(), as_of: DayOption = "", json_: JsonOption = False
) -> int:
    """列出各网站近七个整日的访问次数、失败次数、占比和没有监测的时段。"""
    place = open_workspace(workspace)
    until = at_china(china_day(clock_for(as_of).now()), time())
    db = place.open()
    try:
        store = ProbeStore(db)
        logs = {
            site: store.log(site.code, until - WEEK, until) for site in place.register(db).sites
        }
    finally:
        db.close()
    limit_s = place.settings.probing.limit_s
    rows = []
    for site, log in logs.items():
        probes = log.counted(until - WEEK, until)
        failed = sum(1 for p in probes if not p.ok or p.seconds >= limit_s)
        rows.append((site, len(probes), failed, log.gaps))
    if json_:
        emit(
            [
                {"site": s.code, "probes": n, "failed": bad, "gaps": [_span(g) for g in gaps]}
                for s, n, bad, gaps in rows
            ]
        )
        return 0
    for site, count, failed, gaps in rows:
        share = f"{failed * 100 / count:.1f}%（{failed}/{count}）" if count else "没有记录"
        typer.echo(f"{site.name}　失败占比 {share}")
        for gap in gaps:
            typer.echo(f"  不计时段　{_span(gap)}　{gap.reason}")
    return 0


@app.command("windows")
def windows(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """列出登记的停机维护，取消的也保留。"""
    db = open_workspace(workspace).open()
    try:
        known = ProbeStore(db).maintenance()
    finally:
        db.close()
    if json_:
        emit([_window_document(m) for m in known])
    elif not known:
        typer.echo("没有登记过停机维护")
    else:
        for window in known:
            typer.echo(_window(window))
    return 0


@app.command("agree")
def agree(
    code: Annotated[str, typer.Argument(metavar="网站标识码")],
    since: Annotated[str, typer.Option("--from", metavar="时间", help="开始，如 2026-11-24T22:00")],
    until: Annotated[str, typer.Option("--until", metavar="时间", help="结束，不含这一刻")],
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="停机维护的原因")] = "",
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁同意，记入操作日志")] = "",
    workspace: WorkspaceOption = Path(),
) -> int:
    """登记停机维护或经同意的停机，其间的访问不计入占比，记录保留。"""
    if not (by.strip() and reason.strip()):
        raise CaseError("请用 --by 写明由谁同意、用 --reason 写明原因，这一步要记入操作日志")
    place, now = open_workspace(workspace), clock_for("").now()
    db = place.open()
    try:
        if place.register(db).site(code) is None:
            raise WatchError(f"名录里没有标识码为 {code} 的网站")
        window = ProbeStore(db).agree(
            Maintenance(
                site_code=code,
                since=_moment(since, "--from"),
                until=_moment(until, "--until"),
                reason=tidy(reason),
                agreed_by=tidy(by),
            )
        )
        AuditLog(db).append(now, tidy(by), "probe.agreed", f"site:{code}", {"reason": reason})
    finally:
        db.close()
    typer.echo(_window(window))
    return 0


@app.command("call-off")
def call_off(
    number: Annotated[int, typer.Argument(metavar="编号", help="停机维护的编号，见 probe windows")],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="由谁取消，记入操作日志")] = "",
    workspace: WorkspaceOption = Path(),
) -> int:
    """取消登记的停机维护；记录保留，其间的访问重新计入。"""
    if not by.strip():
        raise CaseError("请用 --by 写明由谁取消，这一步要记入操作日志")
    db = open_workspace(workspace).open()
    try:
        window = ProbeStore(db).call_off(number, tidy(by))
        now = clock_for("").now()
        AuditLog(db).append(now, tidy(by), "probe.called_off", f"site:{window.site_code}", {})
    finally:
        db.close()
    typer.echo(_window(window))
    return 0


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="文件", help="写到哪个 .jsonl 文件")],
    vantage: Annotated[str, typer.Option("--vantage", metavar="名称", help="本监测点的名称")],
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
) -> int:
    """写出本机近七天的探测记录，供另一台监测机导入。"""
    place = open_workspace(workspace)
    now = clock_for(as_of).now()
    db = place.open()
    try:
        store = ProbeStore(db)
        every = {s.code: store.of(s.code, now - WEEK, now) for s in place.register(db).sites}
    finally:
        db.close()
    write_whole(file, write_probes(every, tidy(vantage)))
    typer.echo(f"已写出 {file}：{sum(map(len, every.values()))} 次访问")
    return 0


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="文件", help="另一台监测机写出的 .jsonl 文件")],
    workspace: WorkspaceOption = Path(),
) -> int:
    """导入另一台监测机的探测记录；有误则逐行指出、一条也不导入，重复导入不会重复计数。"""
    place = open_workspace(workspace)
    try:
        data = file.read_bytes()
    except OSError as cause:
        raise WatchError(f"读不到探测记录 {file}：{cause.strerror}") from cause
    db = place.open()
    try:
        known = {site.code for site in place.register(db).sites}
        every = read_probes(data, file.name, known)
        store = ProbeStore(db)
        with db.atomic():
            added = sum(store.add(code, probes) for code, probes in every.items())
    finally:
        db.close()
    total = sum(map(len, every.values()))
    typer.echo(f"已导入 {file}：{total} 次访问，其中新增 {added} 次")
    return 0


def _moment(text: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as cause:
        raise WatchError(f"{option} 的“{text}”不是时间，应写成 2026-11-24T22:00") from cause
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def _said(probe: Probe) -> str:
    if probe.ok:
        return f"可以访问，{probe.seconds:.1f} 秒"
    return f"不能访问：{probe.cause.sentence}（{probe.seconds:.1f} 秒）"


def _span(gap: Gap | Maintenance) -> str:
    since, until = china_time(gap.since), china_time(gap.until)
    return f"{since:%Y-%m-%d %H:%M} 至 {until:%Y-%m-%d %H:%M}"


def _window(window: Maintenance) -> str:
    off = f"　已由{window.cancelled_by}取消" if window.cancelled_by else ""
    return (
        f"{window.id}　{window.site_code}　{_span(window)}　{window.reason}　"
        f"{window.agreed_by}同意{off}"
    )


def _window_document(window: Maintenance) -> dict[str, object]:
    return {
        "id": window.id,
        "site": window.site_code,
        "from": window.since.isoformat(),
        "until": window.until.isoformat(),
        "reason": window.reason,
        "agreed_by": window.agreed_by,
        "cancelled_by": window.cancelled_by,
    }


def _document(code: str, probe: Probe) -> dict[str, object]:
    return {
        "site": code,
        "at": probe.at.isoformat(),
        "ok": probe.ok,
        "seconds": round(probe.seconds, 3),
        "cause": probe.cause.value,
        "detail": probe.detail,
    }
