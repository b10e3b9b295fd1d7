"""What the sheets of the register say about each other: double keys, names that do not exist.

Allowed, but remarked on: a column on another host than its site's (districts keep columns on
a shared platform), an internal address without leave, two sites with one home page.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from extract.register_cells import near
from extract.register_rows import Faults, Row
from model.url import host, is_private_ip, key, literal_ip

Parts = Mapping[str, Sequence[Row]]


def check_links(parts: Parts, faults: Faults) -> dict[int, str]:
    """Find every contradiction between rows; return the column address each exemption means.

    A reference into a sheet that is absent, or some of whose keys could not be read, is not
    held against the row that makes it.
    """
    units, sites = parts.get("units", ()), parts.get("sites", ())
    columns, exemptions = parts.get("columns", ()), parts.get("exemptions", ())
    unique(units, faults, "单位名称", ("name",), lambda row: row.texts["name"])
    unique(sites, faults, "网站标识码", ("code",), lambda row: row.texts["code"].casefold())
    unique(columns, faults, "栏目网址", ("url", "site_code"), _place)
    unique(exemptions, faults, "栏目和截止日期", ("url", "site_code", "until_on"), _place_and_end)
    if whole(parts, "units", "name"):
        known_units((*sites, *columns), units, faults)
    if whole(parts, "sites", "code"):
        _known_sites((*columns, *exemptions), sites, faults)
    for row in columns:
        sourced = "interval_source" in row.texts or "interval_source" in row.hidden
        if "interval" in row.values and not sourced:
            row.fault(
                faults,
                "interval_source",
                f"更新时限填了“{row.texts['interval']}”，必须写明依据的文件或制度",
            )
    _remark(sites, columns, faults)
    return _exempt_columns(parts, faults)


def whole(parts: Parts, part: str, attribute: str) -> bool:
    """Whether every key of a sheet could at least be read as text, blank ones apart."""
    if part not in parts:
        return False
    return all(attribute not in row.hidden for row in parts[part])


def unique(
    rows: Sequence[Row],
    faults: Faults,
    what: str,
    needed: tuple[str, ...],
    key_of: Callable[[Row], Hashable],
) -> None:
    """Find rows of the same key; `needed` are the attributes it is made of."""
    first: dict[Hashable, int] = {}
    for row in rows:
        if not all(attribute in row.values for attribute in needed):
            continue
        number = first.setdefault(key_of(row), row.number)
        if number != row.number:
            row.fault(faults, needed[0], f"{what}与第 {number} 行重复，请删去一行或改正其中一行")


def _place(row: Row) -> Hashable:
    return row.texts["site_code"].casefold(), key(str(row.values["url"]))


def _place_and_end(row: Row) -> Hashable:
    return _place(row), row.values["until_on"]


def known_units(rows: Sequence[Row], units: Sequence[Row], faults: Faults) -> None:
    """Find rows whose unit is not in the sheet of units, and say which may be meant."""
    names = {row.texts["name"] for row in units if "name" in row.texts}
    full = {
        row.texts["short_name"]: row.texts["name"]
        for row in units
        if "short_name" in row.texts and "name" in row.texts
    }
    for row in rows:
        name = row.texts.get("unit")
        if name and "unit" in row.values and name not in names:
            hint = f"，是否应为“{full[name]}”" if name in full else near(name, names)
            row.fault(faults, "unit", f"“单位”表里没有“{name}”{hint}，请改正或在“单位”表里补上")


def _known_sites(rows: Sequence[Row], sites: Sequence[Row], faults: Faults) -> None:
    codes = {row.texts["code"] for row in sites if "code" in row.texts}
    for row in rows:
        code = row.texts.get("site_code")
        if code and "site_code" in row.values and code not in codes:
            row.fault(
                faults,
                "site_code",
                f"“网站”表里没有标识码“{code}”{near(code, codes)}，请改正或在“网站”表里补上",
            )


def _exempt_columns(parts: Parts, faults: Faults) -> dict[int, str]:
    """Join exemptions to columns by comparing addresses, and name those without a column."""
    columns = {
        _place(row): str(row.values["url"])
        for row in parts.get("columns", ())
        if {"url", "site_code"} <= row.values.keys()
    }
    complete = whole(parts, "columns", "url") and whole(parts, "columns", "site_code")
    codes = {row.texts.get("code") for row in parts.get("sites", ())}
    targets: dict[int, str] = {}
    for row in parts.get("exemptions", ()):
        if not {"url", "site_code"} <= row.values.keys():
            continue
        address = columns.get(_place(row))
        if address is not None:
            targets[row.number] = address
        elif complete and row.texts["site_code"] in codes:
            row.fault(
                faults,
                "url",
                f"“栏目”表里该网站没有网址为“{row.texts['url']}”的栏目，请改成与“栏目”表一致的网址",
            )
    return targets


def _remark(sites: Sequence[Row], columns: Sequence[Row], faults: Faults) -> None:
    homes: dict[str, str] = {}
    allowed: dict[str, bool] = {}
    first: dict[str, int] = {}
    for row in sites:
        url = row.values.get("home_url")
        if not isinstance(url, str):
            continue
        homes[row.texts.get("code", "")] = host(url)
        allowed[row.texts.get("code", "")] = row.values.get("allow_private") is True
        number = first.setdefault(key(url), row.number)
        if number != row.number:
            faults.notes.append(f"{row.at('home_url')}：与第 {number} 行首页相同，将分别巡检")
        if not allowed[row.texts.get("code", "")]:
            _remark_internal(row, "home_url", url, faults)
    for row in columns:
        url, code = row.values.get("url"), row.texts.get("site_code", "")
        if not isinstance(url, str) or code not in homes:
            continue
        if host(url) != homes[code]:
            faults.notes.append(
                f"{row.at('url')}：域名 {host(url)} 与网站首页的 {homes[code]} 不同，请核对"
            )
        if not allowed[code]:
            _remark_internal(row, "url", url, faults)


def _remark_internal(row: Row, attribute: str, url: str, faults: Faults) -> None:
    ip = literal_ip(url)
    if ip is not None and is_private_ip(ip):
        faults.notes.append(
            f"{row.at(attribute)}：是内部网络地址，该网站未填“允许内网地址”，不会被访问"
        )
