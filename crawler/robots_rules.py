"""robots.txt read the way Google reads it (RFC 9309 and its open reference parser). Pure.

- A group is every record that names our token; several groups of ours count as one. Groups
  of `*` count only when none names us.
- The longest rule that matches decides, and Allow wins a tie. `*` stands for any run of
  characters, `$` at the end for the end of the address. Rules compare bytes: letters of a
  path keep their case, whatever is not ASCII is compared percent-encoded.
- Keys keep no case, may be written with a blank for the colon, and common misspellings of
  theirs are understood. Unknown lines, Sitemap and Crawl-delay too, do not end a group.
- Text is bytes seen as latin-1, so that a GBK file compares with GBK addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MAX_LINE = 16_664
"""Longer lines are cut there, as the reference parser does (8 × 2,083 bytes)."""

_LINES = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"[a-zA-Z_-]*")
_BLANKS = " \t\x0b\x0c"
_BOM = "\xef\xbb\xbf"
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})|([^\x00-\x7f])")
_INDEX = re.compile(r"/index\.htm[^/]*$")

# Keys are told by how they begin, misspelt as they stand in the wild.
_AGENT = ("user-agent", "useragent", "user agent")
_ALLOW = ("allow",)
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")
_DELAY = ("crawl-delay", "crawldelay", "crawl delay")


@dataclass(frozen=True, slots=True)
class Rule:
    """One Allow or Disallow line, its pattern escaped."""

    pattern: str
    allow: bool

    def matches(self, path: str) -> bool:
        """Whether the pattern fits the start of a path (or all of it, with `$`)."""
        pieces = self.pattern.removesuffix("$").split("*")
        anchored = self.pattern.endswith("$")
        first, rest = pieces[0], pieces[1:]
        if not path.startswith(first):
            return False
        if not rest:
            return not anchored or len(path) == len(first)
        # The leftmost fit of each piece leaves most room for the others.
        at, last = len(first), rest.pop() if anchored else ""
        for piece in rest:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return len(path) - len(last) >= at and path.endswith(last)


@dataclass(slots=True)
class _Group:
    rules: list[Rule] = field(default_factory=list)
    delay_s: float = 0.0
    named: bool = False


class RobotsRules:
    """What one robots.txt says to one product token."""

    def __init__(self, text: str, token: str) -> None:
        group = _group_of(text, token)
        # Longest first, Allow before Disallow: the first that fits decides.
        self._rules = tuple(
            sorted(group.rules, key=lambda rule: (-len(rule.pattern), not rule.allow))
        )
        self.delay_s = group.delay_s

    def allows(self, url: str) -> bool:
        """Whether an address may be asked."""
        if not self._rules:
            return True
        path = escaped(path_of(url))
        decided = next((rule for rule in self._rules if rule.matches(path)), None)
        return decided is None or decided.allow


def escaped(text: str) -> str:
    """Return a path with what is not ASCII percent-encoded, hexadecimal digits in capitals."""

    def one(found: re.Match[str]) -> str:
        if found[1]:
            return f"%{found[1].upper()}"
        char = found[2]
        raw = char.encode("latin-1") if ord(char) < 256 else char.encode()
        return "".join(f"%{byte:02X}" for byte in raw)

    return _ESCAPE.sub(one, text)


def path_of(url: str) -> str:
    """Return path, parameters and query of an address, as rules see them."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.path or "/") + query


def _group_of(text: str, token: str) -> _Group:
    """Return the rules that hold for us: those of our name, else those of everyone."""
    ours, everyone = _Group(), _Group()
    mine = all_ = closed = False  # which groups the line belongs to; whether rules have begun
    for line in _LINES.split(_without_bom(text)):
        pair = _pair(line[:MAX_LINE])
        if pair is None:
            continue
        key, value = pair
        if key.startswith(_AGENT):
            if closed:
                mine = all_ = closed = False
            if value[:1] == "*" and (len(value) == 1 or value[1] in _BLANKS):
                all_ = True
            elif _token(value).lower() == token.lower():
                mine = ours.named = True
            continue
        closed = closed or key.startswith((*_ALLOW, *_DISALLOW))
        # A group that names us and everyone speaks to us by name.
        if mine or all_:
            _add(ours if mine else everyone, key, value)
    return ours if ours.named else everyone


def _add(group: _Group, key: str, value: str) -> None:
    if key.startswith(_DELAY):
        group.delay_s = max(group.delay_s, _seconds(value))
    allow = key.startswith(_ALLOW)
    if not value or not (allow or key.startswith(_DISALLOW)):
        return  # an empty rule says nothing
    pattern = escaped(value)
    group.rules.append(Rule(pattern, allow))
    if allow and _INDEX.search(pattern):
        # Who opens /folder/index.html means /folder/ as well.
        group.rules.append(Rule(pattern[: pattern.rindex("/") + 1] + "$", True))


def _pair(line: str) -> tuple[str, str] | None:
    line = line.partition("#")[0].strip(_BLANKS)
    key, colon, value = line.partition(":")
    if not colon:
        words = line.split()
        if len(words) != 2:
            return None
        key, value = words
    key = key.strip(_BLANKS).lower()
    return (key, value.strip(_BLANKS)) if key else None


def _token(value: str) -> str:
    found = _TOKEN.match(value)
    return found[0] if found else ""


def _without_bom(text: str) -> str:
    """Drop a byte order mark, or what a careless editor left of one."""
    for size in (3, 2, 1):
        if text.startswith(_BOM[:size]):
            return text[size:]
    return text


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value) else 0.0
