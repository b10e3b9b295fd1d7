"""The command line `xunjian` (DESIGN 6): a contract. The composition root.

Exit codes: 0 done; 1 done and findings at or above `--fail-on` exist; 2 the call or a file is
wrong; 3 the job could not be completed. Errors are one Chinese sentence on stderr.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

import typer
from typer.exceptions import TyperException

from model.errors import RegisterError, WatchError
from scheduler.chinese_help import ChineseCommand, ChineseGroup
from scheduler.commands import (
    audit,
    audit_log,
    backup,
    case_sheets,
    checks,
    demo,
    discover,
    doctor,
    domains_collect,
    judge,
    letter_post,
    manual,
    media,
    night,
    probe,
    read,
    register,
    review,
    rulebook,
    score,
    spotcheck,
)
from scheduler.commands import report as report_command
from scheduler.commands import serve as serve_command
from store.database import DatabaseError, storage_trouble

app = typer.Typer(
    name="xunjian",
    cls=ChineseGroup,
    options_metavar="[选项]",
    subcommand_metavar="命令",
    help="巡检：政府网站合规巡检——抓取、判定、评分、报告、函件。",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for command, function in (
    ("demo", demo.demo),
    ("audit", audit.audit),
    ("read", read.read),
    ("discover", discover.discover),
    ("init", register.init),
    ("night", night.night),
    ("judge", judge.judge),
    ("checks", checks.list_checks),
    ("serve", serve_command.serve),
    ("doctor", doctor.doctor),
    ("backup", backup.backup),
    ("restore", backup.restore),
):
    app.command(command, cls=ChineseCommand, options_metavar="[选项]")(function)
for name, group in (
    ("register", register.app),
    ("rulebook", rulebook.app),
    ("review", review.app),
    ("manual", manual.app),
    ("score", score.app),
    ("spotcheck", spotcheck.app),
    ("letters", letter_post.app),
    ("report", report_command.app),
    ("cases", case_sheets.app),
    ("probe", probe.app),
    ("domains", domains_collect.app),
    ("media", media.app),
    ("audit-log", audit_log.app),
):
    app.add_typer(group, name=name)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        code = app(args=arguments, prog_name="xunjian", standalone_mode=False)
    except RegisterError as error:
        return _refuse("\n".join((str(error), *error.faults)), error.exit_code)
    except WatchError as error:
        return _refuse(str(error), error.exit_code)
    except TyperException as error:
        sentence = _usage(error)
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


def _usage(error: TyperException) -> str:
    """Say in Chinese what is wrong with the call."""
    option = getattr(error, "option_name", "") or ""
    parameter = getattr(error, "param", None)
    name = getattr(error, "param_hint", None) or getattr(parameter, "human_readable_name", "")
    hint = "，用 --help 查看用法"
    match type(error).__name__:
        case "NoSuchOption":
            near = getattr(error, "possibilities", None)
            return f"没有选项 {option}" + (f"，是否应为 {'、'.join(near)}" if near else hint)
        case "BadOptionUsage":
            return f"选项 {option} 缺少取值或用法不对{hint}"
        case "MissingParameter":
            return f"缺少必填的参数 {name}{hint}"
        case "BadParameter":
            return f"参数 {name} 的取值不对（{error.message}）{hint}"
        case "NoArgsIsHelpError":  # the help page was printed
            return ""
        case _:
            return f"命令不对：{error.message}{hint}"


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    raise SystemExit(main())
