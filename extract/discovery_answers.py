"""Answers 判断 for one proposed column: its kind, level and responsible unit, each with why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.column_kinds import kind_of
from extract.discovery_places import SEPARATOR, Place
from extract.discovery_units import UnitNames, told_unit, unit_in
from model.discovery import Certainty, Reason, SourceShare
from model.page import PageFacts
from model.site import KIND_NAMES, ColumnKind, ColumnLevel

_DIRECTORY = "信息公开目录"  # a type that many sites give to whatever has no other
_OPENNESS = re.compile(r"政务公开|信息公开|政府信息|公开目录")
_COUNTED_BY_LEVEL = frozenset({ColumnKind.NOTICE, ColumnKind.POLICY})
_HANDED_DOWN = frozenset(
    {
        ColumnKind.NEWS, ColumnKind.NOTICE, ColumnKind.POLICY, ColumnKind.DISCLOSURE,
        ColumnKind.TOPIC, ColumnKind.OVERVIEW, ColumnKind.SERVICE,
    }
)  # fmt: skip
"""Kinds of a column that those below it share, where nothing tells of another."""

_FEW_SIGNED = 5
_MOST, _HALF, _TITLES = 0.8, 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs the items of a column: units by full name, and every source as printed."""

    units: Counter[str]
    printed: Counter[str]

    @property
    def read(self) -> int:
        """The number of article pages that print a source."""
        return self.printed.total()

    def shares(self) -> tuple[SourceShare, ...]:
        """Return the units first, then the sources that are no units, most frequent first."""
        named = sorted(self.units.items(), key=lambda pair: (-pair[1], pair[0]))
        media = sorted(self.printed.items(), key=lambda pair: (-pair[1], pair[0]))
        rest = [(name, n) for name, n in media if not unit_in(name)]
        return tuple(SourceShare(name, n) for name, n in (*named, *rest))


def signed_by(articles: Iterable[PageFacts], names: UnitNames) -> Signed:
    """Count who signs these article pages."""
    printed = Counter(page.source.strip() for page in articles if page.source)
    units: Counter[str] = Counter()
    for source, count in printed.items():
        if unit_in(source):
            units[names.resolve(unit_in(source))] += count
    return Signed(units, printed)


def kind_answer(place: Place, titles: Iterable[str]) -> tuple[ColumnKind, Reason]:
    """Return a column's kind from its name, its ColumnType and what it lists."""
    column = place.column
    name = column.path.split(SEPARATOR)[-1]
    tag = place.page.tags.get("ColumnType", "").strip()
    by_name, by_tag = kind_of(name), kind_of("", tag)
    if column.kind is ColumnKind.NAVIGATION:
        text = "所列信息都属于下级栏目，本栏目只起导航作用"
        return column.kind, Reason(Certainty.PROBABLE, text)
    said = f"栏目名称“{name}”"
    if by_name is not ColumnKind.OTHER:
        if by_tag is by_name:
            return by_name, Reason(Certainty.SURE, f"{said}与网页标签 ColumnType“{tag}”一致")
        if tag and tag != _DIRECTORY:
            text = f"按{said}；网页标签 ColumnType 为“{tag}”，两者不同，请核对"
            return by_name, Reason(Certainty.PROBABLE, text)
        return by_name, Reason(Certainty.PROBABLE, f"按{said}")
    if by_tag is not ColumnKind.OTHER and (tag != _DIRECTORY or _OPENNESS.search(column.path)):
        certainty = Certainty.GUESS if tag == _DIRECTORY else Certainty.PROBABLE
        text = f"{said}看不出类别，网页标签 ColumnType 为“{tag}”"
        return by_tag, Reason(certainty, text)
    return _by_content(said, column.path, [kind_of(title) for title in titles])


