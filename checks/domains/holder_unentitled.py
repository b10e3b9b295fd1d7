"""Government domain held by a body without administrative function (持有单位不宜使用政府域名).

Finds
    A .gov.cn or .政务 domain in use whose holder is an institution without administrative
    function.

Why
    国办函〔2018〕55号: such institutions in principle (原则上) do not use .gov.cn. An exception may
    have been approved, so a person decides.

Judges
    SUSPECT         the holder is such an institution
    NOT_APPLICABLE  another suffix, the domain is cancelled or its site closed
    NOT_JUDGED      nobody has said what kind of body the holder is

Remedy
    Move the content to another domain and cancel this one, or keep the approval on file.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.estate_index import is_government
from checks.found import suspect
from checks.registry import NoOptions, check
from model.domain import HolderType
from model.finding import Finding


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether it is a government domain in use."""
    return subject.in_service and is_government(subject.domain.name)


@check(title="持有单位不宜使用政府域名", over=held, options=NoOptions, applies=applies)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding where the holder has no administrative function."""
    domain = subject.domain
    if domain.holder_type is None:
        raise subject.unfilled("holder_type")
    if domain.holder_type is HolderType.INSTITUTION:
        yield suspect(
            subject.subject,
            f"{domain.shown}的持有单位是不承担行政职能的事业单位，原则上不使用政府域名，"
            f"请核实是否经过批准",
            holder=domain.holder,
        )
