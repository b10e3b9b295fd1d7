"""What the sheets 转载来源 and 政务新媒体 say that contradicts itself or other sheets."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from extract.register_links import Parts, known_units, unique, whole
from extract.register_rows import Faults, Row
from model.upstream import SourceUse
from model.url import is_private_ip, key, literal_ip


def check_watched(parts: Parts, faults: Faults) -> None:
    """Find double keys, units that do not exist, days that cannot be; remark on the rest."""
    unique(parts.get("sources", ()), faults, "列表网址", ("url",), _address_and_use)
    for row in parts.get("sources", ()):
        _remark(row, faults)
    accounts = parts.get("accounts", ())
    check_accounts(accounts, faults)
    if whole(parts, "units", "name"):
        known_units(accounts, parts.get("units", ()), faults)


def check_accounts(accounts: Sequence[Row], faults: Faults) -> None:
    """Find double accounts, and those whose last post has no day of looking, or one before it."""
    unique(
        accounts, faults, "账号", ("name", "platform"), lambda row: (row.texts["name"], _app(row))
    )
    for row in accounts:
        posted, looked = row.values.get("last_post_on"), row.values.get("reported_on")
        if posted is not None and looked is None and "reported_on" not in row.hidden:
            if "reported_on" not in row.texts:
                row.fault(faults, "reported_on", "填了最近发布日期，必须写明是哪一天查看的")
        elif isinstance(posted, date) and isinstance(looked, date) and posted > looked:
            row.fault(
                faults,
                "last_post_on",
                f"{posted.isoformat()} 晚于查看日期 {looked.isoformat()}，请核对两个日期",
            )


def _remark(row: Row, faults: Faults) -> None:
    """Say that an internal address without leave will not be asked."""
    url = row.values.get("url")
    ip = literal_ip(url) if isinstance(url, str) else None
    if ip is not None and is_private_ip(ip) and row.values.get("allow_private") is not True:
        faults.notes.append(f"{row.at('url')}：是内部网络地址，未填“允许内网地址”，不会被访问")


def _address_and_use(row: Row) -> Hashable:
    return key(str(row.values["url"])), row.values.get("use", SourceUse.REPOST)


def _app(row: Row) -> str:
    return row.texts["platform"].casefold()
