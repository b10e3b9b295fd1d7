"""What a snapshot knows of one column 栏目: its list merged over the pager, and its newest item.

Only an item with a readable date that is not in the future is an update.
The newest is the maximum, so pinned old items hide nothing. An item without a date in the
list takes the date its own page shows; digits in an address are no readable date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extract.dates import read_date
from extract.rule_form import data_address
from model.errors import EvidenceMissing
from model.page import FactSource, ListItem, ListReading, ListState, PageFacts
from model.relative_day import MONTH_DAY
from model.site import Column, Exemption
from model.snapshot import Snapshot
from model.workdays import WEEKDAYS, WorkCalendar

MAX_LIST_PAGES = 200
"""List pages read per column: enough for any newest date, and it bounds a pager gone wild."""

_READ = frozenset({ListState.ITEMS, ListState.UNDATED})


@dataclass(frozen=True, slots=True)
class DatedItem:
    """One item with a readable date, as a China date."""

    on: date
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit that answers, and the path of its column ("" where none is known)."""

    unit: str
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnEvidence:
    """One column in one night; `reason` is why nothing could be read, "" if it was."""

    column: Column
    unit: str  # responsible unit, the site's own where the register names none
    state: ListState
    reason: str = ""
    items: int = 0  # as the list says, else as counted
    pages_read: int = 0
    pages: tuple[str, ...] = ()  # addresses of the list's pages
    item_urls: tuple[str, ...] = ()
    newest: DatedItem | None = None  # latest that is not in the future
    future: tuple[DatedItem, ...] = ()
    days: tuple[date, ...] = ()  # of every dated item, future ones too, an address once
    exemption: Exemption | None = None  # holding on the night
    calendar: WorkCalendar = WEEKDAYS
    unseen: int = 0  # above the newest: without a date in the list, and their pages were not read

    @property
    def subject(self) -> str:
        """The column's address is its name."""
        return self.column.url

    @property
    def owner(self) -> Owner:
        """The responsible unit answers for its column."""
        return Owner(self.unit, self.column.path)

    @property
    def blank(self) -> bool:
        """Whether the place for items was seen and holds none."""
        return not self.reason and self.state is ListState.EMPTY

    def require(self) -> None:
        """Raise EvidenceMissing if the column could not be read."""
        if self.reason:
            raise EvidenceMissing(self.reason)


def read_column(snapshot: Snapshot, column: Column) -> ColumnEvidence:
    """Gather what the night's pages say about one column."""
    unit = column.unit or snapshot.site.unit
    exemption = _exemption(snapshot, column)
    page = snapshot.page_at(column.url)
    if page is None:
        reason = _why_missing(snapshot, column.url)
        return ColumnEvidence(
            column=column,
            unit=unit,
            state=ListState.NOT_A_LIST,
            reason=reason,
            exemption=exemption,
        )
    if page.listing.state is ListState.NOT_A_LIST:
        single = _single_page(column, unit, page, exemption, snapshot.night_on)
        return replace(single, calendar=snapshot.calendar)
    pages = _list_pages(snapshot, page)
    dated: list[DatedItem] = []
    urls: dict[str, None] = {}
    for each in pages:
        for item in each.listing.items:
            urls[item.url] = None
            on = day_of(item.date) or published_on(snapshot.page_at(item.url))
            on = on or relative_day(item, snapshot.night_on)
            if on is not None:
                dated.append(DatedItem(on, item.title, item.url))
    past = [item for item in dated if item.on <= snapshot.night_on]
    newest = max(past, key=lambda item: item.on, default=None)
    reading = _answered(snapshot, page.listing)
    # A list kept in a frame was read on the frame's own page, a further page of this one.
    read_elsewhere = bool(dated) and reading.state is ListState.SCRIPTED
    return ColumnEvidence(
        column=column,
        unit=unit,
        state=ListState.ITEMS if read_elsewhere or _words_tell(snapshot, pages) else reading.state,
        reason="" if dated else _why_unread(snapshot, column, reading),
        items=reading.total_items or len(urls),
        pages_read=len(pages),
        pages=tuple(each.url for each in pages),
        item_urls=tuple(urls),
        newest=newest,
        future=tuple(item for item in dated if item.on > snapshot.night_on),
        days=tuple({item.url: item.on for item in dated}.values()),
        exemption=exemption,
        calendar=snapshot.calendar,
        unseen=_unseen(snapshot, page, newest),
    )


def _unseen(snapshot: Snapshot, first: PageFacts, newest: DatedItem | None) -> int:
    """Count what stands above the newest item and may be newer: no date, and its page not read."""
    found = 0
    for item in first.listing.items:
        if newest is None or item.url == newest.url:
            break
        found += not item.date and not item.words and snapshot.page_at(item.url) is None
    return found


