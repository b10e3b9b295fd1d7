from __future__ import annotations

import pytest

from crawler.soundness import Health, soundness
from model.fetch import FetchOutcome as O


def health(*outcomes: O, **changes: object) -> Health:
    base: dict[str, object] = {"home_read": True, "outcomes": outcomes, "pages": 100}
    return Health(**{**base, **changes})  # type: ignore[arg-type]


def test_a_good_night() -> None:
    good = soundness(health(*[O.ALIVE] * 90, *[O.NOT_FOUND] * 10, pages_before=120))
    assert good.sound
    assert good.finished
    assert good.reason == ""


def test_without_the_home_page_nothing_is_judged() -> None:
    bad = soundness(health(O.ALIVE, home_read=False))
    assert not bad.sound
    assert "首页" in bad.reason


@pytest.mark.parametrize("trouble", [O.BLOCKED, O.ROBOTS_DENIED, O.TIMEOUT_BODY])
def test_a_share_of_refusals_spoils_the_night_above_a_fifth(trouble: O) -> None:
    assert soundness(health(*[O.ALIVE] * 40, *[trouble] * 10)).sound, "exactly a fifth"
    assert not soundness(health(*[O.ALIVE] * 39, *[trouble] * 11)).sound


def test_a_few_slow_pages_of_a_tiny_site_do_not() -> None:
    assert soundness(health(*[O.ALIVE] * 3, *[O.TIMEOUT_BODY] * 4, pages=3)).sound


def test_a_server_that_is_down_spoils_the_night_but_broken_pages_do_not() -> None:
    assert soundness(health(*[O.ALIVE] * 60, *[O.SERVER_ERROR] * 40)).sound
    assert not soundness(health(*[O.ALIVE] * 40, *[O.SERVER_ERROR] * 60)).sound


def test_half_of_last_nights_pages_is_the_limit() -> None:
    assert soundness(health(O.ALIVE, pages=50, pages_before=100)).sound
    assert not soundness(health(O.ALIVE, pages=49, pages_before=100)).sound
    assert soundness(health(O.ALIVE, pages=49, pages_before=100, capped=True)).sound


def test_a_cap_leaves_a_night_sound_but_unfinished_and_a_stop_does_not() -> None:
    capped = soundness(health(O.ALIVE, capped=True))
    assert capped.sound
    assert not capped.finished
    stopped = soundness(health(O.ALIVE, aborted=True))
    assert not stopped.sound
    assert not stopped.finished
