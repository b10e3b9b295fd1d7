"""Letter text 函件用语: the words and figures a letter template may print.

Reads   a Letter with its rows, the office's own settings
Gives   plain one-line texts under the names that templates use
Never   adds a row, counts what is not in the letter, or leaves a control character in a text
"""

from __future__ import annotations

from datetime import date, datetime

from model.clock import china_day
from model.letter import UNISSUED, IssueRow, Letter, LetterRow
from model.settings import Letters, Office
from reports.safe_text import one_line
from reports.wording import long_day

Text = dict[str, str | int | list[dict[str, str]]]
_NOTHING = "—"


def letter_text(
    letter: Letter, office: Office, letters: Letters, *, number: str, printed_at: datetime
) -> Text:
    """Return every name a template may use, with its text."""
    signed_on = china_day(printed_at)
    names = [row.site_name for row in letter.rows] + [i.site_name for i in letter.issues]
    sites = list(dict.fromkeys(map(one_line, names)))
    deadlines = sorted(row.deadline_on for row in letter.rows if row.deadline_on is not None)
    longest = max(letter.rows, key=lambda row: row.idle_days or 0, default=None)
    late = max((_late(letter, issue) for issue in letter.issues), default=0)
    return {
        "office": one_line(office.name),
        "number": one_line(number) or f"{one_line(office.letter_word)}〔{signed_on.year}〕　号",
        "draft": "（草稿）" if letter.state in UNISSUED else "",
        "unit": one_line(letter.unit),
        "basis": basis(letter.rulebook_title, letters.basis),
        "sites": "、".join(sites),
        "observed_on": long_day(letter.night_on),
        "count": letter.size,
        "first_deadline": long_day(deadlines[0]) if deadlines else "",
        "longest_path": one_line(longest.column_path) if longest else "",
        "longest_days": (longest.idle_days or 0) if longest else late,
        "reminders": letter.earlier_reminders,
        "reply_by": long_day(letter.reply_by_on),
        "contact": contact(office),
        "signed_on": long_day(signed_on),
        "replaces": one_line(letter.replaces),
        "rows": [
            *(_row(at, row, len(sites) > 1) for at, row in enumerate(letter.rows, start=1)),
            *(_issue(at, letter, i, len(sites) > 1) for at, i in enumerate(letter.issues, start=1)),
        ],
    }


def basis(rulebook_title: str, local: str) -> str:
    """Return the rules a letter rests on, national before local, each in title marks."""
    named = [_titled(one_line(text)) for text in (rulebook_title, local) if text.strip()]
    return "和".join(named) + "有关要求" if named else "政府网站管理有关要求"


def contact(office: Office) -> str:
    """Return the note with which a letter ends, in parentheses; "" if nothing is known."""
    known = (
        ("联系人", one_line(office.contact)),
        ("联系电话", one_line(office.phone)),
        ("电子邮箱", one_line(office.email)),
    )
    said = "，".join(f"{name}：{value}" for name, value in known if value)
    return f"（{said}）" if said else ""


def _titled(name: str) -> str:
    if "《" in name:
        return name
    head, mark, tail = name.partition("（")
    return f"《{head}》{mark}{tail}"


def _row(at: int, row: LetterRow, several_sites: bool) -> dict[str, str]:
    path = one_line(row.column_path)
    return {
        "no": str(at),
        "path": f"【{one_line(row.site_name)}】{path}" if several_sites else path,
        "unit": one_line(row.unit),
        "kind": one_line(row.kind),
        "requirement": one_line(row.requirement),
        "newest": _day(row.newest_on),
        "idle": _NOTHING if row.idle_days is None else str(row.idle_days),
        "deadline": _day(row.deadline_on),
        "url": one_line(row.example_url),
    }


def _issue(at: int, letter: Letter, row: IssueRow, several_sites: bool) -> dict[str, str]:
    path = one_line(row.column_path) or _NOTHING
    late = _late(letter, row)
    return {
        "no": str(at),
        "case": str(row.case),
        "path": f"【{one_line(row.site_name)}】{path}" if several_sites else path,
        "problem": one_line(row.problem),
        "url": one_line(row.url),
        "found": _day(row.found_on),
        "letter": one_line(row.letter) or _NOTHING,
        "deadline": _day(row.deadline_on),
        "late": str(late) if late else _NOTHING,
    }


def _late(letter: Letter, row: IssueRow) -> int:
    """Return by how many days a case's deadline had passed on the night of the letter."""
    if row.deadline_on is None:
        return 0
    return max((letter.night_on - row.deadline_on).days, 0)


def _day(day: date | None) -> str:
    return _NOTHING if day is None else day.isoformat()
