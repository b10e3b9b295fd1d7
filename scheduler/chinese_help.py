"""Chinese help pages: typer's own words, said in Chinese."""

from __future__ import annotations

from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.DEFAULT_STRING = "[默认：{}]"
rich_utils.REQUIRED_LONG_STRING = "[必填]"


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


def _explained(option: Any) -> Any:
    if option is not None:
        option.help = "显示帮助"
    return option


def _labelled(usage: str) -> str:
    return usage.replace("Usage: ", "用法：", 1)
