"""The comparison of a judged night with the written truth: what is missing, what is too much."""

from __future__ import annotations

from collections.abc import Iterable

from demo.truth import Expected
from model.finding import VERDICT_NAMES, Verdict
from model.judgement import Judgement

_COUNTED = frozenset({Verdict.FAIL, Verdict.SUSPECT})
Row = tuple[str, str, str, str, str, str]


def compare(expected: Iterable[Expected], judged: Iterable[Judgement]) -> tuple[str, ...]:
    """Return one Chinese line for every difference; empty when the night equals the truth."""
    wanted = {_row(e) for e in expected}
    found = {row for one in judged for row in _found(one)}
    lines = [_line("应有而未发现", row) for row in sorted(wanted - found)]
    lines += [_line("不应有而发现", row) for row in sorted(found - wanted)]
    return tuple(lines)


def _row(e: Expected) -> Row:
    return (e.check, e.site_code, e.subject, e.verdict, e.unit, e.column)


def _found(judged: Judgement) -> Iterable[Row]:
    for f in judged.findings:
        if f.verdict in _COUNTED:
            yield (f.check, judged.site_code, f.subject, f.verdict.value, f.unit, f.column)


def _line(what: str, row: Row) -> str:
    check, site, subject, verdict, unit, column = row
    where = "，".join(part for part in (unit, column) if part)
    return f"{what}：{check}（{VERDICT_NAMES[Verdict(verdict)]}）{subject}　网站 {site}　{where}"
