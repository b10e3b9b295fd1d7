"""Steps of a score: how each kind of rulebook row comes out, in numbers and in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checks.registry import judges_columns
from checks.tally import Judged, Tally
from model.finding import Verdict
from model.rulebook import Indicator
from model.score import Step

_WEIGHTS = {"home": "首页", "other": "其他页面"}


def veto_step(row: Indicator, seen: Tally, site_code: str) -> Step:
    """Count the failing subjects of a veto row against its threshold."""
    fails = seen.count(Verdict.FAIL)
    doubtful = seen.count(Verdict.SUSPECT)
    unknown = seen.count(Verdict.NOT_JUDGED) + seen.count(Verdict.CRASHED)
    verdict = Verdict.OK
    if fails >= row.fails_from:
        verdict = Verdict.FAIL
        text = f"发现{fails}个，达到{row.fails_from}个，触发单项否决"
    elif not seen.judged_share and not doubtful:
        return _open_step(row, seen)
    else:
        text = f"发现{fails}个，未达到{row.fails_from}个" if fails else "未发现"
        if fails + doubtful >= row.fails_from:
            verdict = Verdict.SUSPECT
        elif fails + doubtful + unknown >= row.fails_from:
            verdict = Verdict.NOT_JUDGED
    return _step(
        row, verdict, text + _open_words(seen, doubtful, unknown), seen, site_code=site_code
    )


def deduction_step(
    row: Indicator, seen: Tally, elsewhere: frozenset[str], site_code: str, *, scored: bool
) -> Step:
    """Charge a deduction row; columns of `elsewhere` belong to an earlier row.

    `scored` is False where the rulebook's weights are unknown: then problems are only counted.
    """
    failing = seen.having(Verdict.FAIL)
    charged = [
        key for key in failing if key.subject not in elsewhere or not judges_columns(key.check)
    ]
    skipped = len(failing) - len(charged)
    doubtful = seen.count(Verdict.SUSPECT)
    unknown = seen.count(Verdict.NOT_JUDGED) + seen.count(Verdict.CRASHED)
    if not seen.judged_share and not doubtful:
        return _open_step(row, seen)
    lost, words = _charge(row, seen, charged) if scored else (Decimal(0), "")
    verdict = Verdict.FAIL if charged else Verdict.SUSPECT if doubtful else Verdict.OK
    text = f"发现{_counted(seen, charged)}{words}" if charged else "未发现问题"
    if skipped:
        text += f"；另有{skipped}个栏目归前面的指标判定，不重复扣分"
    text += _open_words(seen, doubtful, unknown)
    return _step(row, verdict, text, seen, lost=lost, site_code=site_code)


def excluded_step(row: Indicator) -> Step:
    """Say that a row does not concern this kind of site."""
    whom = "政务新媒体" if row.scope == ("newmedia",) else "门户网站"
    return _step(row, Verdict.NOT_APPLICABLE, f"仅适用于{whom}，本站不计")


def _open_step(row: Indicator, seen: Tally) -> Step:
    """Say why nothing was judged: by staff, not yet by machine, nothing there, or our failure."""
    if row.checkable == "S":
        text = "须由人工判定，本次没有录入"
    elif row.manual:
        text = "尚无自动检查，须由人工判定"
    elif seen.count(Verdict.CRASHED):
        text = "检查程序出错，未判定"
    else:
        reasons = {
            finding.message
            for finding in seen.findings.values()
            if finding.verdict is Verdict.NOT_JUDGED
        }
        unknown = seen.count(Verdict.NOT_JUDGED)
        text = f"{unknown}个对象都无从核实，未判定" if unknown else "没有可供判定的对象"
        if reasons:
            text = "未判定：" + "；".join(sorted(reasons)[:3])
    return _step(row, Verdict.NOT_JUDGED, text)


def _charge(row: Indicator, seen: Tally, charged: Iterable[Judged]) -> tuple[Decimal, str]:
    weights = seen.weights(charged)
    if not weights:
        return Decimal(0), ""
    if row.each:
        every = row.each.get("", Decimal(0))
        full = sum(
            (row.each.get(weight, every) * count for weight, count in weights.items()), Decimal(0)
        )
    else:
        full = row.points or Decimal(0)
    limits = [limit for limit in (row.cap, row.points) if limit is not None]
    lost = Decimal(_plain(min([full, *limits])))
    if not full:
        return lost, "，本项不计分"
    return lost, f"，扣{_plain(lost)}分" + ("（已扣至本项上限）" if lost < full else "")


def _counted(seen: Tally, keys: list[Judged]) -> str:
    weights = seen.weights(keys)
    parts = [f"{_WEIGHTS[w]}{n}个" for w, n in sorted(weights.items()) if w in _WEIGHTS]
    return f"{len(keys)}个问题" + (f"（{'、'.join(parts)}）" if parts else "")


def _open_words(seen: Tally, doubtful: int, unknown: int) -> str:
    text = f"；{seen.rejected}个经人工复核不成立，不计" if seen.rejected else ""
    text += f"；{doubtful}个疑似问题待人工核实" if doubtful else ""
    return text + (f"；{unknown}个对象未能判定" if unknown else "")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _step(
    row: Indicator,
    verdict: Verdict,
    text: str,
    seen: Tally | None = None,
    *,
    lost: Decimal = Decimal(0),
    site_code: str = "",
) -> Step:
    return Step(
        indicator=row.id,
        name=row.name,
        group=row.group,
        kind=row.kind.value,
        verdict=verdict,
        text=text,
        points=row.points,
        lost=lost,
        judged_share=seen.judged_share if seen else Decimal(0),
        verified=row.verified,
        findings=seen.fingerprints(site_code) if seen else (),
    )
