"""A disk that is full, or turns read-only, in the middle: one sentence, and the store intact."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scheduler.cli import main
from store.site_dump import dump
from tests.fakesite.child import crawl, job_for
from tests.fakesite.portal import Portal
from tests.fakesite.server import Server


def mount(*arguments: str) -> bool:
    """Run mount(8); return whether it could."""
    try:
        return (
            subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        return False


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a small file system of its own; skips the test where that is not allowed."""
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={size}", "xunjian-test", str(folder)):
        pytest.skip("this user may not mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", ["300k", "700k", "1500k"])
def test_a_full_disk_is_said_and_the_crawl_goes_on_once_there_is_room(
    tmp_path: Path, size: str
) -> None:
    with Server() as server, small_disk(tmp_path / "disk", size) as disk:
        Portal().serve(server)
        calm = job_for(server, tmp_path / "calm", concurrency=8)
        crawl(calm, tmp_path / "calm")
        job = job_for(server, disk, concurrency=8)
        full = crawl(job, tmp_path / "run")
        assert full.code == 3
        last = full.errors.strip().splitlines()[-1]
        assert last.startswith("示例网站巡检中断：磁盘空间不足，请腾出空间")
        assert "Traceback" not in full.errors
        assert mount("-o", "remount,size=200m", str(disk))
        again = crawl(job, tmp_path / "run")
        assert again.summary.reason == "finished"
        assert dump(Path(job.site_file)) == dump(Path(calm.site_file))


def test_a_disk_that_turned_read_only_is_said_and_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Server() as server, small_disk(tmp_path / "disk", "100m") as disk:
        Portal().serve(server)
        job = job_for(server, disk, concurrency=8)
        crawl(job, tmp_path / "run")
        assert main(["init", str(disk / "ws")]) == 0
        before = dump(Path(job.site_file))
        assert mount("-o", "remount,ro", str(disk))
        refused = crawl(job, tmp_path / "run")
        assert refused.code in {2, 3}
        assert "Traceback" not in refused.errors
        assert "只读" in refused.errors or "打不开数据文件" in refused.errors
        capsys.readouterr()
        assert main(["cases", "list", "-w", str(disk / "ws")]) in {2, 3}
        said = capsys.readouterr().err
        assert said.startswith("错误：")
        assert "Traceback" not in said
        assert mount("-o", "remount,rw", str(disk))
        assert dump(Path(job.site_file)) == before
        assert crawl(job, tmp_path / "run").code == 0
