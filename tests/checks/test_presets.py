"""Rulebooks that only list problems: no pass is read out of them, and none is taken for another."""

from __future__ import annotations

import pytest

from checks.judge import judge
from checks.rulebook_file import load_rulebook
from model.errors import RulebookError
from model.page import ListItem, ListReading, ListState
from model.score import Grade
from tests.checks.snapshots import HOME, column, page, snapshot

NEWS = HOME + "yw/"


def test_limits_alone_give_no_grade_but_a_coverage() -> None:
    items = (ListItem("某会议召开", NEWS + "1.html", "2018-06-30"),)
    listed = page(NEWS, listing=ListReading(state=ListState.ITEMS, items=items))
    night = snapshot(listed, columns=(column(NEWS),))
    score = judge(night, load_rulebook("local-freshness")).score
    assert (score.grade, score.points) == (Grade.NOT_SCORED, None)
    assert score.coverage > 0


def test_what_is_asked_of_domains_is_not_asked_of_a_site() -> None:
    with pytest.raises(RulebookError, match=r"是查域名的.*xunjian domains judge"):
        judge(snapshot(), load_rulebook("domains-2018"))
