"""`xunjian serve`: the scheduler daemon."""

from __future__ import annotations

from pathlib import Path

from model.clock import SystemClock
from scheduler.commands.common import WorkspaceOption
from scheduler.daemon import serve_forever
from scheduler.workspace import open_workspace


def serve(workspace: WorkspaceOption = Path()) -> int:
    """常驻运行：每夜巡检，每月拟更新提醒，每天多次访问各网站首页；按 Ctrl-C 停止。"""
    serve_forever(open_workspace(workspace), SystemClock())
    return 0
