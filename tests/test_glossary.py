"""The glossary knows every enum of the model, by the very words that the model prints."""

import enum
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import model

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"
ROW = re.compile(r"^\| `(\w+)\.(\w+)` \| ([^|]*) \| [^|]*\|$", re.MULTILINE)


def enums() -> Iterator[tuple[ModuleType, type[enum.Enum]]]:
    for found in pkgutil.iter_modules(model.__path__):
        module = importlib.import_module(f"model.{found.name}")
        for thing in vars(module).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, enum.Enum)
                and thing.__module__ == module.__name__
            ):
                yield module, thing


def chinese(module: ModuleType, kind: type[enum.Enum]) -> dict[enum.Enum, str]:
    """Return the module's table of Chinese names, empty if the model prints none."""
    for thing in vars(module).values():
        if isinstance(thing, dict) and set(thing) == set(kind):
            return thing
    return {}


def test_every_member_stands_in_the_glossary_and_nothing_else() -> None:
    written = [f"{kind}.{member}" for kind, member, _ in ROW.findall(GLOSSARY.read_text("utf-8"))]
    wanted = {f"{kind.__name__}.{member.name}" for _, kind in enums() for member in kind}
    assert len(written) == len(set(written))
    assert set(written) == wanted


def test_the_chinese_words_are_the_ones_the_model_prints() -> None:
    written = {
        (kind, member): word for kind, member, word in ROW.findall(GLOSSARY.read_text("utf-8"))
    }
    assert all(word.strip() for word in written.values())
    for module, kind in enums():
        for member, name in chinese(module, kind).items():
            assert written[kind.__name__, member.name] == name


def test_every_enum_has_a_heading_with_a_chinese_name() -> None:
    headings = dict(re.findall(r"^### `(\w+)` (\S+)$", GLOSSARY.read_text("utf-8"), re.MULTILINE))
    assert set(headings) == {kind.__name__ for _, kind in enums()}
