"""HiddenLink 暗链: a link out of the site that stands in a page where no visitor sees it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Veil(StrEnum):
    """How it is kept from being seen."""

    HIDDEN = "hidden"  # display: none, visibility: hidden; menus do that too
    OFF_SCREEN = "off_screen"
    NO_SIZE = "no_size"
    SAME_COLOUR = "same_colour"
    SCRIPT = "script"  # written hidden by a script, or hidden by one

    @property
    def is_trick(self) -> bool:
        """Whether menus and tabs have no use for it."""
        return self in {Veil.OFF_SCREEN, Veil.NO_SIZE, Veil.SAME_COLOUR, Veil.SCRIPT}


VEIL_NAMES: dict[Veil, str] = {
    Veil.HIDDEN: "隐藏样式",
    Veil.OFF_SCREEN: "移出屏幕",
    Veil.NO_SIZE: "零尺寸",
    Veil.SAME_COLOUR: "文字与背景同色",
    Veil.SCRIPT: "脚本写入或隐藏",
}


class HiddenLink(NamedTuple):
    """Its absolute address, its text, and how it is hidden."""

    url: str
    text: str
    veil: Veil
