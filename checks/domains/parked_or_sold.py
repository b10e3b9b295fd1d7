"""Parked, for sale or in other hands (域名疑似停放或被转卖).

Finds
    A domain of the inventory, cancelled ones included, whose page shows signs that it is no
    government page: a parking page, an offer for sale, the default page of a server, an empty
    page, words of lures.

Why
    A domain that was let go is bought for its visitors; old links and papers still lead there.

Judges
    SUSPECT         such a sign was seen
    NOT_JUDGED      the page could not be looked at

Remedy
    Find out who holds the domain now; take it back or report it, and remove links to it.

Units
    None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.estate import Held, held
from checks.found import suspect
from checks.registry import NoOptions, check
from model.domain_fact import FactKind
from model.finding import Finding

_SIGNS = {
    "parked": "是域名停放页面",
    "for_sale": "有出售域名的信息",
    "default": "是服务器的默认页面",
    "empty": "没有任何内容",
}
_LURE = "lure:"


@check(title="域名疑似停放或被转卖", over=held, options=NoOptions)
def judge(subject: Held, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield one finding that names every sign."""
    web = subject.fact(FactKind.WEB)
    if web is not None and web.absent:
        return
    signs = subject.known(FactKind.LOOKS)
    if not signs:
        return
    title = subject.fact(FactKind.TITLE)
    said = "、".join(dict.fromkeys(_in_words(sign) for sign in signs))
    yield suspect(
        subject.subject,
        f"{subject.domain.shown}的页面{said}，疑似域名已停放或被他人使用，请核实",
        signs=list(signs),
        title=title.first if title else None,
    )


def _in_words(sign: str) -> str:
    if sign.startswith(_LURE):
        return f"有“{sign.removeprefix(_LURE)}”等内容"
    return _SIGNS.get(sign, sign)
