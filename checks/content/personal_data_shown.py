"""Personal numbers on a page (泄露个人信息).

Finds
    Numbers of identity cards (province, a real day of birth, check digit), mobiles and bank
    cards (length, first figures, the sum of Luhn) in the texts of pages and attachments. Left
    out are mobiles on a line that offers a contact (联系电话, 咨询, 举报 …) unless it speaks of
    a person's own (本人, 身份证 …), or in a table of those in charge (职务, 责任人 …), accounts of
    bodies (保证金, 开户行 …), amounts, numbers of papers, and codes of companies.

Why
    Lists must be published with such numbers masked (RULES 9); thousands of people were
    harmed by tables that were not.

Judges
    SUSPECT         a number stands there that looks personal: a person looks, always
    OK              the text was read and holds none
    NOT_JUDGED      no texts were kept for this night

Remedy
    Take the page or the attachment off at once, mask the numbers, publish it again, and ask
    search engines to forget their copy.

Units
    Numbers; finding, message and evidence hold them masked only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.content_texts import PageText, page_texts
from checks.found import suspect
from checks.registry import NoOptions, check
from model.finding import Finding

_MOST_SHOWN = 5


@check(title="疑似泄露个人信息", over=page_texts, options=NoOptions)
def judge(page: PageText, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for every kind of number on the page."""
    met: dict[str, dict[str, None]] = {}
    for said in page.facts.numbers:
        if said.number is not None:
            met.setdefault(said.what, {})[said.number.masked] = None
    for kind, masked in met.items():
        shown = list(masked)[:_MOST_SHOWN]
        yield suspect(
            f"{page.subject}#{kind}",
            f"{page.noun}出现未作遮挡的{kind}{len(masked)}个，如{shown[0]}，请核实是否属于个人信息",
            places=page.places(shown[0]),
            kind=kind,
            masked=shown,
            numbers=len(masked),
        )
