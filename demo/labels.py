"""Labels of the portal's articles (成文日期, 来信时间, elements of a guide) and their faults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from demo.items import MARKED_INDEX, REPEALED_INDEX, Item
from model.site import ColumnKind

UNANSWERED = ("hdjl/lygk", 23)  # the oldest message: more than three months old, no answer
LATE = ("zwgk/zcwj", 3)  # published two months after it was made
REPEALED = ("zwgk/zcwj", REPEALED_INDEX)  # repealed by a later item, its page says it is in force
MARKED = ("zwgk/zcwj", MARKED_INDEX)  # repealed by the same item, its page says so
INCOMPLETE = ("zwfw/bszn", 5)  # one element of the guide is empty, one is not there
_MADE, _LATE_MADE = timedelta(days=8), timedelta(days=60)  # before it was published
_ASKED = timedelta(days=3)  # before it was answered
PROMPT, _PROMPT_ASKED = "hdjl/jzxx", timedelta(days=5)  # five working days at most


def labels_of(item: Item) -> tuple[tuple[str, str], ...]:
    """Return the labels printed above an article's text, with their values."""
    here = (item.column.folder, item.index)
    if item.column.kind is ColumnKind.POLICY:
        made = item.on - (_LATE_MADE if here == LATE else _MADE)
        return (
            ("成文日期", f"{made.year}年{made.month}月{made.day}日"),
            ("有效性", "已废止" if here == MARKED else "有效"),
        )
    if item.column.kind is ColumnKind.MESSAGES:
        took = _PROMPT_ASKED if item.column.folder == PROMPT else _ASKED
        asked = ("来信时间", (item.on - took).isoformat())
        if here == UNANSWERED:
            return (asked, ("答复时间", ""))
        return (asked, ("答复时间", item.on.isoformat()))
    return ()


def said(item: Item, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the paragraphs of an article, without the answer where there is none."""
    here = (item.column.folder, item.index)
    return tuple(t for t in texts if here != UNANSWERED or not t.startswith("答复"))


def without_elements(item: Item, rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the rows of a guide, with one emptied and one left out where that is the fault."""
    if (item.column.folder, item.index) != INCOMPLETE:
        return tuple(rows)
    return tuple(
        (name, "" if name == "设定依据" else text) for name, text in rows if name != "办理流程"
    )
