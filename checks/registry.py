"""The registry of checks: finds the check files, refuses bad ones.

A check's id is the name of its file, for ever. A check without a page (module docstring with
the fixed headings) is refused, as is a second check of the same name.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from checks.columns import Owner
from checks.evidence import Evidence, columns
from model.errors import RegistryError
from model.finding import Finding

HEADINGS = ("Finds", "Why", "Judges", "Remedy", "Units")
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
"""A fault has at least two words: the thing and what is wrong with it."""
HOME = Path(__file__).parent


class Subject(Protocol):
    """What a check judges one of: it has a stable name and somebody who answers for it."""

    @property
    def subject(self) -> str:
        """The name by which the finding is known for ever: an address or a word."""
        ...

    @property
    def owner(self) -> Owner:
        """The unit and the column to which findings go."""
        ...


S = TypeVar("S", bound=Subject)
O = TypeVar("O")  # noqa: E741
Judge = Callable[[S, O, date], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class NoOptions:
    """Options of a check to which the rulebook has nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One registered check; its parts were matched by type when it was decorated."""

    id: str
    title: str  # Chinese, as a report prints it
    theme: str
    page: str  # the module docstring
    options: type[Any]
    over: Callable[[Evidence], Iterable[Any]]
    applies: Callable[[Any, Any], bool]
    judge: Callable[[Any, Any, date], Iterable[Finding]]
    moving: tuple[str, ...] = ()  # evidence that changes from night to night by itself


_CHECKS: dict[str, Check] = {}


def always(_subject: object, _options: object) -> bool:
    """Apply to every subject."""
    return True


def check(
    *,
    title: str,
    over: Callable[[Evidence], Iterable[S]],
    options: type[O],
    applies: Callable[[S, O], bool] = always,
    moving: tuple[str, ...] = (),
) -> Callable[[Judge[S, O]], Judge[S, O]]:
    """Register the decorated judge under the name of its file.

    `over` gives the subjects, `applies` says which of them the options concern; no finding
    means OK. `moving` names evidence, other than numbers, that changes every night by itself:
    it does not reopen what a person reviewed. Raises RegistryError for a double name or a
    missing page.
    """

    def enter(judge: Judge[S, O]) -> Judge[S, O]:
        *_, theme, name = ("", "", *judge.__module__.split("."))
        page = sys.modules[judge.__module__].__doc__ or ""
        _require_page(name, page)
        if name in _CHECKS:
            raise RegistryError(f"检查“{name}”已有同名文件，请给新检查另起名字")
        _CHECKS[name] = Check(
            id=name,
            title=title,
            theme=theme,
            page=page,
            options=options,
            over=over,
            moving=moving,
            applies=applies,
            judge=judge,
        )
        return judge

    return enter


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check of the theme folders by id, sorted; each file must register one."""
    for theme in pkgutil.iter_modules([str(HOME)]):
        if not theme.ispkg:
            continue
        for file in pkgutil.iter_modules([str(HOME / theme.name)]):
            importlib.import_module(f"checks.{theme.name}.{file.name}")
            if file.name not in _CHECKS:
                raise RegistryError(
                    f"checks/{theme.name}/{file.name}.py 没有登记检查，请补上 @check"
                )
    return MappingProxyType(dict(sorted(_CHECKS.items())))


def judges_columns(name: str) -> bool:
    """Whether a check's subjects are columns, which no score may charge twice."""
    known = all_checks().get(name)
    return known is not None and known.over is columns


def missing_headings(page: str) -> tuple[str, ...]:
    """Return the fixed headings that a check's page lacks, in their order."""
    lines = {line.strip() for line in page.splitlines()}
    return tuple(heading for heading in HEADINGS if heading not in lines)


def _require_page(name: str, page: str) -> None:
    if not NAME.fullmatch(name):
        raise RegistryError(f"检查名“{name}”不合规则，应为小写英文单词以下划线相连，如 link_dead")
    missing = missing_headings(page)
    if missing:
        raise RegistryError(f"检查“{name}”的说明缺少小节：{'、'.join(missing)}，请在文件开头补齐")
