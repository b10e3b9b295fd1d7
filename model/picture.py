"""Picture 截图: how a page looked in the night a problem was found there, kept as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

PICTURES_FOLDER = "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWish:
    """One picture that is wanted of one page; `target` is the link that is to stand in it."""

    fingerprint: str
    page: str
    target: str = ""  # "": the page from its top


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One kept picture; its bytes are a PNG file."""

    fingerprint: str  # of the finding it shows
    night_on: date
    page: str
    taken_at: datetime
    sha256: str  # of the PNG, hex
    size: int  # bytes
    width: int  # pixels
    height: int
    marked: bool  # a red frame of ours stands around the link

    @property
    def file(self) -> str:
        """The name under a night's folder: letters and digits of our own only."""
        return f"{PICTURES_FOLDER}/{self.fingerprint}.png"
