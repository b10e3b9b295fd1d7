"""A round in a process of its own, so that the daemon's visits and nights keep their time.

The child ends with its parent: one that finds itself orphaned begins no further name, and what
it has found out is kept.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from model.clock import Clock
from model.errors import JobFailed, WatchError
from scheduler.domain_round import RoundResult, run_round
from scheduler.workspace import open_workspace

WAKE_S = 0.5
STOPPED = "收到停止信号，域名监测未做完；已存的结果保留，下次接着做"
DIED = "域名监测进程异常退出，已存的结果保留，可再运行一次"


def run_apart(root: Path, clock: Clock, stopping: Callable[[], bool]) -> RoundResult:
    """Make one round of a workspace in a child process.

    JobFailed where it was stopped or died; WatchError with the child's own sentence.
    """
    processes = multiprocessing.get_context("spawn")
    ours, theirs = processes.Pipe(duplex=False)
    child = processes.Process(
        target=_child, args=(root, clock, os.getpid(), theirs), name="domains", daemon=True
    )
    child.start()
    theirs.close()
    try:
        while not ours.poll(WAKE_S):
            if stopping():
                raise JobFailed(STOPPED)
        said: RoundResult | str = ours.recv()
    except EOFError as cause:
        raise JobFailed(DIED) from cause
    finally:
        child.terminate()
        child.join()
        ours.close()
    if isinstance(said, str):
        raise WatchError(said)
    return said


def _child(root: Path, clock: Clock, parent: int, answer: Connection) -> None:
    def orphaned() -> bool:
        return os.getppid() != parent

    said: RoundResult | str
    try:
        said = run_round(open_workspace(root), clock, stopping=orphaned)
    except WatchError as failure:
        said = str(failure)
    with suppress(BrokenPipeError):  # an orphan has nobody left to tell
        answer.send(said)
