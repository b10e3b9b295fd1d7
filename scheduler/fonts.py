"""Fonts 字体 of this machine, as fontconfig knows them: LibreOffice takes the same."""

from __future__ import annotations

import shutil
import subprocess

_TIMEOUT_S = 30


def installed_families() -> frozenset[str] | None:
    """Return the names of all installed font families; None where nobody can say."""
    listed = _said("fc-list", "--format", "%{family}\n")
    if listed is None:
        return None
    return frozenset(name.strip() for line in listed.splitlines() for name in line.split(","))


def taken_for(font: str) -> str:
    """Return the family the system takes for a name it does not know; "" where nobody can say."""
    return (_said("fc-match", "--format", "%{family[0]}", font) or "").strip()


def _said(command: str, *arguments: str) -> str | None:
    program = shutil.which(command)
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603
            [program, *arguments], capture_output=True, check=True, timeout=_TIMEOUT_S
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout.decode("utf-8", "replace")
