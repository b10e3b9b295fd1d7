"""Paces of a collection: what leaves together with what."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from time import monotonic

from crawler.domain_order import DomainOrder
from crawler.domain_pace import Paces

STEP_S = 0.2
SLACK_S = 0.06  # a quarter of a step a timer may be late, and a clock's tick


def test_turns_that_waited_for_room_do_not_leave_together() -> None:
    left: list[float] = []

    async def go() -> None:
        room = asyncio.Semaphore(1)
        paces = Paces(DomainOrder(rate_per_s=1 / STEP_S), room)

        async def one() -> None:
            async with paces.turn("192.0.2.1"):
                left.append(monotonic())

        async with room:  # another platform's request takes its time
            waiting = [asyncio.create_task(one()) for _ in range(3)]
            await asyncio.sleep(3 * STEP_S)
            assert not left
        await asyncio.gather(*waiting)
        assert not room.locked(), "what was held is given back"

    asyncio.run(go())
    assert len(left) == 3
    assert all(later - earlier >= STEP_S - SLACK_S for earlier, later in pairwise(left))


def test_a_turn_that_fails_gives_its_room_back() -> None:
    async def go() -> bool:
        room = asyncio.Semaphore(1)
        paces = Paces(DomainOrder(rate_per_s=0), room)
        try:
            async with paces.turn("192.0.2.1"):
                raise OSError
        except OSError:
            return room.locked()

    assert not asyncio.run(go())
