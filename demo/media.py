"""The district's new-media accounts, as its units report them."""

from __future__ import annotations

from datetime import date, timedelta

from demo import words as w
from demo.plan import PORTAL, TOURISM
from model.media import MediaAccount

_LOOKED = 2  # days before D on which all were looked up
_ACCOUNTS = (  # name, platform, unit, days without a post when it was looked up
    ("云湖发布", "微信公众号", w.OFFICE, 0),
    ("云湖教育", "微信公众号", w.EDUCATION, 15),
    ("云湖统计", "微博", w.STATISTICS, 14),  # exactly on the limit
    ("云湖文旅", "短视频号", w.CULTURE, 33),
)
SILENT = (
    ("微信公众号:云湖教育", w.EDUCATION, PORTAL),
    ("短视频号:云湖文旅", w.CULTURE, TOURISM),
)
"""Account, unit, and the site with which it is judged."""


def accounts(today: date) -> tuple[MediaAccount, ...]:
    """Return the rows of the register's sheet 政务新媒体."""
    looked_on = today - timedelta(days=_LOOKED)
    return tuple(
        MediaAccount(
            name=name,
            platform=platform,
            unit=unit,
            last_post_on=looked_on - timedelta(days=silent),
            reported_on=looked_on,
        )
        for name, platform, unit, silent in _ACCOUNTS
    )
