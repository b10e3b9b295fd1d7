"""Weak encryption (加密连接强度不足).

Finds
    A host of the site that could only be read after the monitor lowered its own demands: a
    protocol older than TLS 1.2, an old cipher or short keys.

Why
    Current browsers refuse or warn of such connections. No indicator of 2015 or 2019 names it,
    so it never costs points.

Judges
    FAIL            the usual connection was refused and the lenient one succeeded
    OK              every host of the site could be read over a usual connection
    NOT_JUDGED      home was not read in this night

Remedy
    Switch the server to TLS 1.2 or later, with current ciphers and keys of at least 2048 bits.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail
from checks.registry import NoOptions, check
from model.finding import Finding


@check(title="加密连接强度不足", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield one finding that names every host."""
    weak = whole.evidence.snapshot.weak_tls
    if not weak:
        return
    hosts = [f"{name}（{how}）" if how else name for name, how in sorted(weak.items())]
    yield fail(
        whole.subject,
        f"加密连接只能以过时或强度不足的方式建立：{'、'.join(hosts)}，通行浏览器可能拒绝访问",
        hosts=hosts,
    )
