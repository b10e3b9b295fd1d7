"""`xunjian rulebook`: check a rulebook file, set two side by side, explain a row."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated

import typer

from checks.registry import all_checks
from checks.rulebook_file import check_series, load_rulebook, rulebook_ids
from model.errors import RulebookError
from model.rulebook import KIND_NAMES, MEASURE_NAMES, Indicator, Kind, Rulebook
from scheduler.chinese_help import ChineseApp
from scheduler.commands.common import JsonOption, emit
from scheduler.comparing import row_key

app = ChineseApp("指标体系：检查文件、比较两个、解释各行。")
Book = Annotated[str, typer.Argument(metavar="指标体系", help="指标体系文件（TOML）或编号")]
_WHO = {"F": "程序", "P": "程序提出、人工认定", "S": "人工"}
_WEIGHTS = {
    "": "问题",
    "home": "首页上的问题",
    "other": "其他页面上的问题",
    "unanswered": "超时未答复",
    "perfunctory": "敷衍答复",
}
_SCOPES = {"site": "全部网站", "portal": "门户网站", "newmedia": "政务新媒体", "unit": "责任单位"}
_STAR = "标“※”的分值或限值未经官方文本核实，对外引用前请据原文改正"
_SURE = {
    "V2": "两处以上公开文本所见，一致",
    "V1": "一处公开文本所见",
    "D": "由已见的数字推算",
    "Mh": "未见原文，把握较大",
    "Mm": "未见原文，大致如此",
    "Ml": "未见原文，只是占位",
}


@app.command("check")
def check(file: Book, json_: JsonOption = False) -> int:
    """检查一个指标体系文件（分值合计、上限、编号、检查项、有效期），并列出各行由谁判定。"""
    book = load_rulebook(file)
    shipped = tuple(load_rulebook(name) for name in rulebook_ids())
    check_series((*shipped, book))
    if json_:
        emit(_book_document(book))
        return 0
    machine = sum(bool(row.checks or row.measure) for row in book.indicators)
    staff = sum(row.checkable == "S" for row in book.indicators)
    total = len(book.indicators)
    typer.echo(f"{book.title}（{book.document}）：共 {total} 行，检查无误")
    open_ = total - machine - staff
    rest = f"，其余 {open_} 行尚无检查" if open_ else ""
    typer.echo(f"程序判定 {machine} 行，人工录入 {staff} 行{rest}")
    unsure = sum((row.points or 0 for row in book.indicators if not row.verified), 0)
    if book.total is not None and unsure:
        typer.echo(f"{book.total} 分中有 {unsure} 分的分值未经官方文本核实，对外引用前请据原文改正")
    for row in book.indicators:
        star = "" if row.verified else "※"
        typer.echo(f"  {row.id}　{row.name}{star}　{KIND_NAMES[row.kind]}{_worth(row)}　{_by(row)}")
    if not all(row.verified for row in book.indicators):
        typer.echo(_STAR)
    return 0


@app.command("diff")
def diff(
    one: Annotated[str, typer.Argument(metavar="甲", help="指标体系文件或编号")],
    other: Annotated[str, typer.Argument(metavar="乙", help="指标体系文件或编号")],
    json_: JsonOption = False,
) -> int:
    """比较两个指标体系：评分规则、增减的行、改动的内容。"""
    a, b = load_rulebook(one), load_rulebook(other)
    changes = list(_changes(a, b))
    if json_:
        emit([{"row": row, "what": what, "a": was, "b": now} for row, what, was, now in changes])
        return 0
    typer.echo(f"甲　{a.id}　{a.title}\n乙　{b.id}　{b.title}")
    if {a.based_on, b.based_on} & {a.id, b.id}:
        typer.echo("一个以另一个为基础，未列出的都相同")
    if not changes:
        typer.echo("两者没有不同")
    for row, what, was, now in changes:
        typer.echo(f"  {row}　{what}：{was or '（无）'} → {now or '（无）'}")
    return 0


@app.command("explain")
def explain(
    id_: Book,
    row: Annotated[str, typer.Argument(metavar="[行]", help="指标编号，如 d19.fn.links")] = "",
    json_: JsonOption = False,
) -> int:
    """解释一个指标体系怎样评分，或其中一行的标准、分值、由谁判定、出处。"""
    book = load_rulebook(id_)
    if row:
        found = book.indicator(row)
        if found is None:
            near = get_close_matches(row, [each.id for each in book.indicators], n=3, cutoff=0.5)
            hint = f"相近的有：{'、'.join(near)}；" if near else ""
            raise RulebookError(
                f"指标体系 {book.id} 没有编号为 {row} 的行，{hint}"
                f"全部编号用 xunjian rulebook explain {book.id} 查看"
            )
        if json_:
            emit(_row_document(found))
        else:
            typer.echo("\n".join(_row_lines(found)))
        return 0
    if json_:
        emit(_book_document(book))
        return 0
    typer.echo("\n".join(_book_lines(book)))
    return 0


def _book_lines(book: Rulebook) -> Iterator[str]:
    until = book.valid_to.isoformat() if book.valid_to else "今"
    yield f"{book.id}　{book.title}（{book.document}）"
    yield f"有效期：{book.valid_from} 至 {until}"
    if book.based_on:
        yield f"以 {book.based_on} 为基础，只改动不同之处"
    if book.for_units:
        yield "评责任单位：不适用的指标不计，其余折算为满分；未能判定的不扣分"
    elif book.unscored:
        yield "不计分：逐项列出问题"
    elif book.total is None:
        yield "各行分值不详，不计总分：判定单项否决，逐项列出问题个数"
    else:
        yield f"第一步：有任何一项单项否决即为不合格；第二步：{book.total} 分，逐项扣分，扣完为止"
        if book.bonus_mark is not None:
            yield f"第三步：高于 {book.bonus_mark} 分的计加分，最多 {book.bonus_cap} 分"
    if book.pass_mark is not None:
        yield f"合格线：{book.pass_mark} 分"
    for group in book.rescale:
        yield f"“{group}”可整体不适用（人工录入），其余按比例折算为满分"
    heading = ""
    for row in book.indicators:
        if row.group != heading:
            heading = row.group
            yield f"【{heading}】"
        yield f"  {row.id}　{row.name}{'' if row.verified else '※'}{_worth(row)}　{_by(row)}"
    if not all(row.verified for row in book.indicators):
        yield _STAR


def _worth(row: Indicator) -> str:
    if row.points is None:
        return ""
    return f"　{row.points.normalize():f}分" if row.points else "　不计分"


def _row_lines(row: Indicator) -> Iterator[str]:
    kind = KIND_NAMES[row.kind]
    yield f"{row.id}　{row.name}　（{kind if row.group == kind else f'{row.group}，{kind}'}）"
    yield f"标准：{row.threshold}"
    yield f"适用：{'、'.join(_SCOPES[scope] for scope in row.scope)}"
    if row.kind is Kind.VETO:
        yield f"达到 {row.fails_from} 个即否决"
    if row.points == 0:
        yield "分值：不计分，只列出问题"
    elif row.points is not None:
        cap = "" if row.cap is None else f"，最多扣 {row.cap.normalize():f} 分"
        yield f"分值：{row.points.normalize():f} 分{cap}"
    for weight, points in row.each.items():
        yield f"每个{_WEIGHTS.get(weight, weight)}扣 {points.normalize():f} 分"
    if row.measure is not None:
        yield f"计量：{MEASURE_NAMES[row.measure]}"
    yield f"由谁判定：{_by(row)}"
    for binding in row.checks:
        title = all_checks()[binding.check].title
        yield f"  检查 {binding.check}（{title}）"
    for name, value in _leaves(row).items():
        if "." in name:
            yield f"    选项 {name.partition('.')[2]} = {value}"
    sure = "已见于官方文本" if row.verified else "未经官方文本核实"
    yield f"出处：{row.source}（{sure}）"
    for mark, words in _SURE.items():
        if f"；{mark}" in row.source:
            yield f"  {mark}：{words}"


def _by(row: Indicator) -> str:
    names = dict.fromkeys([*(binding.check for binding in row.checks), *row.counts])
    if row.measure is not None:
        return "程序：" + MEASURE_NAMES[row.measure] + (f"（{'、'.join(names)}）" if names else "")
    if names:
        return f"{_WHO[row.checkable]}：{'、'.join(names)}"
    return "人工录入" if row.checkable == "S" else "尚无检查，可人工录入"


def _changes(a: Rulebook, b: Rulebook) -> Iterator[tuple[str, str, str, str]]:
    """Yield (row, what, in a, in b) for everything in which two rulebooks differ."""
    for word, name in (
        ("有效期起", "valid_from"),
        ("有效期止", "valid_to"),
        ("满分", "total"),
        ("合格线", "pass_mark"),
        ("加分线", "bonus_mark"),
        ("加分上限", "bonus_cap"),
    ):
        was, now = getattr(a, name), getattr(b, name)
        if was != now:
            yield "评分", word, _text(was), _text(now)
    theirs = {row_key(row.id): row for row in b.indicators}
    for row in a.indicators:
        twin = theirs.pop(row_key(row.id), None)
        if twin is None:
            yield row.id, "只在甲", row.name, ""
            continue
        label = row.id if row.id == twin.id else f"{row.id}＝{twin.id}"
        for word, was, now in _differences(row, twin):
            yield label, word, was, now
    for row in theirs.values():
        yield row.id, "只在乙", "", row.name


def _differences(one: Indicator, other: Indicator) -> Iterator[tuple[str, str, str]]:
    for word, name in (
        ("名称", "name"),
        ("标准", "threshold"),
        ("分值", "points"),
        ("上限", "cap"),
        ("否决起点", "fails_from"),
        ("每个扣分", "each"),
        ("适用", "scope"),
        ("判定方式", "checkable"),
        ("已核实", "verified"),
    ):
        was, now = getattr(one, name), getattr(other, name)
        if was != now:
            yield word, _text(was), _text(now)
    mine, theirs = _leaves(one), _leaves(other)
    for key in dict.fromkeys([*mine, *theirs]):
        if mine.get(key) != theirs.get(key):
            yield f"检查 {key}", mine.get(key, ""), theirs.get(key, "")


def _leaves(row: Indicator) -> dict[str, str]:
    """Return every single option of a row's checks by its full name."""
    found: dict[str, str] = {}

    def walk(name: str, value: object) -> None:
        if isinstance(value, dict):
            for key, part in value.items():
                walk(f"{name}.{key}", part)
        else:
            found[name] = _text(value)

    for binding in row.checks:
        found[binding.check] = "有"
        walk(binding.check, dict(binding.options))
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | list):
        return "、".join(str(part) for part in value)
    if isinstance(value, dict):
        return "、".join(f"{_WEIGHTS.get(key, key)} {part}" for key, part in value.items())
    return str(value)


def _book_document(book: Rulebook) -> dict[str, object]:
    return {
        "id": book.id,
        "title": book.title,
        "document": book.document,
        "valid_from": book.valid_from.isoformat(),
        "valid_to": book.valid_to.isoformat() if book.valid_to else None,
        "based_on": book.based_on,
        "total": None if book.total is None else float(book.total),
        "pass_mark": None if book.pass_mark is None else float(book.pass_mark),
        "indicators": [_row_document(row) for row in book.indicators],
    }


def _row_document(row: Indicator) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "group": row.group,
        "kind": row.kind.value,
        "threshold": row.threshold,
        "points": None if row.points is None else float(row.points),
        "verified": row.verified,
        "checkable": row.checkable,
        "scope": list(row.scope),
        "source": row.source,
        "checks": [binding.check for binding in row.checks],
    }
