"""`xunjian read`: what is read from one page, a saved file or an address."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.single import fetch_page
from extract.page import read_page
from extract.register_cells import rule_fault
from model.errors import WatchError
from model.page import POSITION_NAMES, PageFacts
from model.settings import Settings
from reports.page_json import page_json
from scheduler.commands.common import JsonOption, emit
from scheduler.crawl_job import user_agent

_KINDS = {"home": "首页", "list": "列表页", "article": "文章页", "other": "其他页面"}
MOST_BYTES = 50_000_000


def read(
    page: Annotated[str, typer.Argument(metavar="文件或网址", help="保存的网页文件，或网址")],
    url: Annotated[
        str, typer.Option("--url", metavar="网址", help="文件原来的网址，用于补全相对链接")
    ] = "",
    rule: Annotated[
        str, typer.Option("--rule", metavar="规则", help="列表读取规则：条目 | 链接 | 日期")
    ] = "",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="允许访问本机和内网地址")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """读一个网页，显示读到的标题、日期、来源、栏目、标签、标识和列表。"""
    fault = rule_fault(rule) if rule else ""
    if fault:
        raise WatchError(f"--rule 的{fault}")
    if page.startswith(("http://", "https://")):
        fetched = fetch_page(page, user_agent=user_agent(Settings()), allow_private=allow_private)
        body, content_type, address = fetched.body, fetched.content_type, url or fetched.url
    else:
        body, content_type, address = _saved(Path(page)), "", url or "http://localhost/"
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
        if path.stat().st_size > MOST_BYTES:
            raise WatchError(f"{path} 超过 50 MB，不像是网页，请核对文件名")
        return path.read_bytes()
    except OSError as cause:
        raise WatchError(f"读不到 {path}：{cause.strerror}，请核对文件名或网址") from cause


def _tell(facts: PageFacts) -> None:
    lies = "（声明的编码不对）" if facts.charset_lies else ""
    rows = {
        "网址": facts.url,
        "类型": _KINDS[facts.kind.value],
        "编码": f"{facts.charset}{lies}",
        "标题": facts.title,
        "发布时间": facts.published,
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