def _by_content(said: str, path: str, titles: list[ColumnKind]) -> tuple[ColumnKind, Reason]:
    """Return the kind that the columns above one tell, or its titles; topics hold any titles."""
    above = path.split(SEPARATOR)[-2:0:-1]
    told = next(((kind, name) for name in above if (kind := kind_of(name)) in _HANDED_DOWN), None)
    by_titles = _by_titles(said, titles)
    if told is None or (told[0] is not ColumnKind.TOPIC and by_titles[0] is not ColumnKind.OTHER):
        return by_titles
    text = f"{said}看不出类别，按上级栏目“{told[1]}”，请核对"
    return told[0], Reason(Certainty.GUESS, text)


def _by_titles(said: str, kinds: list[ColumnKind]) -> tuple[ColumnKind, Reason]:
    counted = Counter(kind for kind in kinds if kind is not ColumnKind.OTHER)
    for kind, count in counted.most_common(1):
        if len(kinds) >= _FEW_SIGNED and count >= _TITLES * len(kinds):
            text = f"{said}看不出类别；所列{len(kinds)}条信息中有{count}条标题像{KIND_NAMES[kind]}"
            return kind, Reason(Certainty.GUESS, text)
    return ColumnKind.OTHER, Reason(Certainty.GUESS, f"{said}和网页标签都看不出类别，请选定")


def level_answer(place: Place, kind: ColumnKind) -> tuple[ColumnLevel, Reason]:
    """Return whether a column is first level, from its path and no surer than that."""
    column, sure = place.column, place.path_reason.certainty
    depth = column.path.count(SEPARATOR)
    if column.level is ColumnLevel.FIRST:
        if sure is Certainty.SURE:
            return ColumnLevel.FIRST, Reason(Certainty.SURE, "栏目直接位于首页之下")
        text = "页面没有写明上级栏目，暂按直接位于首页之下，请核对"
        return ColumnLevel.FIRST, Reason(Certainty.GUESS, text)
    text = f"栏目位于首页之下第{depth}层"
    if kind in _COUNTED_BY_LEVEL:
        text += "；通知公告、政策文件类栏目是否按一级栏目考核，页面上看不出，请选定"
        return ColumnLevel.OTHER, Reason(Certainty.GUESS, text)
    least = Certainty.GUESS if sure is Certainty.GUESS else Certainty.PROBABLE
    return ColumnLevel.OTHER, Reason(least, text)


def unit_answer(
    place: Place, signed: Signed, names: UnitNames, organizer: str
) -> tuple[str, Reason]:
    """Return the responsible unit, "" where the site's own unit answers."""
    told = told_unit(place.page.tags.get("ColumnDescription", ""))
    ranked = sorted(signed.units.items(), key=lambda pair: (-pair[1], pair[0]))
    words = _words(ranked, signed)
    if told:
        unit = names.resolve(told)
        text = f"网页标签 ColumnDescription 写明由“{told}”负责{words and '；' + words}"
        return unit, Reason(Certainty.SURE if unit in names.full else Certainty.PROBABLE, text)
    if not ranked:
        why = "所列信息的来源都不是单位名称" if signed.read else "没有读到注明来源的信息"
        text = f"{why}，不填即由主办单位{organizer}负责"
        return "", Reason(Certainty.GUESS, text)
    unit, count = ranked[0]
    share = count / signed.read
    if share <= _HALF:
        text = f"{words}，没有过半的单位，不填即由主办单位{organizer}负责"
        return "", Reason(Certainty.GUESS, text)
    sure = share >= _MOST and count >= _FEW_SIGNED
    return unit, Reason(Certainty.PROBABLE if sure else Certainty.GUESS, words)


def _words(ranked: list[tuple[str, int]], signed: Signed) -> str:
    if not ranked:
        return ""
    shown = "、".join(f"{name} {count}条" for name, count in ranked[:3])
    share = ranked[0][1] / signed.read
    return f"读到来源的{signed.read}条信息中：{shown}（最多者占{share:.0%}）"
