"""Backup 备份 of a workspace, and back: one zip file with the digest of everything in it.

What is kept: settings, register, the office's own word lists and templates, every database as it
stood at one moment, and with `documents` what was printed. Passwords and alarm addresses are left
out: they lie in files of their own and do not belong into a copy that is handed on.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from model.clock import china_time
from model.errors import StoreError, WorkspaceError
from scheduler.workspace import SETTINGS_FILE, Workspace, open_workspace
from store.backup import copy_database

MANIFEST = "manifest.json"
FORMAT = 1
_CHUNK = 1 << 20
_DOCUMENTS = "out"
_SKIPPED = frozenset({"data", _DOCUMENTS})
_LOCKS = (".lock", ".db-wal", ".db-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds."""

    made_at: datetime
    files: dict[str, str]  # by path in the workspace, the SHA-256 of what was kept
    left_out: tuple[str, ...]  # files with secrets


def back_up(place: Workspace, file: Path, at: datetime, *, documents: bool = False) -> Backup:
    """Write a backup; an existing file is replaced only by a whole one.

    Raises StoreError where a database cannot be copied, WorkspaceError where the file cannot be
    written.
    """
    files: dict[str, str] = {}
    secrets = _secrets(place)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            part = Path(folder) / "whole.zip"
            with ZipFile(part, "w", ZIP_DEFLATED, allowZip64=True) as archive:
                for path in _databases(place.root):
                    copy = Path(folder) / "copy.db"
                    copy_database(path, copy)
                    files[_name(place.root, path)] = _put(archive, copy, place.root, path)
                    copy.unlink()
                for path in _plain(place.root, secrets, documents=documents):
                    files[_name(place.root, path)] = _put(archive, path, place.root, path)
                made = Backup(made_at=at, files=files, left_out=tuple(sorted(secrets)))
                archive.writestr(MANIFEST, _manifest(made))
            part.replace(file)
    except OSError as cause:
        raise WorkspaceError(
            f"写不了备份 {file}：{cause.strerror}，请检查磁盘空间和目录权限"
        ) from cause
    return made


def restore(file: Path, folder: Path) -> Backup:
    """Unpack a backup into a folder that is empty or not there; return what it holds.

    Everything is checked against its digest first; what is not whole is not unpacked at all.
    Raises WorkspaceError with one sentence otherwise.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} 不是空目录，为免覆盖现有数据，请另指一个空目录")
    try:
        with ZipFile(file) as archive:
            kept = _read_manifest(archive, file)
            _verify(archive, kept, file)
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as temporary:
                whole = Path(temporary) / "whole"
                for name in kept.files:
                    target = whole.joinpath(*PurePosixPath(name).parts)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(name) as packed, target.open("wb") as out:
                        shutil.copyfileobj(packed, out, _CHUNK)
                open_workspace(whole).open().close()  # refuses what a newer program wrote
                if folder.exists():
                    folder.rmdir()
                whole.replace(folder)
    except (BadZipFile, EOFError, NotImplementedError) as cause:
        raise WorkspaceError(f"{file} 不是完整的备份文件，请换一份备份") from cause
    except OSError as cause:
        raise WorkspaceError(f"恢复备份 {file} 失败：{cause.strerror}") from cause
    return kept


def _databases(root: Path) -> Iterator[Path]:
    yield from sorted((root / "data").rglob("*.db"))


def _plain(root: Path, secrets: set[str], *, documents: bool) -> Iterator[Path]:
    skipped = _SKIPPED - ({_DOCUMENTS} if documents else set())
    for path in sorted(root.rglob("*")):
        name = _name(root, path)
        top = name.split("/", 1)[0]
        if path.is_symlink() or not path.is_file() or top in skipped or name in secrets:
            continue
        if top.startswith(".") or path.name.endswith(_LOCKS):
            continue
        yield path


def _secrets(place: Workspace) -> set[str]:
    """Return the files that hold passwords and alarm addresses, by path in the workspace."""
    named = (place.settings.mail.password_file, place.settings.probing.alerts_file)
    return {PurePosixPath(name).as_posix() for name in named if name}


def _put(archive: ZipFile, source: Path, root: Path, path: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as read, archive.open(_name(root, path), "w", force_zip64=True) as out:
        while part := read.read(_CHUNK):
            digest.update(part)
            out.write(part)
    return digest.hexdigest()


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _manifest(made: Backup) -> str:
    table = {
        "format": FORMAT,
        "made_at": made.made_at.isoformat(),
        "files": made.files,
        "left_out": list(made.left_out),
    }
    return json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)


def _read_manifest(archive: ZipFile, file: Path) -> Backup:
    try:
        table = json.loads(archive.read(MANIFEST))
        kept = Backup(
            made_at=datetime.fromisoformat(table["made_at"]),
            files=dict(table["files"]),
            left_out=tuple(table["left_out"]),
        )
        number = int(table["format"])
        china_time(kept.made_at)
    except (KeyError, ValueError, TypeError) as cause:
        raise WorkspaceError(f"{file} 不是巡检的备份文件，请核对文件") from cause
    if number > FORMAT:
        raise WorkspaceError(f"{file} 由更新版本的巡检写成，请升级程序后再恢复")
    if SETTINGS_FILE not in kept.files:
        raise WorkspaceError(f"{file} 里没有 {SETTINGS_FILE}，不是完整的备份")
    return kept


def _verify(archive: ZipFile, kept: Backup, file: Path) -> None:
    present = set(archive.namelist())
    for name, wanted in kept.files.items():
        parts = PurePosixPath(name).parts
        if PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name:
            raise WorkspaceError(f"{file} 含有不合规的文件名 {name}，没有恢复任何内容")
        if name not in present:
            raise StoreError(f"{file} 缺少 {name}，没有恢复任何内容，请换一份备份")
        digest = hashlib.sha256()
        with archive.open(name) as packed:
            while part := packed.read(_CHUNK):
                digest.update(part)
        if digest.hexdigest() != wanted:
            raise StoreError(f"{file} 里的 {name} 已损坏，没有恢复任何内容，请换一份备份")
