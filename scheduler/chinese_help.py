"""Chinese help pages: typer's own words, said in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.columns import Columns
from rich.highlighter import Highlighter
from rich.table import Table
from rich.text import Text
from typer import Typer, rich_utils
from typer.core import TyperCommand, TyperGroup

_OPTIONS = "[选项]"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.DEFAULT_STRING = "[默认：{}]"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
_KINDS = {"<bool>": "", "<str>": "文字", "<int>": "整数", "<float>": "数", "<path>": "路径"}
_RANGES = {"<int range>": "整数", "<float range>": "数", "[x>=": "[≥"}


class _FoldingTable(Table):
    """A table that goes on in the next line: Chinese has no spaces, and rich would cut it off."""

    def add_row(self, *cells: Any, **more: Any) -> None:
        """Add a row, as `rich.table.Table.add_row` does."""
        super().add_row(*cells, **more)
        for column in self.columns:
            column.overflow = "fold"


class _FoldingColumns(Columns):
    """What stands in one cell, going on in the next line likewise."""

    def __init__(self, parts: Iterable[Any], **more: Any) -> None:
        parts = list(parts)
        for part in parts:
            part.overflow = "fold"
        super().__init__(parts, **more)


class _ChineseKinds(Highlighter):
    """Says in Chinese of what kind a value is; of a switch nothing."""

    def highlight(self, text: Text) -> None:
        """Change the words of a text in place."""
        said = _KINDS.get(text.plain, text.plain)
        for english, chinese in _RANGES.items():
            said = said.replace(english, chinese)
        text.plain = said


_OURS = {
    "Table": _FoldingTable,
    "Columns": _FoldingColumns,
    "types_highlighter": _ChineseKinds(),
}
for _name, _ours in _OURS.items():
    setattr(rich_utils, _name, _ours)


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the --help option with a Chinese explanation."""
        return _explained(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line with a Chinese label."""
        return _labelled(super().get_usage(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the --help option with a Chinese explanation."""
        return _explained(super().get_help_option(ctx))

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line with a Chinese label."""
        return _labelled(super().get_usage(ctx))


class ChineseApp(Typer):
    """A command line, or a group of its commands, whose help pages are Chinese throughout.

    `more` is what `typer.Typer` takes. Without a command it prints its help, unless `more` says
    that it runs without one.
    """

    def __init__(self, about: str, **more: Any) -> None:
        super().__init__(
            cls=ChineseGroup,
            options_metavar=_OPTIONS,
            subcommand_metavar="命令",
            no_args_is_help=not more.get("invoke_without_command"),
            help=about,
            **more,
        )

    def command(self, name: str | None = None, **more: Any) -> Callable[[Any], Any]:
        """Register a command, as `typer.Typer.command` does."""
        return super().command(name, cls=ChineseCommand, options_metavar=_OPTIONS, **more)


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = "显示帮助"
    return option


def _labelled(usage: str) -> str:
    return usage.replace("Usage: ", "用法：", 1)
