"""Units 单位 that sign items: 来源 read as names of bodies, short names joined to full ones.

Who signs is evidence of who writes, not proof of who answers, so a unit read from sources
alone is at best probable. What names the unit outright is the column's own description.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_ENDINGS = (
    r"(?:人民政府|政府|办公室|办公厅|政府办|委员会|[局委办厅处署院会所站队]|中心|街道|街道办事处|镇|乡|"
    r"集团|公司|总队|支队|大队|联合会|公安|法院|检察院|学校|管委会)"
)
_UNIT = re.compile(rf"^[\u4e00-\u9fff（）()·、]{{2,30}}?{_ENDINGS}$")
_NEWS = re.compile(
    r"日报|晚报|新华|人民网|央视|电视台|广播|融媒|发布$|微信|公众号|本网|本站|编辑部|在线$|记者"
)
_WITHIN = re.compile(
    r"^(?:本?[局委厅办院会馆站]|本?中心)?(?:机关.*|(?:党政|综合)?办公?室|党委|党组)$"
)
"""Parts of a body that its own site signs with; by themselves they answer for no column."""

_INNER = re.compile(r"[（(\[【]([^（）()\[\]【】]{2,30})[）)\]】]\s*$")
_LEAD = re.compile(r"^(?:来源|信息来源|发布机构|供稿单位?|作者)\s*[：:]\s*")
_TOLD = re.compile(
    r"由([\u4e00-\u9fff]{2,24}?)(?:负责|承办|主办|维护|更新|保障|管理)|"
    r"(?:责任|主管|承办|维护|保障)(?:单位|部门|科室)\s*[：:为是]\s*([\u4e00-\u9fff]{2,24})"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,11}?(?:自治[区州]|[省市县区旗州盟])(?=[\u4e00-\u9fff]{2})")
# Parts of a place that are called districts and are not places of their own.
_NO_PLACE = re.compile(
    r"(?:开发|高新|示范|工业|保税|合作|试验|管理|园)区$|^(?:老|主)?(?:城|新|景|社|校|林|郊|地)区$"
)
# What local departments are called since the reform of 2018, and how they are shortened.
_LONG = {
    "卫健": "卫生健康",
    "发改": "发展和改革",
    "人社": "人力资源和社会保障",
    "住建": "住房和城乡建设",
    "文旅": "文化和旅游",
    "工信": "工业和信息化",
    "市场监管": "市场监督管理",
    "市监": "市场监督管理",
    "医保": "医疗保障",
}
_MOST_PLACES = 3  # province, city and district
_MOST_NAMES = 1_500  # of a site, the most frequent: a district has a few hundred bodies
_WHOLE = {"应急局": "应急管理局", "退役军人局": "退役军人事务局", "政府办": "人民政府办公室"}


def unit_in(source: str) -> str:
    """Return the body that a printed source names, "" for media and for nothing."""
    text = _LEAD.sub("", source.strip())
    inner = _INNER.search(text)
    for part in (inner[1], text[: inner.start()]) if inner else (text,):
        name = part.strip(" 　:：、，")
        if _UNIT.match(name) and not _NEWS.search(name) and not _WITHIN.match(name):
            return name
    return ""


def told_unit(description: str) -> str:
    """Return the unit that a column's description names as the one in charge, "" if none."""
    found = _TOLD.search(description)
    return (found[1] or found[2]) if found else ""


def places_in(name: str) -> tuple[str, ...]:
    """Return the places that the name of a body begins with, the largest first: 某某市, 某某区."""
    out: list[str] = []
    at = 0
    while len(out) < _MOST_PLACES and (found := _PLACE.match(name, at)) is not None:
        if _NO_PLACE.search(found[0]):
            break
        out.append(found[0])
        at = found.end()
    return tuple(out)


@dataclass(slots=True)
class UnitNames:
    """Full names met on a site, by which short ones are understood."""

    full: Counter[str] = field(default_factory=Counter)
    short_of: dict[str, str] = field(default_factory=dict)  # full name to a short one in use
    region: str = ""  # 某某区: what a short name leaves out
    known: dict[str, str] = field(default_factory=dict)  # names already resolved

    @classmethod
    def of(cls, names: Iterable[str], organizer: str = "") -> UnitNames:
        """Collect names as they are printed; a name that shortens another is not full."""
        counted = Counter(name for name in names if name)
        printed = dict(counted.most_common(_MOST_NAMES))
        region = next(reversed(places_in(organizer)), "")
        made = cls(region=region)
        by_end: dict[str, list[str]] = {}
        for name in printed:
            by_end.setdefault(name[-1], []).append(name)
        for name, count in printed.items():
            alike = by_end[name[-1]] + (by_end.get("室", []) if name[-1] == "办" else [])
            longer = any(shortens(name, other) for other in alike)
            if not longer and not made.is_short(name):
                made.full[name] += count
        for name in sorted(printed):
            made.resolve(name)
        return made

    def resolve(self, name: str) -> str:
        """Return the full name that `name` stands for, `name` itself where none is certain."""
        if not name or name in self.full:
            return name
        if name not in self.known:
            self.known[name] = self._resolved(name)
        return self.known[name]

    def _resolved(self, name: str) -> str:
        fitting = sorted(full for full in self.full if shortens(name, full))
        if len(fitting) > 1:
            near = [full for full in fitting if name[1:] in full]
            fitting = near if len(near) == 1 else fitting
        if not fitting and self.is_short(name):
            fitting = [self._written_out(name)]
        if len(fitting) != 1:
            return name
        self.short_of.setdefault(fitting[0], name)
        return fitting[0]

    def is_short(self, name: str) -> bool:
        """Whether a name begins with the last sign of the region only: 区教育局."""
        return bool(self.region) and name[:1] == self.region[-1] and len(name) >= 4

    def is_local(self, name: str) -> bool:
        """Whether a name is that of a body of this place, not of one above it or elsewhere.

        The home page names both: the links of a district lead to its province, too.
        """
        if self.region and self.region in name:
            return True
        elsewhere = self.region and places_in(name)
        return not elsewhere and name in self.full

    def _written_out(self, name: str) -> str:
        body = _WHOLE.get(name[1:])
        if body is None:
            known = next((short for short in _LONG if name[1:].startswith(short)), "")
            body = _LONG.get(known, "") + name[1 + len(known) :]
        return self.region + body


def shortens(short: str, full: str) -> bool:
    """Whether `short` is `full` with signs left out: 区人社局 for 某某区人力资源和社会保障局.

    The last sign must be that of the full name, 办 also stands for 办公室.
    """
    if len(short) < 3 or len(short) >= len(full):
        return False
    if short[-1] != full[-1] and not (short[-1] == "办" and full.endswith("办公室")):
        return False
    signs = iter(full)
    return all(sign in signs for sign in short)
