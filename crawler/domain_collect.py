"""Collecting domain facts 域名监测: many names at once, each platform at its own pace.

Reads   the resolvers, then the addresses they gave
Gives   every fact of every name but those of the registry, name by name as they are ready
Never   judges, and never asks a platform faster than the order says

First the DNS is asked about all names; that shows which of them share a platform. Then every
platform is a lane: its names one after another, a few at a time, lanes beside each other.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence

from crawler.domain_dns import Asker
from crawler.domain_facts import facts_of
from crawler.domain_names import Named, Names
from crawler.domain_order import DomainOrder, Wanted
from crawler.domain_pace import Paces
from crawler.domain_resolvers import servers_of
from crawler.domain_tls import Handshakes
from crawler.domain_visit import Visitor
from crawler.domain_way_out import no_way_out
from crawler.domain_web import Looker
from model.clock import Clock
from model.domain_fact import Fact

IN_A_LANE = 2
"""Names of one platform under way at a time: one that hangs does not hold up the rest."""
SLOTS = 4
"""Names under way for each request under way: most of them wait for their platform's turn."""
BATCH = 50
"""Names whose facts are handed on together."""

Found = tuple[str, tuple[Fact, ...]]
Keep = Callable[[Sequence[tuple[str, Fact]]], object]
Stopping = Callable[[], bool]


def never() -> bool:
    """Nobody stops it."""
    return False


def collect_all(
    names: Sequence[Wanted],
    order: DomainOrder,
    clock: Clock,
    keep: Keep,
    stopping: Stopping = never,
) -> int:
    """Collect the facts of names and hand them to `keep` in batches; return how many there were.

    Once `stopping` says so no further name is begun. SettingsError where a resolver or a file
    of the order is wrong, JobFailed where the pace folder cannot be written.
    """
    return asyncio.run(_keep_all(names, order, clock, keep, stopping))


async def _keep_all(
    names: Sequence[Wanted], order: DomainOrder, clock: Clock, keep: Keep, stopping: Stopping
) -> int:
    batch: list[tuple[str, Fact]] = []
    done = kept = 0
    async for name, facts in collect(names, order, clock, stopping):
        batch += [(name, fact) for fact in facts]
        done += 1
        if done - kept == BATCH:
            keep(batch)
            batch, kept = [], done
    if batch:
        keep(batch)
    return done


async def collect(
    names: Sequence[Wanted], order: DomainOrder, clock: Clock, stopping: Stopping = never
) -> AsyncIterator[Found]:
    """Give name and facts as they are ready, in no particular order."""
    room = asyncio.Semaphore(order.at_once)
    askers = [
        Asker(each, order, asyncio.Semaphore(order.at_once)) for each in servers_of(order.resolvers)
    ]
    book = Names(askers, order.vantage)
    looked = await _look_up(names, book, order, clock, stopping)
    platforms = {wanted.name: wanted.platform for wanted in names if wanted.platform}
    visitor = Visitor(order, book, Paces(order, room), platforms)
    try:
        handshakes = Handshakes(order.ca_file, order.timeout_s)
        no_way = await no_way_out(order, book, looked)
        looker = Looker(order, visitor, handshakes, no_way)
        async for named, facts in _lanes(looked, platforms, looker, order, clock, stopping):
            yield named.name, facts
    finally:
        await visitor.close()


async def _look_up(
    names: Sequence[Wanted], book: Names, order: DomainOrder, clock: Clock, stopping: Stopping
) -> list[Named]:
    """Ask the DNS about all names, a bounded number at a time."""
    waiting = deque(dict.fromkeys(wanted.name for wanted in names))
    looked: list[Named] = []

    async def work() -> None:
        while waiting and not stopping():
            looked.append(await book.look(waiting.popleft(), clock.now()))

    await _all(work() for _ in range(min(order.at_once, len(waiting))))
    return looked


async def _lanes(
    looked: Sequence[Named],
    platforms: dict[str, str],
    looker: Looker,
    order: DomainOrder,
    clock: Clock,
    stopping: Stopping,
) -> AsyncIterator[tuple[Named, tuple[Fact, ...]]]:
    lanes: dict[str, deque[Named]] = {}
    for named in looked:
        lanes.setdefault(platforms.get(named.name, named.key), deque()).append(named)
    ready: asyncio.Queue[tuple[Named, tuple[Fact, ...]] | None] = asyncio.Queue(BATCH)
    slots = asyncio.Semaphore(SLOTS * order.at_once)  # pages are in memory until they are read

    async def drive(lane: deque[Named]) -> None:
        # A lane keeps its slot to its end, and the longest begin: they decide when all is done.
        async with slots:
            while lane and not stopping():
                named = lane.popleft()
                seen = await looker.look(named)
                # A large page takes its time; meanwhile the others' limits must be kept.
                facts = await asyncio.to_thread(facts_of, seen, clock.now(), order.vantage)
                await ready.put((named, facts))

    async def drive_all() -> None:
        longest_first = sorted(lanes.values(), key=len, reverse=True)
        try:
            await _all(
                drive(lane) for lane in longest_first for _ in range(min(IN_A_LANE, len(lane)))
            )
        finally:
            await ready.put(None)

    driver = asyncio.create_task(drive_all())
    try:
        while (item := await ready.get()) is not None:
            yield item
        await driver
    finally:
        driver.cancel()
        await asyncio.gather(driver, return_exceptions=True)


async def _all(works: Iterable[Coroutine[None, None, None]]) -> None:
    """Run works beside each other; the first that fails ends all."""
    async with asyncio.TaskGroup() as group:
        for work in list(works):
            group.create_task(work)
