"""Inventory workbook 域名清单: bytes of an .xlsx to `Domain` rows, or every fault at once."""

from __future__ import annotations

from extract.form_book import read_form, refuse
from extract.register_rows import Faults, Row
from model.domain import Domain, ascii_name
from model.domain_sheet import DOMAINS

WHAT = "域名清单"


def read_domains(data: bytes, file: str) -> tuple[tuple[Domain, ...], tuple[str, ...]]:
    """Return the rows of the sheet 域名清单 and remarks; other sheets are left alone.

    Raises RegisterError naming every cell that cannot be taken in; then nothing is.
    """
    faults = Faults(sheets=(DOMAINS,))
    rows = read_form(data, file, (DOMAINS,), faults).get(DOMAINS.part, ())
    domains: list[Domain] = []
    first: dict[str, int] = {}
    for row in rows:
        domain = _domain(row, faults)
        if domain is None:
            continue
        before = first.setdefault(domain.name, row.number)
        if before != row.number:
            row.fault(faults, "name", f"与第 {before} 行是同一个域名，请只留一行")
        _check(row, domain, faults)
        domains.append(domain)
    refuse(file, WHAT, faults)
    return tuple(domains), tuple(faults.notes)


def _domain(row: Row, faults: Faults) -> Domain | None:
    typed = row.texts.get("name")
    if typed is None:
        return None
    name = ascii_name(typed)
    if name is None:
        row.fault(
            faults,
            "name",
            f"“{typed}”不是域名，应写成 www.example.gov.cn，"
            "不带 http://、端口和路径，也不能是 IP 地址",
        )
        return None
    return Domain(**{**row.values, "name": name})  # type: ignore[arg-type]  # typed by its forms


def _check(row: Row, domain: Domain, faults: Faults) -> None:
    """Refuse what contradicts itself within one row."""
    begins, ends = domain.announced_on, domain.announced_until
    if begins and ends and ends < begins:
        row.fault(faults, "announced_until", "早于公告日期，请核对")
    code = domain.site_code
    if code and not (code.isdecimal() and code.isascii() and len(code) == 10):
        row.fault(faults, "site_code", f"“{code}”应为 10 位数字，请核对")
