"""Home page that some people cannot use (无障碍基本要求).

Finds
    On the home page: no language, pictures without an alternative text, fields to fill in
    without a name, texts whose colour stands out too little from the background that the same
    style gives. Styles in sheets are not computed: most contrast is not judged.

Why
    GB/T 37668-2019 has 58 indicators, about a third of them for a machine; these are the first
    that a reader of the screen aloud meets.

Judges
    FAIL            no language, or a picture without an alternative text
    SUSPECT         a field without a name, or a contrast under the limit: a person looks
    NOT_JUDGED      the home page was not read, or by an older version

Remedy
    Add lang to html, alt to img (empty for decoration), a label to every field; choose darker
    text.

Units
    Elements of the home page; contrast as a ratio, 1 to 21.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.page_field import PageField


@check(title="无障碍基本要求", over=site, options=NoOptions)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding for everything that is missing on the home page."""
    fields = whole.evidence.home.fields
    if PageField.LANGUAGE not in fields:
        raise EvidenceMissing("首页由旧版程序读取，本项未判定")
    if not fields[PageField.LANGUAGE]:
        yield fail("lang", "首页未注明页面语言（html 元素缺少 lang 属性），读屏软件无法选择语音")
    lacking, total = _share(fields[PageField.BARE_IMAGES])
    if lacking:
        yield fail(
            "alt",
            f"首页{total}张图片中有{lacking}张没有替代文字（alt）",
            lacking=lacking,
            total=total,
        )
    lacking, total = _share(fields[PageField.BARE_INPUTS])
    if lacking:
        yield suspect(
            "label",
            f"首页{total}个输入框中有{lacking}个没有名称，请核实读屏软件能否读出",
            lacking=lacking,
            total=total,
        )
    lacking, total = _share(fields[PageField.LOW_CONTRAST])
    if lacking:
        yield suspect(
            "contrast",
            f"首页有{lacking}处文字与背景颜色对比度不足4.5，请核实（只计写在页面元素上的颜色）",
            lacking=lacking,
            total=total,
        )


def _share(text: str) -> tuple[int, int]:
    lacking, _, total = text.partition("/")
    return int(lacking), int(total)
