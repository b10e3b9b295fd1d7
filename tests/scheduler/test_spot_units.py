"""Who is kept from checking the own unit: names of units as reviewers write them."""

from __future__ import annotations

import pytest

from model.errors import CaseError, RulebookError
from model.site import Register, Unit
from model.spot_check import Reviewer
from scheduler.commands.rulebook import explain
from scheduler.spot_checking import outsiders

REGISTER = Register(units=(Unit(name="云湖区数据局"), Unit(name="云湖区人民政府办公室")))


def test_reviewers_of_no_unit_of_the_register_are_named() -> None:
    people = (Reviewer("张三", "云湖区数据局"), Reviewer("李四", "某大学"), Reviewer("王五", ""))
    assert outsiders(people, REGISTER) == ("李四", "王五")


@pytest.mark.parametrize("unit", ["区数据局", "云湖区人民政府办", "数据局"])
def test_a_unit_written_shorter_than_in_the_register_is_refused(unit: str) -> None:
    with pytest.raises(CaseError, match=f"“张三”所在单位“{unit}”与名录中的“云湖区.*写法不一致"):
        outsiders((Reviewer("张三", unit),), REGISTER)


def test_a_row_that_is_not_there_is_answered_with_those_most_like_it() -> None:
    with pytest.raises(
        RulebookError, match=r"没有编号为 d19\.fn\.link 的行，相近的有：d19\.fn\.links"
    ) as told:
        explain("check-2019", "d19.fn.link")
    assert len(str(told.value)) < 150
