"""Zip bytes: makes an office file the same, byte for byte, whenever it is made.

The libraries put the present moment into every zip entry and into docProps/core.xml.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_FIXED = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")


def repack(data: bytes, *, made_at: datetime) -> bytes:
    """Return the same package with fixed entry dates, created and modified at `made_at`."""
    if made_at.tzinfo is None:
        raise ValueError("a naive moment has no place here")
    stamp = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _STAMP.sub(lambda m: m[1] + stamp + m[3], content)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, content)
    return out.getvalue()
