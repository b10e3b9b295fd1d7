"""Attachments 附件 of a site: files for reading, and what came of reading their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from model.finding import Place


class FileState(StrEnum):
    """What came of reading the text of one file."""

    READ = "read"
    CUT = "cut"  # read up to the limit of characters or pages
    NO_TEXT = "no_text"  # nothing but pictures, or nothing at all
    ENCRYPTED = "encrypted"
    BROKEN = "broken"  # not what its name says, or damaged
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"  # the file, or what it unpacks to
    TIMEOUT = "timeout"
    GAVE_UP = "gave_up"  # the reading process died, of memory most often: our limit

    @property
    def sentence(self) -> str:
        """The Chinese sentence a report prints."""
        return STATE_NAMES[self]

    @property
    def has_text(self) -> bool:
        """Whether there is a text to look at."""
        return self in (FileState.READ, FileState.CUT)


STATE_NAMES: dict[FileState, str] = {
    FileState.READ: "已读取文字",
    FileState.CUT: "文字过长，只读取了前面部分",
    FileState.NO_TEXT: "文件中没有文字，可能是扫描件",
    FileState.ENCRYPTED: "文件已加密，需要口令才能打开",
    FileState.BROKEN: "文件已损坏，或内容与文件类型不符",
    FileState.UNSUPPORTED: "暂不支持读取这种格式的文字",
    FileState.TOO_LARGE: "文件或其展开后的内容过大，未读取",
    FileState.TIMEOUT: "未能在时限内读完",
    FileState.GAVE_UP: "读取时耗用内存过多或出错，已放弃",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """The text of one file; "" where its state has none. One line a block, cells by tabs."""

    state: FileState
    format: str = ""  # pdf, docx, xlsx …, from the content; "" where nothing was recognised
    text: str = ""
    size: int = 0  # bytes of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file of a site that was looked into, and every page of the night that links to it."""

    url: str
    state: FileState
    format: str
    size: int
    places: Sequence[Place] = ()
