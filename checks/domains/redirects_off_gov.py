"""Government domain that leads elsewhere (政府域名跳转到非政府网站).

Finds
    A .gov.cn or .政务 domain whose home page ends, redirects followed, on a host that is no
    government name.

Why
    国办函〔2018〕55号: government domains serve government websites; one used for another site is
    one of the three faults of its sweep.

Judges
    FAIL            the address where it ended is no government name
    NOT_APPLICABLE  the domain itself has no government suffix
    NOT_JUDGED      where it ends could not be found out

Remedy
    Take the redirect away; if a new domain is not conforming either, replace that one.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.estate_index import is_government
from checks.found import fail
from checks.registry import NoOptions, check
from model.domain import unicode_name
from model.domain_fact import FactKind
from model.finding import Finding


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether it is a government name, whatever its state."""
    return is_government(subject.domain.name)


@check(
    title="政府域名跳转到非政府网站",
    over=held,
    options=NoOptions,
    applies=applies,
    moving=("hops",),
)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if a visit ends outside."""
    web = subject.fact(FactKind.WEB)
    if web is not None and web.absent:
        return
    end = next(iter(subject.known(FactKind.FINAL_HOST)), "")
    if not end or is_government(end):
        return
    hops = subject.fact(FactKind.HOPS)
    yield fail(
        subject.subject,
        f"访问{subject.domain.shown}最终到达{unicode_name(end)}，不是政府网站域名",
        final_host=end,
        hops=list(hops.values or ()) if hops else [],
    )
