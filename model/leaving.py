"""Leaving 外部链接提示: the links of a page out of the government's web, and whether it warns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Warned(StrEnum):
    """Whether a reader is asked before such a link opens."""

    YES = "yes"
    NO = "no"
    FILES = "files"  # the page itself does not; a script kept in a file may
    UNKNOWN = "unknown"  # something asks, and nobody can tell for what


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the page does, and the first of the links."""

    warned: Warned
    links: tuple[str, ...]

    def to_text(self) -> str:
        """Return it as words parted by spaces: the value of `PageField.LEAVING`."""
        return " ".join((self.warned, *self.links))


def leaving_in(text: str) -> Leaving:
    """Read what `to_text` wrote."""
    warned, *links = text.split(" ")
    return Leaving(Warned(warned), tuple(links))
