"""Text of RTF, read with striprtf: a row of a table is one line, its cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from extract.file_faults import FileUnreadable
from model.attachment import FileState

_CELL = "|"  # what striprtf writes behind each cell, and nothing else at the end of a line


def rtf_lines(body: bytes) -> Iterator[str]:
    """Yield the lines of a file; FileUnreadable where it is none after all."""
    from striprtf.striprtf import rtf_to_text  # in the reading process only

    try:
        # RTF is written in ASCII: other signs are escapes in the code page that it names.
        plain = body.decode("latin-1")
        text = rtf_to_text(plain, "gb18030", "replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, OverflowError, AttributeError) as cause:
        raise FileUnreadable(FileState.BROKEN, "rtf") from cause
    for line in text.splitlines():
        is_row = line.endswith(_CELL)
        yield line.removesuffix(_CELL).replace(_CELL, "\t") if is_row else line
