"""The form of a reading rule: its parts, taken apart. What they mean stands in `extract.rules`.

Apart from the reading itself, since who only asks where a list's data lie need load no parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.url import absolute

DATA = "data:"
"""Before the address of the data behind a page."""

_XPATH = re.compile(r"/|\.//?|\(")


@dataclass(frozen=True, slots=True)
class Rule:
    """One reading rule, taken apart; a part that is left out is ""."""

    items: str
    link: str
    date: str
    pattern: str = ""
    data: str = ""  # address of the list's data, as written


def parse_rule(text: str) -> Rule:
    """Take a rule apart; `rule_fault` says first whether it is one."""
    parts = [part.strip() for part in text.split("|")]
    data = ""
    if parts[0].startswith(DATA):
        data = parts.pop(0).removeprefix(DATA).strip()
    parts += [""] * (4 - len(parts))
    return Rule(parts[0], parts[1], parts[2], parts[3], data)


def data_address(text: str, page_url: str) -> str | None:
    """Return where the data of a rule's list is fetched, None for a rule of the page itself."""
    rule = parse_rule(text)
    return absolute(page_url, rule.data) if rule.data else None


def is_xpath(part: str) -> bool:
    """Whether a part of a rule is written as XPath and not as CSS."""
    return bool(_XPATH.match(part))
