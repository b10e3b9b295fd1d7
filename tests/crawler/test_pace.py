from __future__ import annotations

from crawler.pace import Pace
from crawler.policy import MAX_RETRY_AFTER_S, MAX_SLOWDOWN, SLOW_SAMPLES


def test_two_requests_a_second_keep_half_a_second() -> None:
    pace = Pace(0.5)
    pace.take(100.0)
    assert pace.next_at == 100.5


def test_a_late_start_is_not_made_up_for() -> None:
    pace = Pace(0.5)
    pace.take(100.0)
    pace.take(110.0)
    assert pace.next_at == 110.5


def test_threefold_slower_answers_halve_the_pace_and_recovery_restores_it() -> None:
    pace = Pace(0.5)
    for _ in range(SLOW_SAMPLES):
        pace.answered(0.2)
    for _ in range(10):
        pace.answered(0.5)
    assert pace.factor == 1.0, "two and a half times is not three"
    for _ in range(10):
        pace.answered(0.7)
    assert pace.factor == 2.0
    for _ in range(100):
        pace.answered(0.7)
    assert pace.factor == MAX_SLOWDOWN
    for _ in range(60):
        pace.answered(0.2)
    assert pace.factor == 1.0


def test_retry_after_holds_for_the_platform() -> None:
    pace = Pace(0.5)
    assert pace.busy(10.0, 7.0, 0) == 17.0
    assert pace.next_at == 17.0


def test_a_retry_after_of_hours_is_not_waited_for() -> None:
    pace = Pace(0.5)
    assert pace.busy(10.0, MAX_RETRY_AFTER_S + 1, 0) is None
    assert pace.next_at == 0.0


def test_one_broken_page_does_not_stop_the_platform_but_three_do() -> None:
    pace = Pace(0.5)
    assert pace.busy(10.0, None, 0) == 12.0
    pace.answered(0.1)
    assert pace.busy(10.0, None, 1) == 14.0
    assert pace.next_at == 0.0
    pace.busy(10.0, None, 0)
    pace.busy(10.0, None, 0)
    assert pace.next_at == 12.0
