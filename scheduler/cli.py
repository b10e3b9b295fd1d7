"""The command line `xunjian` (DESIGN 6): a contract. The composition root.

Exit codes: 0 done; 1 done and findings at or above `--fail-on` exist; 2 the call or a file is
wrong; 3 the job could not be completed. Errors are one Chinese sentence on stderr.
"""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from types import FrameType

import typer
from typer.exceptions import TyperException

from model.errors import RegisterError, WatchError
from scheduler.chinese_help import ChineseApp
from scheduler.usage_errors import usage_error
from store.database import DatabaseError, storage_trouble

_COMMANDS = {
    "demo": "demo.demo",
    "audit": "audit.audit",
    "read": "read.read",
    "discover": "discover.discover",
    "init": "register.init",
    "night": "night.night",
    "judge": "judge.judge",
    "checks": "checks.list_checks",
    "serve": "serve.serve",
    "doctor": "doctor.doctor",
    "backup": "backup.backup",
    "restore": "backup.restore",
}
"""Module and function of each command, under `scheduler.commands`."""

_GROUPS = {
    "register": "register",
    "rulebook": "rulebook",
    "review": "review",
    "manual": "manual",
    "score": "score",
    "spotcheck": "spotcheck",
    "letters": "letter_post",
    "report": "report",
    "cases": "case_sheets",
    "probe": "probe",
    "domains": "domains_collect",
    "media": "media",
    "audit-log": "audit_log",
}
"""Module of each group of commands."""


def application(name: str = "") -> typer.Typer:
    """Return the command line; of a known command or group only that one.

    Each command needs other libraries. An audit that had loaded all of them would hold 50 MB for
    nothing as long as its crawl runs.
    """
    app = ChineseApp(
        "巡检：政府网站合规巡检——抓取、判定、评分、报告、函件。",
        name="xunjian",
        add_completion=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_no_option_of_its_own)  # else one command alone would lose its name
    known = name in _COMMANDS or name in _GROUPS
    for command, place in _COMMANDS.items():
        if not known or command == name:
            module, function = place.split(".")
            run = getattr(import_module(f"scheduler.commands.{module}"), function)
            app.command(command)(run)
    for group, module in _GROUPS.items():
        if not known or group == name:
            app.add_typer(import_module(f"scheduler.commands.{module}").app, name=group)
    return app


def _no_option_of_its_own() -> None:
    pass


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        words = sys.argv[1:] if arguments is None else arguments
        app = application(words[0] if words else "")
        code = app(args=arguments, prog_name="xunjian", standalone_mode=False)
    except RegisterError as error:
        return _refuse("\n".join((str(error), *error.faults)), error.exit_code)
    except WatchError as error:
        return _refuse(str(error), error.exit_code)
    except TyperException as error:
        sentence = usage_error(error)
        return _refuse(sentence, 2) if sentence else 2
    except (KeyboardInterrupt, typer.Abort):
        return _refuse("已中断；已抓取的内容都在，再运行一次即可接着做", 3)
    except BrokenPipeError:
        return 0
    except (OSError, DatabaseError) as error:
        trouble = storage_trouble(error)
        if not trouble:
            raise
        return _refuse(f"{trouble}；已存的内容都在，之后再运行一次", 3)
    return code if isinstance(code, int) else 0


def _refuse(sentence: str, code: int) -> int:
    print(f"错误：{sentence}", file=sys.stderr)  # noqa: T201
    return code


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    raise SystemExit(main())
