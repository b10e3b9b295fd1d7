"""Dead link (错链、断链).

Finds
    A link target that answered badly (gone, unknown host, refused, server error, endless
    redirects), with every page that links to it. One target is one finding, however many
    pages carry the link.

Why
    Each dead link on the home page and on other pages costs points; images, attachments and
    external links count as well. A page linked from nowhere hurts no reader.

Judges
    FAIL            the failure is confirmed: by a second, slower pass, or by failing on as
                    many nights as the office set
    SUSPECT         it failed, but is not confirmed yet; or only a person can tell for certain:
                    the server says 200 and the text says "not found" (soft 404), or it
                    refuses the request (400 and the like), which may be ours alone
    NOT_JUDGED      silently: blocked, timed out, TLS trouble, login, robots, not fetched.
                    These are listed as not verified and held against nobody

Remedy
    Correct or remove the link, or put the page back.

Units
    Nights in a row on which it failed, the present one included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import LinkTarget, link_targets
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page import LinkKind
from model.snapshot import Target

_WHAT = {
    LinkKind.PAGE: "网页",
    LinkKind.ASSET: "页面资源",
    LinkKind.ATTACHMENT: "附件",
    LinkKind.EXTERNAL: "站外链接",
}


@check(title="链接失效", over=link_targets, options=NoOptions, moving=("detail", "final_url"))
def judge(link: LinkTarget, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the target failed."""
    target = link.target
    if target is None or target.outcome.is_fine:
        return
    if target.outcome.is_unknown:
        raise EvidenceMissing("")
    certain = target.confirmed and not target.outcome.is_doubtful
    word = fail if certain else suspect
    yield word(
        link.subject,
        _message(target, certain),
        places=tuple(target.places),
        weight="home" if link.on_home else "other",
        kind=target.kind.value,
        outcome=target.outcome.word,
        cause=target.outcome.value,
        status=target.status,
        final_url=target.final_url,
        failed_nights=target.failed_nights,
        first_failed=target.first_failed_on.isoformat() if target.first_failed_on else None,
        tries=target.tries,
        detail=target.detail,
    )


def _message(target: Target, certain: bool) -> str:
    status = f"（{target.status}）" if target.status else ""
    pages = len({place.page for place in target.places})
    text = f"{_WHAT[target.kind]}失效：{target.outcome.sentence}{status}，有{pages}个页面链接到它"
    if certain:
        return text
    if target.outcome.is_doubtful:
        return f"{text}，请人工核实"
    if target.failed_nights <= 1:
        return f"{text}；首次发现，尚待复核"
    return f"{text}；已连续{target.failed_nights}晚访问失败，尚待复核"
