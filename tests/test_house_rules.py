"""The rules of the house that no other tool holds: size, docstrings, catch-alls, clock, papers."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("model", "extract", "store", "crawler", "checks", "scheduler", "reports", "demo")
SOURCES = tuple(p for name in PACKAGES for p in sorted((ROOT / name).rglob("*.py")))
TESTS = tuple(sorted((ROOT / "tests").rglob("*.py")))
MOST_LINES = 300
MEDIAN_LINES = 130

# Where everything may be caught: a check's bug costs the site nothing, and a site's bad night
# ends that site's night only.
CATCH_ALLS = {"checks/runner.py": 1, "scheduler/night.py": 1}
BROAD = frozenset({"Exception", "BaseException"})
# The clock is passed in; this is the one module that asks for the time.
CLOCK = "model/clock.py"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_module_is_too_long() -> None:
    assert {name_of(p): lines(p) for p in SOURCES + TESTS if lines(p) > MOST_LINES} == {}


def test_the_median_module_is_short() -> None:
    assert statistics.median(n for n in map(lines, SOURCES) if n > 1) < MEDIAN_LINES


@pytest.mark.parametrize("package", PACKAGES)
def test_everything_public_has_a_docstring(package: str) -> None:
    mute = [
        f"{name_of(path)}: {what}"
        for path in SOURCES
        if path.is_relative_to(ROOT / package)
        for what in _mute(ast.parse(path.read_text("utf-8")))
    ]
    assert mute == []


def _mute(tree: ast.Module) -> Iterator[str]:
    """Yield every public thing of a module that says nothing about itself."""
    if not ast.get_docstring(tree):
        yield "module"
    for node in tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if (
                    isinstance(part, Function)
                    and not part.name.startswith("_")
                    and not ast.get_docstring(part)
                ):
                    yield f"{node.name}.{part.name}"


def test_only_two_places_catch_everything() -> None:
    caught = {name_of(path): n for path in SOURCES if (n := _catch_alls(path))}
    assert caught == CATCH_ALLS


def _catch_alls(path: Path) -> int:
    count = 0
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            broad = any(kind is None or ast.unparse(kind) in BROAD for kind in kinds)
            count += broad and not _passes_on(node)
    return count


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether it only tidies up and lets the exception go on."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_only_the_clock_asks_for_the_time() -> None:
    asking = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        if name_of(path) != CLOCK
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _asks_time(node.func)
    ]
    assert asking == []


def _asks_time(function: ast.expr) -> bool:
    """Whether a call asks for the time of day; `time.monotonic` only measures."""
    *owner, name = ast.unparse(function).split(".")
    if owner and owner[-1] in {"datetime", "date"}:
        return name in {"now", "today", "utcnow"}
    return owner == ["time"] and name in {"time", "time_ns", "localtime", "gmtime"}


def test_every_package_is_shipped_checked_and_layered() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    found = {p.parent.name for p in ROOT.glob("*/__init__.py")}
    assert found == set(PACKAGES)
    assert {
        name.rstrip("*") for name in settings["setuptools"]["packages"]["find"]["include"]
    } == found
    assert set(settings["mypy"]["packages"]) == found
    assert set(settings["importlinter"]["root_packages"]) == found
    assert all((ROOT / package / "py.typed").is_file() for package in found)


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Before Python 3.11.5 such a group could fail to match; an atomic one says the same."""
    group = re.compile(r"(?<!\\)\)[*+?]\+")
    found = [
        f"{name_of(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if group.search(line)
    ]
    assert found == []


def test_nothing_is_called_utils() -> None:
    vague = {"utils", "common", "helpers", "misc"}
    assert [
        name_of(p) for p in SOURCES if p.stem in vague and p.parent in {ROOT / q for q in PACKAGES}
    ] == []


@pytest.mark.parametrize(
    "paper", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs"]
)
def test_links_between_papers_lead_somewhere(paper: str) -> None:
    path = ROOT / paper
    for file in path.glob("*.md") if path.is_dir() else [path]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text("utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_make_targets_named_in_the_papers_exist() -> None:
    targets = set(
        re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    for paper in ROOT.glob("*.md"):
        named = set(re.findall(r"\bmake ([a-z-]+)", _code(paper.read_text("utf-8"))))
        assert named <= targets, paper.name


def _code(text: str) -> str:
    """Return the parts of a Markdown text that are set as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
