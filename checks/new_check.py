"""Start a check: `python -m checks.new_check THEME NAME`.

Writes the check file with its headings to fill and a first case that shows nothing yet, and
says what to do next. The name is the fault: `link_dead`, not `check_links`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from checks.registry import HOME, NAME, all_checks
from model.errors import RegistryError

_ROOT = HOME.parent
_NO_FAULT = ("check_", "no_", "is_", "test_")

_CHECK = '''"""What is wrong, in one line (官方用语).

Finds
    What is looked for, in one or two sentences.

Why
    The rule that asks for it, and whom the fault hurts.

Judges
    FAIL            when it is certain
    SUSPECT         when a person must look
    NOT_JUDGED      when the evidence is missing

Remedy
    What the responsible unit does about it.

Units
    The units of every number above.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.columns import ColumnEvidence
from checks.evidence import columns
from checks.registry import NoOptions, check
from model.finding import Finding


@check(title="{name}", over=columns, options=NoOptions)
def judge(column: ColumnEvidence, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if …"""
    column.require()
    yield from ()
'''

_CASE = """# What this case shows, in one line.
shows = "ok"  # ok, fail, suspect, limit (a case exactly on the limit) or unknown
night_on = 2018-07-01

[[column]]
url = "http://www.qinghe.gov.cn.example/xwzx/yw/"
path = "首页 > 新闻中心 > 要闻"
kind = "news"

[[page]]
url = "http://www.qinghe.gov.cn.example/xwzx/yw/"
kind = "list"
[page.listing]
state = "items"
items = ["2018-06-30 | http://www.qinghe.gov.cn.example/xwzx/yw/1.html | 标题"]
"""

_EXPECTED = """{
  "verdicts": {"http://www.qinghe.gov.cn.example/xwzx/yw/": "ok"},
  "findings": []
}
"""


def start_check(root: Path, theme: str, name: str) -> tuple[Path, ...]:
    """Write the files of a new check below `root`, the project's folder; return them.

    Raises RegistryError for a bad name, an unknown theme or files that are there already.
    """
    folder = root / "checks" / theme
    themes = sorted(p.parent.name for p in (root / "checks").glob("*/__init__.py"))
    if theme not in themes:
        raise RegistryError(f"没有主题“{theme}”，可用的有：{'、'.join(themes)}")
    if not NAME.fullmatch(name) or name.startswith(_NO_FAULT):
        raise RegistryError(
            f"检查名“{name}”不合规则：以问题命名，小写英文单词用下划线相连，如 link_dead"
        )
    case = root / "tests" / "cases" / name / "ok_first"
    texts = {
        folder / f"{name}.py": _CHECK.replace("{name}", name),
        case / "case.toml": _CASE,
        case / "expected.json": _EXPECTED,
    }
    if name in all_checks() or any(path.exists() for path in texts):
        raise RegistryError(f"检查“{name}”已经存在，请另起名字")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tuple(texts)


def main(arguments: Sequence[str] | None = None, root: Path = _ROOT) -> int:
    """Start a check from the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m checks.new_check", description=__doc__)
    parser.add_argument("theme", metavar="THEME", help="a folder of checks/")
    parser.add_argument("name", metavar="NAME", help="the fault, e.g. link_dead")
    given = parser.parse_args(arguments)
    try:
        written = start_check(root, given.theme, given.name)
    except RegistryError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.exit_code
    for path in written:
        sys.stdout.write(f"已写好 {path.relative_to(root)}\n")
    sys.stdout.write("接下来：先写案例，再写 judge，最后登记到 checks/rulebooks 的指标文件\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
