"""The clerk 经办人: types `xunjian` commands on a day, and keeps what was typed and said."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from model.errors import JobFailed

DIARY = "经过.txt"
DIARY_HEAD = "以下命令都在演示目录中运行，另加 --as-of 当日（list、verify 不需要）。"
_MOST_LINES = 8  # of what one command says
_UNDATED = {("review", "list"), ("letters", "list"), ("letters", "verify"), ("audit-log", "verify")}


@dataclass(slots=True)
class Clerk:
    """Works in one workspace; `day` is the day on which the commands are typed."""

    root: Path
    day: date
    diary: list[str] = field(default_factory=list)

    def does(self, *arguments: object) -> str:
        """Run a command that must succeed; return what it printed. JobFailed otherwise."""
        code, said, refused = self._run(arguments)
        if code:
            raise JobFailed(f"{self.day} 的命令 xunjian {_typed(arguments)} 没有成功：{refused}")
        return said

    def reads(self, *arguments: object) -> Any:
        """Run a command with `--json`; return its document. It leaves no line in the diary."""
        kept = len(self.diary)
        document = json.loads(self.does(*arguments, "--json"))
        del self.diary[kept:]
        return document

    def is_refused(self, *arguments: object) -> str:
        """Run a command that must be refused; return the sentence. JobFailed otherwise."""
        code, _, refused = self._run(arguments)
        if code != 2:
            raise JobFailed(f"{self.day} 的命令 xunjian {_typed(arguments)} 应被拒绝而没有")
        return refused

    def notes(self, text: str) -> None:
        """Keep a line about what happened besides the commands."""
        self.diary.append(f"{self.day}　{text}")

    def _run(self, arguments: tuple[object, ...]) -> tuple[int, str, str]:
        from scheduler.cli import main  # here: the command line itself starts the demo

        said, refused = io.StringIO(), io.StringIO()
        dated = [*map(str, arguments)]
        if arguments[:2] not in _UNDATED:
            dated += ["--as-of", self.day.isoformat()]
        with redirect_stdout(said), redirect_stderr(refused):
            code = main([*dated, "--workspace", str(self.root)])
        told = refused.getvalue().strip().removeprefix("错误：")
        lines = [*said.getvalue().splitlines(), *told.splitlines()]
        self.diary.append(f"{self.day}　xunjian {_typed(arguments)}")
        self.diary += [f"　　{line.strip()}" for line in lines[:_MOST_LINES]]
        if len(lines) > _MOST_LINES:
            self.diary.append(f"　　……（共 {len(lines)} 行）")
        return code, said.getvalue(), told


def _typed(arguments: tuple[object, ...]) -> str:
    """Return the arguments as they would be typed."""
    return " ".join(f'"{a}"' if " " in str(a) else str(a) for a in arguments)
