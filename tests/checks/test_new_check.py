"""Starting a check writes files that hold to the house rules, and never overwrites."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from checks.new_check import main, start_check
from checks.registry import missing_headings
from model.errors import RegistryError
from tests.checks.snapshots import read_case


@pytest.fixture
def root(tmp_path: Path) -> Path:
    theme = tmp_path / "checks" / "content"
    theme.mkdir(parents=True)
    (theme / "__init__.py").write_text('"""Content."""\n', "utf-8")
    return tmp_path


def test_it_writes_a_check_with_its_page_and_a_first_case(root: Path) -> None:
    file, case, expected = start_check(root, "content", "typo_serious")
    tree = ast.parse(file.read_text("utf-8"))
    assert missing_headings(ast.get_docstring(tree) or "") == ()
    assert read_case(case.parent).check == "typo_serious"
    assert json.loads(expected.read_text("utf-8"))["findings"] == []


def test_it_never_writes_over_anything(root: Path) -> None:
    start_check(root, "content", "typo_serious")
    with pytest.raises(RegistryError, match="已经存在"):
        start_check(root, "content", "typo_serious")
    with pytest.raises(RegistryError, match="已经存在"):
        start_check(root, "content", "link_dead")


@pytest.mark.parametrize("name", ["typo", "Typo_Bad", "check_typos", "is_bad", "a-b", "../evil_x"])
def test_a_bad_name_is_refused(root: Path, name: str) -> None:
    with pytest.raises(RegistryError, match="以问题命名"):
        start_check(root, "content", name)


def test_an_unknown_theme_is_refused_and_the_known_ones_named(root: Path) -> None:
    with pytest.raises(RegistryError, match="content"):
        start_check(root, "contents", "typo_serious")


def test_the_command_says_what_comes_next(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "typo_serious"], root) == 0
    assert "checks/content/typo_serious.py" in capsys.readouterr().out
    assert main(["content", "typo_serious"], root) == 2
    assert "已经存在" in capsys.readouterr().err
