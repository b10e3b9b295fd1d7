"""PDF of a printed page, through Chromium where it is installed; the page fetches nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from model.errors import ReportError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TIMEOUT_S = 120


def write_pdf(page: Path) -> Path:
    """Write the page's PDF beside it and return its path.

    Raises ReportError when no Chromium is installed or it does not come to an end.
    """
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise ReportError(
            f"没有找到 Chromium，出不了 PDF；网页 {page} 已写好，可用浏览器打印，"
            "或安装 chromium 后再运行"
        )
    made = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        new = Path(profile) / "page.pdf"
        # Root has no sandbox of Chromium's; the page has neither scripts nor outside addresses.
        unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()
        options = ("--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer")
        offline = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking")
        outcome = (f"--user-data-dir={profile}", f"--print-to-pdf={new}", page.as_uri())
        call = [program, *options, *offline, *unboxed, *outcome]
        try:
            subprocess.run(call, check=True, capture_output=True, timeout=_TIMEOUT_S)  # noqa: S603
            shutil.copyfile(new, made)
        except (subprocess.SubprocessError, OSError) as cause:
            raise ReportError(f"Chromium 没能把 {page} 转成 PDF，可用浏览器打开后打印") from cause
    return made
