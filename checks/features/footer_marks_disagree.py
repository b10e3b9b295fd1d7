"""Footer marks that contradict one another (网站标识互相矛盾).

Finds
    A 网站标识码 that is not the same in the register, in the footer, in the `SiteIDCode` tag and
    in the link of 我为政府网站找错, or not the same on all pages; an ICP or police record number
    that differs between the pages of one site. One finding per mark.

Why
    Copied footers send the public's error reports to another site and name another body as
    responsible (国办发〔2017〕47号).

Judges
    FAIL            two places of this site print different site codes
    SUSPECT         only the register names another code: the register may be out of date;
                    record numbers differ between pages: a text may quote another site's
    NOT_JUDGED      no page prints the mark

Remedy
    Correct the footer template; report changed numbers to the register of sites.

Units
    Pages. The number behind the dash of an ICP record (…-1) is not compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, silent, suspect, unjudged
from checks.registry import NoOptions, check
from model.finding import Finding, Place, Verdict
from model.page import PageFacts

_CODE = re.compile(r"\d{10}|bm\d{8}")
_PART = re.compile(r"[-－]\d+$")
_BLANKS = re.compile(r"\s+")
_PLACES = {"footer": "页脚", "tag": "标签 SiteIDCode", "jiucuo": "“找错”入口"}


@check(title="网站标识互相矛盾", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield one verdict for the site code and for each record number."""
    pages = whole.evidence.pages
    yield _code(pages, whole.evidence.snapshot.site.code)
    yield _number("icp", "ICP备案编号", ((p, _record(p.marks.icp)) for p in pages))
    yield _number("police", "公安机关备案编号", ((p, _record(p.marks.police)) for p in pages))


def _code(pages: Iterable[PageFacts], registered: str) -> Finding:
    seen: dict[str, Counter[str]] = {}
    first: dict[str, str] = {}
    for page in pages:
        said = {"footer": page.marks.code, "tag": page.site.code, "jiucuo": page.marks.jiucuo_code}
        for place, value in said.items():
            code = (value or "").strip().lower()
            if _CODE.fullmatch(code):
                seen.setdefault(code, Counter())[place] += 1
                first.setdefault(code, page.url)
    if not seen:
        return unjudged("code", "各页面均未读到网站标识码，无从核对")
    codes = sorted(seen, key=lambda code: (-seen[code].total(), code))
    places = tuple(Place(first[code], code, "") for code in codes)
    if len(codes) > 1:
        told = "；".join(f"{code}（{_where(seen[code])}）" for code in codes)
        return fail("code", f"网站标识码前后不一致：{told}", places=places, codes=codes)
    if _CODE.fullmatch(registered.lower()) and codes[0] != registered.lower():
        return suspect(
            "code",
            f"网站标识码为{codes[0]}，与名录登记的{registered}不一致，请核实",
            places=places,
            codes=codes,
            registered=registered,
        )
    return silent("code", Verdict.OK)


def _where(counts: Counter[str]) -> str:
    return "、".join(f"{word}{counts[key]}处" for key, word in _PLACES.items() if counts[key])


def _number(subject: str, word: str, printed: Iterable[tuple[PageFacts, str]]) -> Finding:
    by_number: dict[str, list[str]] = {}
    for page, number in printed:
        if number:
            by_number.setdefault(number, []).append(page.url)
    if not by_number:
        return unjudged(subject, f"各页面均未读到{word}，无从核对")
    if len(by_number) == 1:
        return silent(subject, Verdict.OK)
    numbers = sorted(by_number, key=lambda number: (-len(by_number[number]), number))
    told = "、".join(f"{number}（{len(by_number[number])}个页面）" for number in numbers[:5])
    return suspect(
        subject,
        f"各页面的{word}不一致：{told}，请核实",
        places=tuple(Place(url, n, "") for n in numbers[1:] for url in by_number[n]),
        numbers=numbers,
    )


def _record(number: str | None) -> str:
    return _PART.sub("", _BLANKS.sub("", number or "")).upper().removesuffix("号")
