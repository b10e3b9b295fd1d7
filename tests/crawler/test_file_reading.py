"""The process that reads attachments may die, of time, memory or a kill: the next file is read."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from crawler.file_reading import FileReader, read_apart
from model.attachment import FileState as S
from tests.extract.office_files import archive, docx_of, endless_pdf, pdf

GOOD = pdf("某某区人民政府")


def both(reader: FileReader, body: bytes) -> tuple[S, S]:
    """Return the state of a file, and of a good one read after it."""

    async def read() -> tuple[S, S]:
        try:
            return (await reader.read(body, "a")).state, (await reader.read(GOOD, "b.pdf")).state
        finally:
            await reader.close()

    return asyncio.run(read())


def test_a_good_file_is_read_apart() -> None:
    read = read_apart(docx_of("第一段"), "通知.docx")
    assert (read.state, read.format, read.text) == (S.READ, "docx", "第一段")


@pytest.mark.slow
def test_a_file_without_end_is_cut_off_and_the_next_one_read() -> None:
    assert both(FileReader(limit_s=1), endless_pdf()) == (S.TIMEOUT, S.READ)


def test_a_file_that_takes_all_memory_ends_its_process_only() -> None:
    hungry = archive({"word/document.xml": b"<a>" + b" " * 59_000_000 + b"</a>"})
    assert both(FileReader(memory_mb=150), hungry) == (S.GAVE_UP, S.READ)


def test_a_killed_process_is_a_state_and_the_next_file_is_read() -> None:
    async def read() -> tuple[S, S]:
        reader = FileReader()
        try:
            await reader.read(GOOD, "a.pdf")
            process = reader._process
            assert process is not None
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()
            return (await reader.read(GOOD, "b")).state, (await reader.read(GOOD, "c")).state
        finally:
            await reader.close()

    assert asyncio.run(read()) == (S.GAVE_UP, S.READ)


def test_many_files_at_once_get_their_own_answers() -> None:
    async def read() -> list[str]:
        reader = FileReader()
        try:
            files = [docx_of(f"第{n}份") for n in range(12)]
            answers = await asyncio.gather(*(reader.read(f, "a.docx") for f in files))
            return [answer.text for answer in answers]
        finally:
            await reader.close()

    assert asyncio.run(read()) == [f"第{n}份" for n in range(12)]
