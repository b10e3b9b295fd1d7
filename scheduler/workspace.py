"""The workspace: the folder that holds settings, register, store and printed documents."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.errors import RegisterError, WatchError, WorkspaceError
from model.settings import Settings, load_settings
from model.site import Register, Site
from store.database import Database
from store.migrations import open_watch
from store.register import RegisterStore

SETTINGS_FILE = "xunjian.toml"
REGISTER_FILE = "register.xlsx"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One office's folder; paths follow DESIGN 4."""

    root: Path
    settings: Settings

    @property
    def register_file(self) -> Path:
        """The office's own list, as a workbook."""
        return self.root / REGISTER_FILE

    def site_file(self, code: str) -> Path:
        """Return the path of one site's database."""
        return self.root / "data" / "sites" / f"{safe_name(code)}.db"

    def source_file(self, host: str) -> Path:
        """Return the path of what was read of the source columns of one host."""
        return self.root / "data" / "sources" / f"{safe_name(host)}.db"

    def out(self, night_on: date) -> Path:
        """Return the folder of one night's documents."""
        return self.root / "out" / night_on.isoformat()

    def open(self) -> Database:
        """Open watch.db, migrated."""
        return open_watch(self.root / "data" / "watch.db")

    def register(self, db: Database) -> Register:
        """Return the imported register; RegisterError when nothing was imported yet."""
        register = RegisterStore(db).load()
        if not register.sites:
            raise RegisterError(
                f"名录还没有导入：请填好 {REGISTER_FILE} 后运行 xunjian register import"
            )
        return register


def open_workspace(root: Path) -> Workspace:
    """Return the workspace at `root`; WorkspaceError when it is not one."""
    settings_file = root / SETTINGS_FILE
    if not settings_file.is_file():
        raise WorkspaceError(
            f"{root} 不是巡检工作目录（没有 {SETTINGS_FILE}），请先运行 xunjian init 目录名，"
            "或用 --workspace 指明工作目录"
        )
    return Workspace(root.resolve(), load_settings(settings_file))


def chosen(register: Register, only_site: str) -> tuple[Site, ...]:
    """Return the sites of a night; WatchError when the register has none of this code."""
    if not only_site:
        return register.sites
    site = register.site(only_site)
    if site is None:
        known = "、".join(s.code for s in register.sites)
        raise WatchError(f"名录里没有标识码为 {only_site} 的网站，已有：{known}")
    return (site,)


def site_folder(workspace: Workspace, night_on: date, code: str) -> Path:
    """Return where one site's documents of one night lie."""
    return workspace.out(night_on) / safe_name(code)


@contextmanager
def only_one(workspace: Workspace, name: str) -> Iterator[None]:
    """Hold a lock of the workspace; WorkspaceError when another process holds it.

    The lock is the kernel's, so it ends with its process, also after kill -9.
    """
    folder = workspace.root / "data"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            raise WorkspaceError(
                f"工作目录 {workspace.root} 正被另一个巡检进程使用，请等它结束后再运行"
            ) from cause
        yield


def safe_name(code: str) -> str:
    """Return a site code as a file name: nothing but letters, digits, dot, dash, underscore."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", code).lstrip(".") or "_"
