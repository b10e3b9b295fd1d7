"""Printing 出报告: the documents of one site's night, written where DESIGN 4 says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from checks.registry import all_checks
from model.errors import ReportError
from model.night import NightFacts
from model.picture import Picture
from reports import findings_book, findings_jsonl, site_report
from store.site_pictures import pictures_in


def print_site(
    facts: NightFacts, folder: Path, printed_at: datetime, site_file: Path
) -> tuple[Path, ...]:
    """Write report.html, findings.xlsx, findings.jsonl and the pictures they name.

    Return the paths of the documents.
    """
    _put_pictures(facts, folder, site_file)
    titles = check_titles()
    report = site_report.render(facts, printed_at=printed_at, titles=titles).encode()
    written = [write_whole(folder / "report.html", report)]
    book = findings_book.render(facts, printed_at=printed_at, titles=titles)
    written.append(write_whole(folder / "findings.xlsx", book))
    lines = (line.encode() for line in findings_jsonl.lines(facts))
    return (*written, write_parts(folder / "findings.jsonl", lines))


def _put_pictures(facts: NightFacts, folder: Path, site_file: Path) -> None:
    """Lay the pictures of a night's findings beside its report, each under its finding's mark.

    One that was printed in an earlier night costs no more space: it is linked, not copied.
    """
    nights = folder.absolute().parent.parent  # an audit's folder may stand anywhere
    for picture in facts.pictures.values():
        target = folder / picture.file
        before = nights / picture.night_on.isoformat() / folder.name / picture.file
        if _holds(target, picture):
            continue
        if before != target and _holds(before, picture):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            with suppress(OSError):  # another file system: it is written below
                target.hardlink_to(before)
                continue
        with pictures_in(site_file) as kept:
            png = kept.png(picture)
        if png is not None:
            write_whole(target, png)


def _holds(path: Path, picture: Picture) -> bool:
    """Whether a file is this very picture."""
    try:
        return sha256(path.read_bytes()).hexdigest() == picture.sha256
    except OSError:
        return False


def check_titles() -> Mapping[str, str]:
    """Return the Chinese name of every check."""
    return {id_: check.title for id_, check in all_checks().items()}


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that a reader finds the old one or the new one, never half of it."""
    return write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes]) -> Path:
    """Write a file of parts made one at a time; a reader finds the old file or the new one."""
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.writelines(parts)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except OSError as cause:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        raise ReportError(f"写不了 {path}：{cause.strerror}，请检查磁盘空间和目录权限") from cause
    return path
