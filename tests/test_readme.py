"""The papers name exactly the commands there are."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from scheduler.cli import application

ROOT = Path(__file__).parents[1]
APP = get_command(application()).commands
GROUP = "(?:" + "|".join(name for name, c in APP.items() if getattr(c, "commands", None)) + ")"
NAME = r"[a-z]+(?:-[a-z]+)*"
WRITTEN = re.compile(rf"\bxunjian ({GROUP} {NAME}|{NAME})")


def commands() -> set[str]:
    """Return every command as it is typed, without the program's name."""
    found = set()
    for name, command in APP.items():
        parts = getattr(command, "commands", None)
        found |= {f"{name} {part}" for part in parts or ()}
        if not parts or getattr(command, "invoke_without_command", False):
            found.add(name)
    return found


def table(text: str) -> set[str]:
    """Return the commands of a paper's command table, `a|b|c` written out."""
    found = set()
    for cell in re.findall(r"^\| `xunjian ([^`]+)` \|", text, re.MULTILINE):
        words = [word for word in cell.split() if re.fullmatch(rf"{NAME}(\\?\|{NAME})*", word)]
        first, *rest = words
        parts = re.split(r"\\?\|", rest[0]) if rest else [""]
        found |= {f"{first} {part}".strip() for part in parts}
    return found


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md"])
def test_the_command_table_is_complete(paper: str) -> None:
    assert table((ROOT / paper).read_text("utf-8")) == commands()


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md", "docs/operations.md"])
def test_no_other_command_is_named(paper: str) -> None:
    code = re.findall(r"```.*?```|`[^`\n]+`", (ROOT / paper).read_text("utf-8"), re.DOTALL)
    named = {found for text in code for found in WRITTEN.findall(text)}
    heads = {command.split()[0] for command in commands()}
    assert {name for name in named if name not in commands() | heads} == set()
