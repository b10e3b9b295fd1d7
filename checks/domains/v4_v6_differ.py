"""Another page over IPv6 (IPv4与IPv6页面不一致).

Finds
    A domain whose page over IPv6 is unlike the one over IPv4: their fingerprints (SimHash, 64
    bits) differ in more bits than the rulebook lets pass.

Why
    A site supports IPv6 when it shows the same page. A default page or an old copy over IPv6
    looks like support, and may stay wrong for years.

Judges
    SUSPECT         more bits differ; a carousel or a date may do that too
    OK              no page over one of the two: there is nothing to compare
    NOT_JUDGED      one of the pages could not be asked for, or the line has no IPv6

Remedy
    Serve the same content over both.

Units
    Bits of 64; exactly as many as the rulebook says are let pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.estate import Held, held, in_service
from checks.found import suspect
from checks.registry import check
from extract import likeness
from model.domain_fact import FactKind
from model.finding import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """How many bits two fingerprints of one page may differ in."""

    distance: int


@check(title="IPv4与IPv6页面不一致", over=held, options=Options, applies=in_service)
def judge(subject: Held, options: Options, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the two pages are too far apart."""
    over_v4, over_v6 = subject.known(FactKind.PAGE_V4), subject.known(FactKind.PAGE_V6)
    if not over_v4 or not over_v6:
        return
    bits = likeness.distance(over_v4[0], over_v6[0])
    if bits <= options.distance:
        return
    titles = [(*page, "")[1] for page in (over_v4, over_v6)]
    named = f"（标题分别为“{titles[0]}”“{titles[1]}”）" if titles[0] != titles[1] else ""
    yield suspect(
        subject.subject,
        f"{subject.domain.shown}通过IPv6看到的页面与IPv4不同{named}，请核实",
        title_v4=titles[0],
        title_v6=titles[1],
        bits=bits,
    )
