"""Two rulebooks side by side on one night: what each says of the same site, row by row.

Rows are paired by id, else by what stands behind the id's first dot, so that
`v15.home.idle` meets `v19.home.idle`.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.finding import VERDICT_NAMES
from model.night import NightFacts
from model.score import GRADE_NAMES, Score, Step


@dataclass(frozen=True, slots=True)
class Pair:
    """One row in both rulebooks; None where one has no such row."""

    one: Step | None
    other: Step | None

    @property
    def differs(self) -> bool:
        """Whether the two come to something else, or only one has the row."""
        if self.one is None or self.other is None:
            return True
        return (self.one.verdict, self.one.lost, self.one.points) != (
            self.other.verdict,
            self.other.lost,
            self.other.points,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One site in one night under two rulebooks."""

    one: NightFacts
    other: NightFacts
    pairs: tuple[Pair, ...]


def compare(one: NightFacts, other: NightFacts) -> Comparison:
    """Pair the steps of two judgements of the same night, in the order of the first."""
    theirs = {row_key(step.indicator): step for step in other.judgement.score.steps}
    theirs |= {step.indicator: step for step in other.judgement.score.steps}
    met: set[str] = set()
    pairs = []
    for step in one.judgement.score.steps:
        twin = theirs.get(step.indicator) or theirs.get(row_key(step.indicator))
        if twin is not None:
            met.add(twin.indicator)
        pairs.append(Pair(step, twin))
    pairs += [Pair(None, s) for s in other.judgement.score.steps if s.indicator not in met]
    return Comparison(one=one, other=other, pairs=tuple(pairs))


def row_key(indicator: str) -> str:
    """Return what two rulebooks' ids of one row have in common: `v15.home.idle` is v:home.idle."""
    head, _, rest = indicator.partition(".")
    return f"{head[:1]}:{rest}"


def comparison_lines(compared: Comparison) -> list[str]:
    """Return the comparison for a terminal."""
    one, other = compared.one, compared.other
    lines = [f"{one.site.name}　{one.night_on}"]
    for mark, facts in (("甲", one), ("乙", other)):
        force = "" if facts.rulebook.holds_on(facts.night_on) else "；当夜不在有效期内，只供对照"
        lines.append(f"  {mark}　{facts.rulebook.id}：{_result(facts.judgement.score)}{force}")
    differing = sum(pair.differs for pair in compared.pairs)
    lines.append(f"  共{len(compared.pairs)}行，其中{differing}行判定或扣分不同（≠）")
    for pair in compared.pairs:
        step = pair.one or pair.other
        assert step is not None, "a pair has at least one side"
        sign = "≠" if pair.differs else "＝"
        name = f"{step.indicator}　{step.name}"
        lines.append(f"  {sign}　{name}　甲：{_words(pair.one)}　乙：{_words(pair.other)}")
    return lines


def comparison_document(compared: Comparison) -> dict[str, object]:
    """Return the comparison for `--json`."""
    return {
        "site": compared.one.site.code,
        "night": compared.one.night_on.isoformat(),
        "rulebooks": [_book(compared.one), _book(compared.other)],
        "rows": [
            {"differs": pair.differs, "a": _step(pair.one), "b": _step(pair.other)}
            for pair in compared.pairs
        ],
    }


def _result(score: Score) -> str:
    points = "不计分" if score.points is None else f"{score.points.normalize():f}分"
    vetoes = f"（单项否决：{'、'.join(score.vetoes)}）" if score.vetoes else ""
    judged = f"已判定占比 {score.coverage * 100:.0f}%"
    mark = "" if score.pass_mark is None else f"，合格线{score.pass_mark.normalize():f}分"
    doubt = "，含未经官方文本核实的分值" if score.unverified else ""
    return f"{GRADE_NAMES[score.grade]}{vetoes}，{points}，{judged}{mark}{doubt}"


def _words(step: Step | None) -> str:
    if step is None:
        return "无此指标"
    return VERDICT_NAMES[step.verdict] + (f"，扣{step.lost.normalize():f}分" if step.lost else "")


def _book(facts: NightFacts) -> dict[str, object]:
    score = facts.judgement.score
    return {
        "id": facts.rulebook.id,
        "digest": score.rulebook_digest,
        "in_force": facts.rulebook.holds_on(facts.night_on),
        "grade": score.grade.value,
        "veto": list(score.vetoes),
        "score": None if score.points is None else float(score.points),
        "coverage": float(score.coverage),
        "unverified": score.unverified,
    }


def _step(step: Step | None) -> dict[str, object] | None:
    if step is None:
        return None
    return {
        "indicator": step.indicator,
        "name": step.name,
        "verdict": step.verdict.value,
        "points": None if step.points is None else float(step.points),
        "lost": float(step.lost),
        "judged_share": float(step.judged_share),
        "verified": step.verified,
        "text": step.text,
    }
