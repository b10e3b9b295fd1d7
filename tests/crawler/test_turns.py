from __future__ import annotations

from crawler.pace import Pace
from crawler.turns import Gate, Item, Step, Turns
from store.site_records import AskKind, Row, Stage


def item(number: int, platform: str) -> Item:
    row = Row(
        address=number,
        url=f"http://{platform}/{number}",
        kind=AskKind.PAGE,
        level=0,
        stage=Stage.REST,
        seq=number,
        depth=0,
        hops=0,
    )
    return Item(row=row, platform=platform, step=Step.GET, url=row.url)


def ask(_: Item) -> Gate:
    return Gate.ASK


def turns(delay_s: float) -> Turns:
    paces: dict[str, Pace] = {}
    return Turns(lambda platform: paces.setdefault(platform, Pace(delay_s)))


def taken(made: Turns, now: float) -> list[int]:
    out = []
    while (one := made.take(now, ask)) is not None:
        out.append(one.row.address)
    return out


def test_a_platform_is_asked_at_its_pace_in_order() -> None:
    made = turns(0.5)
    made.load([item(1, "a"), item(2, "a"), item(3, "a")], limit=10)
    assert taken(made, 0.0) == [1]
    assert made.next_at() == 0.5
    assert taken(made, 0.4) == []
    assert taken(made, 0.5) == [2]
    assert taken(made, 1.0) == [3]
    assert not made.is_dry, "three answers are still to come"
    for _ in range(3):
        made.release()
    assert made.is_dry


def test_platforms_do_not_wait_for_each_other() -> None:
    made = turns(0.5)
    made.load([item(1, "a"), item(2, "a"), item(3, "b")], limit=10)
    assert taken(made, 0.0) == [1, 3]


def test_without_a_delay_all_leave_at_once_up_to_the_limit() -> None:
    made = turns(0.0)
    made.load([item(n, "a") for n in range(5)], limit=3)
    assert taken(made, 0.0) == [0, 1, 2]
    made.release()
    assert taken(made, 0.0) == [3]


def test_the_second_pass_is_slower() -> None:
    made = turns(0.5)
    made.load([item(1, "a"), item(2, "a")], limit=10, stretch=2.0)
    taken(made, 0.0)
    assert made.next_at() == 1.0


def test_an_item_put_back_waits_and_then_comes_first() -> None:
    made = turns(0.0)
    made.load([item(1, "a"), item(2, "a")], limit=1)
    first = made.take(0.0, ask)
    assert first is not None
    made.put_back(first, 5.0)
    assert taken(made, 0.0) == [2]
    made.release()
    assert taken(made, 4.9) == []
    assert made.next_at() == 5.0
    assert taken(made, 5.0) == [1]


def test_dropped_items_cost_no_pace_and_held_ones_come_back_after_an_answer() -> None:
    made = turns(0.5)
    made.load([item(1, "a"), item(2, "a"), item(3, "a")], limit=10)
    verdicts = {1: Gate.DROP, 2: Gate.ASK, 3: Gate.HOLD}
    two = made.take(0.0, lambda one: verdicts[one.row.address])
    assert two is not None
    assert two.row.address == 2
    assert made.take(0.5, lambda one: verdicts[one.row.address]) is None
    assert made.next_at() is None, "only an answer can change anything"
    made.release()
    assert taken(made, 0.5) == [3]
