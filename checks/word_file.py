"""Word lists as CSV: our own beside this file, the office's in its workspace; faults by line.

words.csv has four columns with a head: 错误写法, 建议写法, 类别, 不算错的词语 (parted by 、). A row
of the category 放行 names a right word or phrase in which nothing is wrong. lures.csv has two:
诱导词, 处理; 放行 takes a word out of our own (checks/lures.py), 增加 or nothing adds one.
Excel saves such files as UTF-8 or GB18030; both are read. Lines that begin with # are remarks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from model.errors import SettingsError
from model.words import WordList, WordRule

HEAD = ("错误写法", "建议写法", "类别", "不算错的词语")
LURES_HEAD = ("诱导词", "处理")
ALLOWED, ADDED = "放行", "增加"
WORDS_FILE, LURES_FILE = "words.csv", "lures.csv"
_BUILT_IN = Path(__file__).parent / "words" / WORDS_FILE
_SHORTEST, _LONGEST = 2, 30


@cache
def built_in_words() -> WordList:
    """Return the list that comes with the program."""
    return read_words(_BUILT_IN)


def office_words(folder: Path) -> WordList:
    """Return the office's own lists in its workspace, an empty one where there is none."""
    path, lures = folder / WORDS_FILE, folder / LURES_FILE
    words = read_words(path) if path.is_file() else WordList()
    if not lures.is_file():
        return words
    own = read_lures(lures)
    return replace(words, lures=own.lures, no_lures=own.no_lures)


def read_words(path: Path) -> WordList:
    """Read one list; SettingsError with file, line and remedy in one Chinese sentence."""
    rules: dict[str, WordRule] = {}
    allowed: set[str] = set()
    for line, (wrong, right, category, others) in _rows(path, HEAD):
        if not _SHORTEST <= len(wrong) <= _LONGEST:
            raise _fault(path, line, f"“{wrong}”应为{_SHORTEST}至{_LONGEST}个字")
        if wrong in rules or wrong in allowed:
            raise _fault(path, line, f"“{wrong}”前面已经写过，请删去一行")
        if category == ALLOWED:
            allowed.add(wrong)
            continue
        if not right or not category:
            raise _fault(path, line, f"“{wrong}”没有写明建议写法或类别，请补上")
        unless = tuple(word.strip() for word in others.split("、") if word.strip())
        apart = next((word for word in unless if wrong not in word), None)
        if right == wrong or apart is not None:
            what = "建议写法与错误写法相同" if apart is None else f"“{apart}”里没有“{wrong}”"
            raise _fault(path, line, f"{what}，请改正")
        rules[wrong] = WordRule(wrong=wrong, right=right, category=category, unless=unless)
    return WordList(tuple(rules.values()), frozenset(allowed))


def read_lures(path: Path) -> WordList:
    """Read the office's lures; SettingsError with file, line and remedy in one Chinese sentence."""
    lures: dict[str, bool] = {}
    for line, (word, what) in _rows(path, LURES_HEAD):
        if not _SHORTEST <= len(word) <= _LONGEST:
            raise _fault(path, line, f"“{word}”应为{_SHORTEST}至{_LONGEST}个字")
        if word in lures:
            raise _fault(path, line, f"“{word}”前面已经写过，请删去一行")
        if what not in {"", ADDED, ALLOWED}:
            raise _fault(path, line, f"处理应为{ADDED}或{ALLOWED}，现为“{what}”")
        lures[word] = what != ALLOWED
    return WordList(
        lures=tuple(word for word, added in lures.items() if added),
        no_lures=frozenset(word for word, added in lures.items() if not added),
    )


def _rows(path: Path, head: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    lines = list(csv.reader(_text(path).splitlines()))
    head_seen = False
    for line, row in enumerate(lines, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if not head_seen:
            if tuple(cells[: len(head)]) != head:
                raise _fault(path, line, f"表头应为“{'，'.join(head)}”")
            head_seen = True
            continue
        if len(cells) > len(head):
            raise _fault(path, line, f"多于{len(head)}栏，词语之间请用顿号分开")
        yield line, (*cells, *[""] * len(head))[: len(head)]
    if not head_seen:
        raise _fault(path, 1, f"缺少表头“{'，'.join(head)}”")


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    raise SettingsError(f"{path.name} 的文字编码无法识别，请另存为 UTF-8 格式的 CSV 文件")


def _fault(path: Path, line: int, what: str) -> SettingsError:
    return SettingsError(f"{path.name} 第{line}行：{what}")
