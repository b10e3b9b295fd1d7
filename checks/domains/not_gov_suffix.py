"""Domain without a government suffix (未使用政府域名).

Finds
    A domain of an administrative body, of its internal body or of an institution with
    administrative function that ends neither in .gov.cn nor in .政务.

Why
    国办发〔2017〕47号 and 国办函〔2018〕55号: the English domain of a government website ends in
    .gov.cn, the Chinese one in .政务, and nothing else; what does not conform is replaced or
    cancelled.

Judges
    FAIL            another suffix, and the holder is one of these bodies
    NOT_APPLICABLE  cancelled, its site closed, or not used for government content as staff
                    say; or the holder is no such body
    NOT_JUDGED      another suffix, and nobody has said what kind of body the holder is

Remedy
    Apply for a conforming domain, announce the change for three months, then cancel this one.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.estate_index import BOUND, is_government
from checks.found import fail
from checks.registry import NoOptions, check
from model.domain import HOLDER_TYPE_NAMES
from model.finding import Finding


def applies(subject: Held, _options: NoOptions) -> bool:
    """Whether the domain is in use for government content, by a body that the rule binds."""
    domain = subject.domain
    bound = domain.holder_type is None or domain.holder_type in BOUND
    return subject.in_service and domain.government_use is not False and bound


@check(title="未使用政府域名", over=held, options=NoOptions, applies=applies)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for another suffix."""
    domain = subject.domain
    if is_government(domain.name):
        return
    if domain.holder_type is None:
        raise subject.unfilled("holder_type")
    yield fail(
        subject.subject,
        f"{domain.shown}不以.gov.cn或.政务结尾，持有单位为{HOLDER_TYPE_NAMES[domain.holder_type]}，"
        f"应更换为合规域名并注销",
        holder_type=domain.holder_type.value,
    )