def day_of(shown: str | None) -> date | None:
    """Return the day of a date as shown (`YYYY-MM-DD…`), None if there is none."""
    if not shown:
        return None
    try:
        return date.fromisoformat(shown[:10])
    except ValueError:
        return None


def relative_day(item: ListItem, night_on: date) -> date | None:
    """Return the day that words like 3天前 mean on the night the list was seen.

    Hours may cross midnight: the earliest day they allow is taken, one day at most too early.
    """
    return day_of(read_date(item.words, seen_on=night_on)) if item.words else None


def published_on(page: PageFacts | None) -> date | None:
    """Return the publishing day a page shows or tags; its address proves nothing."""
    if page is None or page.published_from is FactSource.URL:
        return None
    return day_of(page.published)


def _words_tell(snapshot: Snapshot, pages: list[PageFacts]) -> bool:
    """Whether all items of a list without dates show words that are a day all the same.

    3天前 is one beside the night. A month and a day are one where the item's own page shows its
    reader the same with the year; every page that was read has to, and one at least.
    """
    items = [item for page in pages for item in page.listing.items]
    if not items or any(item.date or not item.words for item in items):
        return False
    bare = [item for item in items if MONTH_DAY.fullmatch(item.words)]
    if any(relative_day(item, snapshot.night_on) is None for item in items if item not in bare):
        return False
    known = ((item.words, snapshot.page_at(item.url)) for item in bare)
    shown = [
        (words, page.dates.get(FactSource.VISIBLE, "")) for words, page in known if page is not None
    ]
    return bool(shown or not bare) and all(day[5:10] == words for words, day in shown)


def _answered(snapshot: Snapshot, reading: ListReading) -> ListReading:
    """Return why data behind a page could not be read, where its rule is what failed."""
    if reading.state is not ListState.SCRIPTED or len(reading.pager) != 1:
        return reading
    data = snapshot.page_at(reading.pager[0])
    broken = data is not None and data.listing.state is ListState.RULE_BROKEN
    return data.listing if data is not None and broken else reading


def _list_pages(snapshot: Snapshot, first: PageFacts) -> list[PageFacts]:
    """Follow the pager through the pages of this night, each once."""
    found = {first.url: first}
    queue = [first]
    for page in queue:
        for address in page.listing.pager:
            following = snapshot.page_at(address)
            if following is None or following.url in found or len(found) >= MAX_LIST_PAGES:
                continue
            if following.listing.state in _READ:
                found[following.url] = following
                queue.append(following)
    return queue


def _single_page(
    column: Column, unit: str, page: PageFacts, exemption: Exemption | None, night_on: date
) -> ColumnEvidence:
    """Read a column that is one page (an overview, a table of figures): its own date counts."""
    on = published_on(page)
    itself = None if on is None else DatedItem(on, page.title or column.path, page.url)
    late = itself is not None and itself.on > night_on
    return ColumnEvidence(
        column=column,
        unit=unit,
        state=ListState.NOT_A_LIST,
        reason="" if itself else "栏目页上没有识别出信息列表",
        items=1 if itself else 0,
        pages_read=1,
        pages=(page.url,),
        newest=None if late else itself,
        future=(itself,) if itself and late else (),
        days=(itself.on,) if itself else (),
        exemption=exemption,
    )


def _why_unread(snapshot: Snapshot, column: Column, reading: ListReading) -> str:
    if reading.state is ListState.SCRIPTED:
        return reading.reason or "栏目列表由脚本生成，无法读取"
    if reading.state is ListState.RULE_BROKEN:
        why = reading.reason or "名录中的读取规则已不适用于该栏目页"
        return why + _read_before(snapshot, column)
    return ""


def _read_before(snapshot: Snapshot, column: Column) -> str:
    """Say that a rule which reads nothing tonight did read items before."""
    lists = {column.url, data_address(column.rule, column.url)}
    items = sum(
        e.list_url in lists and e.first_seen_on < snapshot.night_on for e in snapshot.ledger
    )
    return f"；此前曾从该栏目读到{items}条信息，可能是网页改版所致" if items else ""


def _why_missing(snapshot: Snapshot, url: str) -> str:
    target = snapshot.targets.get(url)
    return f"栏目页本次未读到（{target.outcome.sentence}）" if target else "栏目页本次未读到"


def _exemption(snapshot: Snapshot, column: Column) -> Exemption | None:
    """Return the exemption that holds on the night, the longest if there are several."""
    holding = [
        e for e in snapshot.exemptions if e.url == column.url and snapshot.night_on <= e.until_on
    ]
    return max(holding, key=lambda e: e.until_on, default=None)
