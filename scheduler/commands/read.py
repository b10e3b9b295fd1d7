"""`xunjian read`: what is read from one page or one file for reading, saved or at an address."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.file_reading import read_apart
from crawler.single import MAX_BYTES, fetch_page
from extract.file_signs import is_file
from extract.page import read_page
from extract.rule_form import data_address
from extract.rules import rule_fault
from model.attachment import FileText
from model.errors import WatchError
from model.page import POSITION_NAMES, PageFacts
from model.settings import Settings
from reports.page_json import page_json
from scheduler.commands.common import JsonOption, emit
from scheduler.crawl_job import user_agent

_KINDS = {"home": "首页", "list": "列表页", "article": "文章页", "other": "其他页面"}
SHOWN_LINES = 20


def read(
    page: Annotated[str, typer.Argument(metavar="文件或网址", help="保存的网页或附件，或网址")],
    url: Annotated[
        str, typer.Option("--url", metavar="网址", help="文件原来的网址，用于补全相对链接")
    ] = "",
    rule: Annotated[
        str,
        typer.Option("--rule", metavar="规则", help="列表读取规则：条目 | 链接 | 日期 | 日期格式"),
    ] = "",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="允许访问本机和内网地址")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """读一个网页或附件，显示读到的标题、日期、来源、栏目、标签、标识和列表，或附件的文字。"""
    fault = rule_fault(rule) if rule else ""
    if fault:
        raise WatchError(f"--rule 的{fault}")
    if page.startswith(("http://", "https://")):
        fetched = fetch_page(page, user_agent=user_agent(Settings()), allow_private=allow_private)
        body, content_type, address = fetched.body, fetched.content_type, url or fetched.url
    else:
        body, content_type, address = _saved(Path(page)), "", url or "http://localhost/"
    if is_file(body, page):
        _tell_file(page, read_apart(body, page), json_=json_)
        return 0
    data = data_address(rule, address) if rule else None
    if data is not None:
        address = data  # a saved file is taken for what the address answered
        if page.startswith(("http://", "https://")):
            agent = user_agent(Settings())
            fetched = fetch_page(data, user_agent=agent, allow_private=allow_private)
            body, content_type = fetched.body, fetched.content_type
    reading = read_page(body, address, content_type=content_type, rule=rule)
    if json_:
        emit(page_json(reading.facts))
    else:
        _tell(reading.facts)
        places = sorted({link.position for link in reading.links})
        typer.echo("链接位置　" + "、".join(POSITION_NAMES[place] for place in places))
    return 0


def _saved(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WatchError(f"{path} 超过 50 MB，没有读取，请核对文件名")
        return path.read_bytes()
    except OSError as cause:
        raise WatchError(f"读不到 {path}：{cause.strerror}，请核对文件名或网址") from cause


def _tell_file(name: str, read: FileText, *, json_: bool) -> None:
    if json_:
        emit(
            {
                "file": name,
                "format": read.format or None,
                "state": read.state.value,
                "reason": None if read.state.has_text else read.state.sentence,
                "bytes": read.size,
                "chars": len(read.text),
                "text": read.text,
            }
        )
        return
    typer.echo(f"附件　{name}")
    typer.echo(f"格式　{read.format or '—'}")
    typer.echo(f"大小　{read.size:,} 字节")
    typer.echo(f"结果　{read.state.sentence}")
    if not read.state.has_text:
        return
    lines = read.text.split("\n")
    typer.echo(f"文字　{len(read.text):,} 字，{len(lines):,} 行")
    for line in lines[:SHOWN_LINES]:
        typer.echo("  " + line.replace("\t", "　"))
    if len(lines) > SHOWN_LINES:
        typer.echo(f"  （其余 {len(lines) - SHOWN_LINES:,} 行从略，全文见 --json）")


def _tell(facts: PageFacts) -> None:
    lies = "（声明的编码不对）" if facts.charset_lies else ""
    rows = {
        "网址": facts.url,
        "类型": _KINDS[facts.kind.value],
        "编码": f"{facts.charset}{lies}",
        "标题": facts.title,
        "发布时间": facts.published or facts.published_words or None,
        "来源": facts.source,
        "栏目": facts.column,
        "网站名称": facts.site.name,
        "网站标识码": facts.marks.code or facts.site.code,
        "ICP备案": facts.marks.icp,
        "公安备案": facts.marks.police,
        "主办单位": facts.marks.organizer,
        "链接数": facts.links,
    }
    for name, value in rows.items():
        typer.echo(f"{name}　{'—' if value in (None, '') else value}")
    for item in facts.listing.items:
        typer.echo(f"  {item.date or '无日期'}　{item.title}　{item.url}")
    if facts.listing.reason:
        typer.echo(f"列表　{facts.listing.reason}")
