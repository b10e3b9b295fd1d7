"""`xunjian audit`: one site, no set-up at all."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from scheduler.audit import AuditOptions, AuditResult, default_out, run_audit
from scheduler.commands.common import (
    DayOption,
    FailOn,
    FailOnOption,
    JsonOption,
    clock_for,
    conclusion,
    emit,
    exit_code,
    night_of,
)
from scheduler.judging import finding_counts
from scheduler.progress import ProgressBoard


def audit(
    url: Annotated[str, typer.Argument(metavar="网址", help="网站首页或任一起始页的网址")],
    max_pages: Annotated[
        int, typer.Option("--max-pages", min=0, help="最多读取的网页数，0 为不限")
    ] = 0,
    rate: Annotated[
        float,
        typer.Option("--rate", min=0, help="每个平台每秒请求数；0 为不限速，只用于本机和内网地址"),
    ] = 2.0,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="目录", help="结果写到哪个目录")
    ] = None,
    rulebook: Annotated[str, typer.Option("--rulebook", help="指标体系编号或文件")] = "check-2019",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="允许抓取本机和内网地址上的这个网站")
    ] = False,
    no_external: Annotated[
        bool, typer.Option("--no-external", help="不核查指向站外的链接")
    ] = False,
    fragments: Annotated[
        bool, typer.Option("--fragments", help="另外核对指向页内位置（#…）的链接能否到达")
    ] = False,
    attachments: Annotated[
        int,
        typer.Option("--attachments", min=0, help="另外下载并读取最多多少个附件的文字，0 为不读"),
    ] = 0,
    browser: Annotated[
        int,
        typer.Option(
            "--browser", min=0, help="最多用浏览器读取多少个由脚本生成的列表，0 为不用浏览器"
        ),
    ] = 0,
    pictures: Annotated[
        int,
        typer.Option("--pictures", min=0, help="最多为多少个有问题的网页截图取证，0 为不截图"),
    ] = 0,
    as_of: DayOption = "",
    fail_on: FailOnOption = FailOn.NEVER,
    json_: JsonOption = False,
) -> int:
    """检查一个网站：抓取整个主机，判定、评分，写出报告、问题表。"""
    clock = clock_for(as_of)
    night_on, at = night_of(clock)
    options = AuditOptions(
        url=url,
        out=out or default_out(url, night_on),
        max_pages=max_pages,
        rate_per_s=rate,
        rulebook=rulebook,
        allow_private=allow_private,
        external=not no_external,
        fragments=fragments,
        attachments=attachments,
        browser_pages=browser,
        pictures=pictures,
    )
    started = time.monotonic()
    with ProgressBoard() as board:
        result = run_audit(options, night_on=night_on, at=at, clock=clock, board=board)
    seconds = time.monotonic() - started
    if json_:
        emit(audit_document(result, options.out, seconds))
    else:
        _tell(result, options.out, seconds)
    if not result.facts.pages:
        typer.echo(f"未完成：{result.facts.soundness.reason}", err=True)
        return 3
    return exit_code([result.facts.judgement], fail_on)


def audit_document(result: AuditResult, out: Path, seconds: float) -> dict[str, object]:
    """Return what `audit --json` prints (DESIGN 6)."""
    score = result.facts.judgement.score
    return {
        "site": result.facts.site.home_url,
        "as_of": result.facts.night_on.isoformat(),
        "pages": result.crawl.pages,
        "fetched": result.crawl.fetched,
        "links": result.crawl.links,
        "dead": result.dead,
        "seconds": round(seconds, 2),
        "score": None if score.points is None else float(score.points),
        "coverage": float(score.coverage),
        "veto": list(score.vetoes),
        "findings": finding_counts(result.facts.judgement),
        "out": str(out),
    }


def _tell(result: AuditResult, out: Path, seconds: float) -> None:
    crawl = result.crawl
    typer.echo(conclusion(result.facts))
    typer.echo(f"读网页 {crawl.pages} 个，访问地址 {crawl.fetched} 次，用时 {seconds:.1f} 秒")
    for check, count in finding_counts(result.facts.judgement).items():
        typer.echo(f"  {check}：{count}")
    typer.echo(f"报告：{out / 'report.html'}")
    typer.echo(f"问题表：{out / 'findings.xlsx'}")
