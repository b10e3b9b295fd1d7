"""`xunjian letters pdf|send|outbox|resend|bounce|numbers|verify`: what leaves, and what became."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from model.clock import china_time
from model.errors import CaseError, WatchError
from model.letter import LetterState
from model.mail import MAIL_STATE_NAMES, OutboxEntry
from scheduler.commands.common import DayOption, JsonOption, WorkspaceOption, clock_for, emit
from scheduler.commands.letters import By, app
from scheduler.letter_desk import Desk, altered_files, folder_of, write_files
from scheduler.letter_pdf import keep_pdf
from scheduler.mailing import MONITOR, deliver, note_bounce, queue_letter, send_again
from scheduler.printing import write_whole
from scheduler.workspace import open_workspace
from store.letters import LetterStore
from store.outbox import OutboxStore

__all__ = ["app"]
Mail = Annotated[int, typer.Argument(metavar="编号", help="邮件的编号，见 letters outbox")]


@app.command("pdf")
def pdf(
    numbers: Annotated[
        list[int], typer.Argument(metavar="编号…", help="已签发的函件，见 letters list")
    ],
    by: By = "",
    workspace: WorkspaceOption = Path(),
) -> int:
    """把已签发的函件按存档转成 PDF，同样存档（须装有 LibreOffice）。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        desk = Desk(place, db, clock_for("").now(), by.strip() or MONITOR)
        for number in numbers:
            kept = keep_pdf(desk, number)
            path = folder_of(place, desk.letters.get(number)) / kept.name
            write_whole(path, kept.data)
            typer.echo(str(path))
    finally:
        db.close()
    return 0


@app.command("send")
def send(
    numbers: Annotated[
        list[int] | None,
        typer.Argument(metavar="[编号…]", help="已签发的函件；不写则只处理发件箱里待发的"),
    ] = None,
    by: By = "",
    workspace: WorkspaceOption = Path(),
    as_of: DayOption = "",
    json_: JsonOption = False,
) -> int:
    """把已签发的函件用邮件发给责任单位；设置里没有开通邮寄时只写出样张。"""
    place, clock = open_workspace(workspace), clock_for(as_of)
    if numbers and not by.strip():
        raise CaseError("请用 --by 写明由谁发送，这一步要记入操作日志")
    db = place.open()
    try:
        for number in numbers or ():
            queue_letter(Desk(place, db, clock.now(), by.strip()), number, place.register(db))
        done = deliver(place, db, clock)
        entries = OutboxStore(db).all()
    finally:
        db.close()
    if json_:
        emit([_document(entry) for entry in entries])
    elif done.printed:
        typer.echo(f"没有开通邮寄（[mail] enabled = false），写出样张 {len(done.printed)} 件：")
        for path in done.printed:
            typer.echo(f"  {path}")
    else:
        typer.echo(
            f"发送 {done.sent} 封，稍后再试 {done.waiting} 封，"
            f"失败 {done.failed} 封，是否送达不明 {done.unknown} 封"
        )
        for entry in entries:
            if entry.note:
                typer.echo(_line(entry))
    return 1 if done.failed or done.unknown else 0


@app.command("outbox")
def outbox(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """列出发件箱。"""
    db = open_workspace(workspace).open()
    try:
        entries = OutboxStore(db).all()
    finally:
        db.close()
    if json_:
        emit([_document(entry) for entry in entries])
    elif not entries:
        typer.echo("发件箱是空的")
    else:
        for entry in entries:
            typer.echo(_line(entry))
    return 0


@app.command("resend")
def resend(number: Mail, by: By = "", workspace: WorkspaceOption = Path()) -> int:
    """把发送失败、被退回或是否送达不明的邮件放回发件箱，下次发送时再发。"""
    if not by.strip():
        raise CaseError("请用 --by 写明由谁决定重发，这一步要记入操作日志")
    place = open_workspace(workspace)
    db = place.open()
    try:
        entry = send_again(Desk(place, db, clock_for("").now(), by.strip()), number)
    finally:
        db.close()
    typer.echo(_line(entry))
    return 0


@app.command("bounce")
def bounce(
    file: Annotated[Path, typer.Argument(metavar="文件", help="退信，.eml 文件")],
    by: By = "",
    workspace: WorkspaceOption = Path(),
) -> int:
    """登记退信：按信中引用的邮件编号找到原来的函件。"""
    try:
        mail = file.read_bytes()
    except OSError as cause:
        raise WatchError(f"读不到退信文件 {file}：{cause.strerror}") from cause
    place = open_workspace(workspace)
    db = place.open()
    try:
        entry = note_bounce(Desk(place, db, clock_for("").now(), by.strip() or "退信登记"), mail)
    finally:
        db.close()
    typer.echo(_line(entry))
    return 0


@app.command("numbers")
def numbers(workspace: WorkspaceOption = Path(), json_: JsonOption = False) -> int:
    """列出已编的发文字号，含作废号。"""
    db = open_workspace(workspace).open()
    try:
        store = LetterStore(db)
        given, letters = store.numbers(), {x.id: x for x in store.all()}
    finally:
        db.close()
    if json_:
        emit([{"number": n.text, "letter": n.letter, "void": n.void} for n in given])
    elif not given:
        typer.echo("还没有签发过函件")
    else:
        for number in given:
            letter = letters[number.letter]
            void = f"　作废（{letter.reason}）" if number.void else ""
            typer.echo(f"{number.text}　{letter.unit}{void}")
    return 0


@app.command("verify")
def verify(
    workspace: WorkspaceOption = Path(),
    restore: Annotated[
        bool, typer.Option("--restore", help="按存档重新写出缺失或被改动的文件")
    ] = False,
) -> int:
    """核对已签发的函件文件与存档是否一致；不一致时退出码为 1。"""
    place = open_workspace(workspace)
    db = place.open()
    try:
        letters = LetterStore(db)
        wrong = altered_files(place, letters)
        if wrong and restore:
            for letter in letters.all():
                write_files(place, letters, letter)
        count = sum(x.state is not LetterState.VOID and bool(x.number) for x in letters.all())
    finally:
        db.close()
    for name in wrong:
        typer.echo(f"与存档不一致或缺失：{name}" + ("，已按存档恢复" if restore else ""))
    if not wrong:
        typer.echo(f"已签发的 {count} 件函件与存档一致")
    return int(bool(wrong) and not restore)


def _line(entry: OutboxEntry) -> str:
    parts = [str(entry.id), f"函件 {entry.letter}", entry.recipient, MAIL_STATE_NAMES[entry.state]]
    if entry.sent_at is not None:
        parts.append(f"{china_time(entry.sent_at):%Y-%m-%d %H:%M}")
    return "　".join((*parts, entry.note)).rstrip()


def _document(entry: OutboxEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "letter": entry.letter,
        "recipient": entry.recipient,
        "message_id": entry.message_id,
        "state": entry.state.value,
        "tries": entry.tries,
        "note": entry.note,
        "sent": entry.sent_at,
    }
