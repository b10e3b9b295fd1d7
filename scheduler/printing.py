"""Printing 出报告: the documents of one site's night, written where DESIGN 4 says."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from checks.registry import all_checks
from model.errors import ReportError
from model.night import NightFacts
from reports import findings_book, findings_jsonl, site_report


def print_site(facts: NightFacts, folder: Path, printed_at: datetime) -> tuple[Path, ...]:
    """Write report.html, findings.xlsx and findings.jsonl; return their paths."""
    titles = check_titles()
    documents = {
        "report.html": site_report.render(facts, printed_at=printed_at, titles=titles).encode(),
        "findings.xlsx": findings_book.render(facts, printed_at=printed_at, titles=titles),
        "findings.jsonl": findings_jsonl.render(facts).encode(),
    }
    return tuple(write_whole(folder / name, data) for name, data in documents.items())


def check_titles() -> Mapping[str, str]:
    """Return the Chinese name of every check."""
    return {id_: check.title for id_, check in all_checks().items()}


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that a reader finds the old one or the new one, never half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as cause:
        raise ReportError(f"写不了 {path}：{cause.strerror}，请检查磁盘空间和目录权限") from cause
    return path
