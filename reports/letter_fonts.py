"""Letter fonts 公文字体: the fonts official documents name, and what may stand in for each.

Three readers, one table: the .docx names the stand-ins for Word, the conversion to PDF hands
them to fontconfig, and `xunjian doctor` says which of them this machine has.
"""

from __future__ import annotations

from collections.abc import Collection
from xml.sax.saxutils import escape

SONG_TITLE, FANG, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"

_PLAIN_SONG = ("宋体", "SimSun", "方正书宋_GBK", "华文宋体", "STSong", "AR PL UMing CN")
_LAST = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体")
STAND_INS: dict[str, tuple[str, ...]] = {
    SONG_TITLE: (
        *("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
        *("华文中宋", "STZhongsong", *_PLAIN_SONG, *_LAST),
    ),
    FANG: (
        *("FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体"),
        *("华文仿宋", "STFangsong", *_LAST, *_PLAIN_SONG),
    ),
    KAI: (
        *("KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体", "华文楷体"),
        *("STKaiti", "AR PL UKai CN", *_LAST, *_PLAIN_SONG),
    ),
    HEI: (
        *("SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti", "微软雅黑"),
        *("Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "文泉驿正黑", "文泉驿微米黑"),
    ),
    SONG: (*_PLAIN_SONG[1:], *_LAST),
}
"""For each font of a letter what stands in for it, the best first; GB/T 9704-2012 names none."""


def stand_in(font: str, installed: Collection[str]) -> str | None:
    """Return the family that will be used: the font itself, its first stand-in here, or None."""
    return next((name for name in (font, *STAND_INS[font]) if name in installed), None)


def fontconfig(base: str) -> str:
    """Return a fontconfig file that reads `base` first and then knows the stand-ins.

    `accept` puts them behind the font itself, so a font that is installed is always used.
    """
    aliases = "".join(
        f'<alias binding="same"><family>{escape(font)}</family><accept>'
        + "".join(f"<family>{escape(name)}</family>" for name in names)
        + "</accept></alias>\n"
        for font, names in STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'<include ignore_missing="yes">{escape(base)}</include>\n{aliases}</fontconfig>\n'
    )
