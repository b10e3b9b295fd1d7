"""Generated pages: the command that writes one, or says that it is stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def write_or_check(
    page_of: Callable[[], str], arguments: Sequence[str] | None, *, module: str, about: str, of: str
) -> int:
    """Write the page to a file, or compare it with one; return the exit code (1: stale).

    `module` and `about` stand in the help; `of` names in Chinese what the page is made from.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", type=Path, metavar="FILE", help="say whether FILE is current")
    mode.add_argument("--write", type=Path, metavar="FILE", help="write FILE again")
    given = parser.parse_args(arguments)
    page = page_of()
    if given.write is not None:
        given.write.write_text(page, encoding="utf-8", newline="\n")
        return 0
    there = given.check.read_text(encoding="utf-8") if given.check.is_file() else ""
    if there == page:
        return 0
    sys.stderr.write(f"{given.check} 与{of}不一致，请运行 make docs 重新生成\n")
    return 1
