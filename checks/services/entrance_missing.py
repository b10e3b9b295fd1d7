"""No entrance to consultation or to services (没有咨询建言渠道、没有办事服务).

Finds
    A site on which no link, no page and no column bears one of the words of the row (信箱, 咨询 …;
    办事, 政务服务 …), or of which all that do are shut. Names that hold a word left out (网上信访,
    纪检, 举报) do not count; articles are no entrances.

Why
    Two vetoes of 2019: no effective channel for advice online, where 网上信访 and 纪检举报 do not
    count, and no services. The census of 2015 asks for the channel too.

Judges
    SUSPECT         none on a site that was read to the end, or only such as are left out, or
                    every one fails and is confirmed, as `link_dead` confirms links. Never FAIL:
                    an entrance may be a picture without words, and whether a channel is
                    effective only staff can try
    OK              one opens; one behind a login opens
    NOT_JUDGED      none was met in a crawl that did not reach the end, or on a home page
                    without a readable link; or those met gave no answer to go by

Remedy
    Open the channel, or put back the entrance, and name it by the usual words.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.entrances import Entrance, entrances
from checks.evidence import Whole, site
from checks.found import silent, suspect, unjudged
from checks.registry import check
from model.finding import Finding, Verdict
from model.site import ColumnKind

_MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Options:
    """What is looked for, the words that name it, words that do not count, its columns."""

    name: str  # Chinese; the subject of the finding
    words: tuple[str, ...]
    leave_out: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]


@check(title="没有咨询渠道或办事服务入口", over=site, options=Options)
def judge(whole: Whole, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if no entrance is there, or none opens."""
    evidence, name = whole.evidence, options.name
    met = entrances(evidence, options.words, options.kinds)
    known = [e for e in met if not any(word in e.text for word in options.leave_out)]
    unknown = [e for e in known if e.opens is None]
    if any(e.opens for e in known):
        yield silent(name, Verdict.OK)
    elif unknown:
        yield unjudged(name, f"{name}的入口“{unknown[0].text}”没有得到明确应答，未判定")
    elif known:
        yield _found(name, f"{name}的{len(known)}个入口都打不开，请核实", known)
    elif not evidence.snapshot.soundness.finished:
        yield unjudged(name, f"本次巡检未覆盖全站，未见{name}的入口，未判定")
    elif not evidence.home.links:
        yield unjudged(name, f"首页没有读到任何链接，可能由脚本生成，有无{name}未判定")
    elif met:
        named = "、".join(sorted({f"“{e.text}”" for e in met})[:3])
        yield _found(name, f"全站只见{named}，没有读到{name}的入口，请核实", list(met))
    else:
        yield suspect(name, f"全站没有读到{name}的入口，请核实")


def _found(name: str, message: str, met: list[Entrance]) -> Finding:
    places = tuple(e.place for e in met[:_MOST_PLACES])
    return suspect(name, message, places=places, entrances=[e.url for e in met[:_MOST_PLACES]])
