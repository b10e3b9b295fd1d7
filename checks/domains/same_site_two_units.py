"""One site under two holders (同一网站登记在两个单位名下).

Finds
    Domains of different holders that name one site: the same 网站标识码 in the inventory, the
    same code printed on their own pages, or the same page (title and fingerprint). A name that
    only redirects elsewhere shows no page of its own.

Why
    国办函〔2018〕55号: who opens, applies and uses a site answers for it (谁开设、谁申请、谁使用、
    谁负责). A site with two holders has none.

Judges
    FAIL            the inventory gives the same code to domains of two holders
    SUSPECT         their pages print the same code or are the same: one may be a copied footer
    NOT_APPLICABLE  the domain is cancelled or its site closed
    NOT_JUDGED      no holder, or neither a code nor a page is known

Remedy
    Agree on one holder; change the other row, with the consent on file.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checks.estate import Held, held, in_service
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.domain import Domain, DomainState, SiteState
from model.errors import EvidenceMissing
from model.finding import Finding


@check(title="同一网站登记在两个单位名下", over=held, options=NoOptions, applies=in_service)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding that names the other holders."""
    domain, index = subject.domain, subject.index
    if not domain.holder:
        raise subject.unfilled("holder")
    page, printed = index.page_key(domain), index.printed_code(domain)
    if not domain.site_code and page is None and not printed:
        raise EvidenceMissing("没有填写网站标识码，也没有读到页面，未判定")
    by_code = index.by_site.get(domain.site_code, ()) if domain.site_code else ()
    seen = (
        (by_code, f"网站标识码都是{domain.site_code}", fail),
        (index.by_printed_code.get(("", printed), ()), f"页面上的标识码都是{printed}", suspect),
        (index.by_page.get(page, ()) if page else (), "页面的标题和内容相同", suspect),
    )
    for domains, same, word in seen:
        others = _of_others(domain, domains)
        if others:
            yield word(
                subject.subject,
                f"{domain.shown}（{domain.holder}）与"
                + "、".join(f"{other.shown}（{other.holder}）" for other in others[:3])
                + f"{'等' if len(others) > 3 else ''}{same}"
                + ("，同一网站只能由一个单位持有" if word is fail else "，疑似同一网站，请核实"),
                others=[other.name for other in others],
                holders=sorted({other.holder for other in others}),
            )
            return


def _of_others(domain: Domain, domains: Sequence[Domain]) -> list[Domain]:
    return [
        other
        for other in domains
        if other.holder
        and other.holder != domain.holder
        and other.domain_state is not DomainState.CANCELLED
        and other.site_state is not SiteState.CLOSED
    ]
