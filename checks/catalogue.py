"""The catalogue of checks: `docs/checks.md`, written from the checks' pages and the rulebooks.

`python -m checks.catalogue --check FILE` says whether the file is current (exit code 1 if
not), `--write FILE` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from checks.generated import write_or_check
from checks.registry import Check, all_checks
from checks.rulebook_file import load_rulebook, rulebook_ids
from model.rulebook import KIND_NAMES, Indicator, Rulebook

_HEAD = """# The catalogue of checks

Generated from the checks' own pages and the rulebooks; do not edit. `make docs` writes it
again, `make check` refuses a stale copy."""
_WHO = {"F": "machine", "P": "machine, a person confirms", "S": "staff"}


def catalogue() -> str:
    """Return the whole page in Markdown."""
    books = [load_rulebook(name) for name in rulebook_ids()]
    parts = [_HEAD, *(_check_part(check, books) for check in all_checks().values())]
    parts += [_book_part(book) for book in books]
    return "\n\n".join(parts) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or write the file; return the exit code."""
    return write_or_check(
        catalogue, arguments, module="checks.catalogue", about=__doc__, of="检查和指标文件"
    )


def _check_part(check: Check, books: list[Rulebook]) -> str:
    headline, _, body = check.page.strip().partition("\n")
    rows = [
        f"- `{row.id}` {row.name} ({book.id})"
        for book in books
        if not book.based_on
        for row in book.indicators
        if any(binding.check == check.id for binding in row.checks)
    ]
    serves = "\n".join(rows) or "- none yet: it never runs"
    return (
        f"## `{check.id}` {check.title}\n\n{headline} Theme: {check.theme}.\n\n"
        f"```text\n{body.strip(chr(10))}\n```\n\nServes\n\n{serves}"
    )


def _book_part(book: Rulebook) -> str:
    until = book.valid_to.isoformat() if book.valid_to else "today"
    counted = _counts(book)
    head = (
        f"## Rulebook `{book.id}`\n\n{book.title}（{book.document}）, in force from "
        f"{book.valid_from.isoformat()} to {until}. {counted}\n\n"
        "| row | name | kind | points | verified | judged by |\n|---|---|---|---|---|---|"
    )
    if book.based_on:
        return head.partition("\n\n| row")[0] + _taken_over(book)
    return "\n".join([head, *_rows(book)])


def _taken_over(book: Rulebook) -> str:
    """Say what a rulebook based on another has of its own."""
    base = load_rulebook(book.based_on)
    own = [f"`{row.id}`" for row in book.indicators if row not in base.indicators]
    rows = f" Rows of its own: {', '.join(own)}." if own else ""
    return f" Rows and points are those of `{base.id}`; pass mark {book.pass_mark}.{rows}"


def _counts(book: Rulebook) -> str:
    total = len(book.indicators)
    served = sum(bool(row.checks or row.measure) for row in book.indicators)
    staff = sum(row.checkable == "S" for row in book.indicators)
    return (
        f"{total} rows: {served} judged by the program, {staff} by staff, "
        f"{total - served - staff} not yet." + (" Nothing is scored." if book.unscored else "")
    )


def _rows(book: Rulebook) -> Iterator[str]:
    for row in book.indicators:
        points = "" if row.points is None else f"{row.points.normalize():f}"
        yield (
            f"| `{row.id}` | {row.name} | {KIND_NAMES[row.kind]} | {points} "
            f"| {'yes' if row.verified else 'no'} | {_judge(row)} |"
        )


def _judge(row: Indicator) -> str:
    if row.measure is not None:
        counted = ", ".join(f"`{name}`" for name in row.counts)
        return f"machine: {row.measure.value}" + (f" of {counted}" if counted else "")
    if row.checks:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(b.check for b in row.checks))
        return f"{_WHO[row.checkable]}: {names}"
    return "staff" if row.checkable == "S" else "not yet"


if __name__ == "__main__":
    sys.exit(main())
