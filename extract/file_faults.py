"""Why a file's text was not read, as the readers of the single formats say it."""

from __future__ import annotations

from model.attachment import FileState


class FileUnreadable(Exception):
    """A file has no text that can be read; `format` where it is another than was thought."""

    def __init__(self, state: FileState, format_: str = "") -> None:
        super().__init__(state.value)
        self.state = state
        self.format = format_
