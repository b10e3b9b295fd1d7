"""Script data: arrays of objects written in scripts or answered as JSON, read without running them.

Reads plain literals only: strings, numbers, words, nested arrays and objects, comments and
trailing commas as scripts write them. Whatever computes (`a + b`, calls) ends the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""\s+|//[^\n]{0,5000}|/\*.{0,5000}?\*/
    |(?P<mark>[\[\]{}:,])
    |(?P<text>"(?:[^"\\]|\\.){0,20000}+"|'(?:[^'\\]|\\.){0,20000}+'|`(?:[^`\\]|\\.){0,20000}+`)
    |(?P<word>-?[\w$.]+)""",
    re.DOTALL | re.VERBOSE,
)
_START = re.compile(r"\[\s*\{|\.push\(\s*\{")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}
_MOST_CHARS, _MOST_FAILURES, _DEEPEST = 3_000_000, 40, 40

Value = str | list["Value"] | dict[str, "Value"]


def arrays_of_objects(text: str) -> Iterator[list[dict[str, Value]]]:
    """Yield every array of objects of a script or a JSON answer, outermost first.

    Objects that a script pushes one by one (`list.push({…})`) are one array.
    """
    part = text[:_MOST_CHARS]
    pushed: list[dict[str, Value]] = []
    end = failures = 0
    for start in _START.finditer(part):
        if start.start() < end:
            continue
        array = start[0][0] == "["
        literal = _Literal(part, start.start() if array else start.end() - 1)
        value = literal.read()
        if value is None:
            failures += 1
            if failures >= _MOST_FAILURES:
                break
            continue
        end = literal.position
        if isinstance(value, dict):
            pushed.append(value)
        else:
            yield from _objects(value)
    if pushed:
        yield pushed


def _objects(value: Value) -> Iterator[list[dict[str, Value]]]:
    """Yield the arrays of objects of a value, itself first."""
    waiting = [value]
    for each in waiting:
        if isinstance(each, list):
            objects = [entry for entry in each if isinstance(entry, dict)]
            if objects:
                yield objects
            waiting.extend(entry for entry in each if not isinstance(entry, str))
        elif isinstance(each, dict):
            waiting.extend(entry for entry in each.values() if not isinstance(entry, str))


class _Literal:
    """One literal being read, with its open arrays and objects on a stack."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.position = start
        self._open: list[list[Value] | dict[str, Value]] = []
        self._keys: list[str | None] = []
        self._last: str | None = None  # a text or word not yet placed

    def read(self) -> Value | None:
        """Return the literal, None where it computes something or does not end."""
        while True:
            found = _TOKEN.match(self.text, self.position)
            if found is None:
                return None
            self.position = found.end()
            kind, sign = found.lastgroup, found[0]
            if kind is None:
                continue
            if kind != "mark":
                if self._last is not None:
                    return None
                self._last = _unquoted(sign) if kind == "text" else sign
            elif not self._take(sign):
                return None
            elif sign in "]}":
                done = self._open.pop()
                self._keys.pop()
                if not self._open:
                    return done
                self._place(done)

    def _take(self, sign: str) -> bool:
        """Take in a bracket, colon or comma; False where it cannot stand there."""
        if sign in "[{":
            if self._last is not None or len(self._open) >= _DEEPEST:
                return False
            self._open.append([] if sign == "[" else {})
            self._keys.append(None)
            return True
        if sign == ":":
            fits = self._last is not None and self._keys[-1] is None
            self._keys[-1], self._last = self._last, None
            return fits
        if self._last is not None:
            self._place(self._last)
            self._last = None
        return sign == "," or isinstance(self._open[-1], list) == (sign == "]")

    def _place(self, value: Value) -> None:
        into, key = self._open[-1], self._keys[-1]
        if isinstance(into, list):
            into.append(value)
        elif key is not None:
            into[key] = value
        self._keys[-1] = None


def _unquoted(token: str) -> str:
    inner = token[1:-1]
    return _ESCAPE.sub(_character, inner) if "\\" in inner else inner


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        sign = chr(int(code, 16))
        return "" if "\ud800" <= sign <= "\udfff" else sign
    return _PLAIN.get(found[3], found[3])
