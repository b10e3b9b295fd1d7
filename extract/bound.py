"""What binds a page to one browser or plug-in, as far as its elements and words say."""

from __future__ import annotations

import re

from extract.outline import Outline

_ONLY = re.compile(
    r"(?:请|建议|推荐|须|需)(?:您)?(?:使用|用|采用)[^。；，,;\n]{0,8}"
    r"(?:IE|Internet\s*Explorer)\s*(?:浏览器|[5-9](?!\d)|1[01]|内核)",
    re.IGNORECASE,
)
_FLASH = "d27cdb6e-ae6d-11cf-96b8-444553540000"  # the class of the Flash player
_MEDIA = frozenset({"6bf52a52-394a-11d3-b153-00c04f79faa6", "22d6f312-b0f6-11d0-94ab-0080c74c7e95"})
_LONGEST = 200


def bound_signs(page: Outline) -> tuple[str, ...]:
    """Return in Chinese what only one browser, or one without a plug-in of old, can show."""
    signs: dict[str, None] = {}
    for index in page.find("object", "embed"):
        sign = _plugin(page, index)
        if sign and not page.hidden[index]:
            signs[sign] = None
    if page.find("applet"):
        signs["Java小程序"] = None
    if any("vbscript" in page.get(i, "language").lower() for i in page.find("script")):
        signs["VBScript脚本"] = None
    if any(
        _ONLY.search(page.texts[k]) for k in page.texts_with("IE", "ie", "xplorer", most=_LONGEST)
    ):
        signs["要求使用IE浏览器"] = None
    return tuple(signs)


def _plugin(page: Outline, index: int) -> str:
    kind, named = page.get(index, "type").lower(), page.get(index, "classid").lower()
    source = (page.get(index, "src") or page.get(index, "data")).lower().partition("?")[0]
    if "flash" in kind or _FLASH in named or source.endswith(".swf"):
        return "Flash"
    if "silverlight" in kind:
        return "Silverlight"
    if named.startswith("clsid:"):
        media = any(known in named for known in _MEDIA)
        return "Windows媒体播放控件" if media else "ActiveX控件"
    return ""
