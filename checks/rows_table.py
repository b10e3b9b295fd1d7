"""The table of all official rows: `docs/rulebook_rows.md`, written from the rulebooks.

For every row it says who judges it (the program, staff, nobody yet), by which check, and how
sure its figures are. `python -m checks.rows_table --check FILE` says whether the file is current
(exit code 1 if not), `--write FILE` writes it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from checks.generated import write_or_check
from checks.rulebook_file import load_rulebook, rulebook_ids
from model.rulebook import KIND_NAMES, Indicator, Rulebook

_HEAD = """# Every official row, and who judges it

Generated from the rulebooks; do not edit. `make docs` writes it again, `make check` refuses a
stale copy.

- **machine**: the program judges it with evidence.
- **machine, person confirms**: the program finds candidates; a certain failure counts at once, a
  doubtful one only after `xunjian review confirm`. Staff may add what only they saw
  (`xunjian manual`).
- **staff**: entered with `xunjian manual`; without an entry the row is 未判定 and costs nothing.
- **not yet**: no check serves it; staff may enter it meanwhile, otherwise as above.

Figures: V2, V1 seen in two, one public pages; D derived from such; Mh, Mm, Ml not seen in the
official text: firm, plausible, placeholder. A report that used an unseen figure says so."""
_MARK = re.compile(r"；(V2|V1|D|Mh|Mm|Ml)\b")


def rows_table() -> str:
    """Return the whole page in Markdown."""
    books = [load_rulebook(name) for name in rulebook_ids()]
    return "\n\n".join([_HEAD, *(_part(book) for book in books if not book.based_on)]) + "\n"


def judged_by(row: Indicator) -> str:
    """Return who judges a row: one of the four words of the page."""
    if row.measure is not None:
        return "machine"
    if row.checks:
        return "machine" if row.checkable == "F" else "machine, person confirms"
    return "staff" if row.checkable == "S" else "not yet"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or write the file; return the exit code."""
    return write_or_check(
        rows_table, arguments, module="checks.rows_table", about=__doc__, of="指标文件"
    )


def _part(book: Rulebook) -> str:
    counts = Counter(judged_by(row) for row in book.indicators)
    scored = " Nothing is scored: problems are listed." if book.unscored else ""
    said = ", ".join(f"{counts[word]} {word}" for word in _WORDS if counts[word])
    return "\n".join(
        [
            f"## `{book.id}` {book.title}",
            "",
            f"{book.document}. {len(book.indicators)} rows: {said}.{scored}",
            "",
            "| row | name | kind | points | figures | judged by | check |",
            "|---|---|---|---|---|---|---|",
            *_rows(book),
            *_left_to_staff(book),
        ]
    )


_WORDS = ("machine", "machine, person confirms", "staff", "not yet")


def _rows(book: Rulebook) -> Iterator[str]:
    for row in book.indicators:
        points = "" if row.points is None else f"{row.points.normalize():f}"
        star = "" if row.verified or not points or book.unscored else " (unseen)"
        found = _MARK.search(row.source)
        names = dict.fromkeys([*(binding.check for binding in row.checks), *row.counts])
        checks = ", ".join(f"`{name}`" for name in names)
        if row.measure is not None:
            checks = f"{row.measure.value}" + (f": {checks}" if checks else "")
        yield (
            f"| `{row.id}` | {row.name} | {KIND_NAMES[row.kind]} | {points}{star} "
            f"| {found[1] if found else ''} | {judged_by(row)} | {checks} |"
        )


def _left_to_staff(book: Rulebook) -> Iterator[str]:
    """Give what of the rows no program can tell, with the reason, in the file's own words."""
    told = [row for row in book.indicators if row.staff]
    if told:
        yield from ("", "What only staff can tell, and why:", "")
        yield from (f"- `{row.id}` {row.name}：{row.staff}" for row in told)


if __name__ == "__main__":
    sys.exit(main())
