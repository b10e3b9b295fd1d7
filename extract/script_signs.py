"""Script signs: what a page shows of scripts that may fill its list, and which scripts cannot.

A script file is not read, so a file whose name says nothing is a doubt, and a doubt is our
limit. Only scripts known for something else leave an empty place plainly empty.
"""

from __future__ import annotations

import re

from extract.outline import Outline

# Named for what they do on every page: menus, slides, counting, sharing, reading aloud.
_HARMLESS = re.compile(
    r"(?:^|[^a-z])(?:jquery(?![\w.-]{0,12}(?:jpage|tmpl|template|pagination|list))|swiper|bootstrap|"
    r"super-?slide|slide|echarts|share|stats?|"
    r"analytics|common|comm|public|pub|base|nav|menu|tabs?|head(?:er)?|foot(?:er)?|top|banner|"
    r"hits?|count(?:er)?|click|print|font|qrcode|wow|animate|html5(?:shiv)?|respond|es5|"
    r"search|login|weather|date|calendar|kefu|float|gray|aria|wza|canvas|canvi|lazyload|"
    r"createpage|dynclicks|cookie|bdshare|hm|jiucuo|tongji|ie\d*|pngfix|rem|flexible)"
    r"(?![a-z]*list)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_SERVICES = re.compile(
    r"govwza|/wza/|conac\.cn|jiucuo|zfwzgl|hm\.baidu|bdimg\.share|cnzz|51\.la|jiathis|pucha|"
    r"tongji|matomo|piwik|google-?analytics",
    re.IGNORECASE,
)
_FRAMEWORK = re.compile(
    r"(?:^|[^a-z])(?:vue|react|react-dom|angular|axios|avalon|knockout|handlebars|mustache|juicer|"
    r"laytpl|layui|art-?template|template(?:-web)?|dot|jsrender|jpage|require|sea|system|svelte|"
    r"preact|backbone|ember|alpine|igs|ucap|openpage|pageload)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"^(?:v-(?:for|html|text|if|cloak)|:key|ng-|x-(?:for|data)|@click|data-bind$)")
_ASKS_AT = re.compile(r"^(?:data-(?:url|api|source|ajax|load|channel\w*|column\w*)|querydata)$")
_LOADS = re.compile(
    r"\b(?:seajs\.use|require\s*\(\s*\[|requirejs|System\.import|import\s*\(\s*[\"']|Vue\b|"
    r"__INITIAL_STATE__|__NUXT__|webpackJsonp|ucap\.)"
    r"|\b(?:get|load|show|query|init|render|build|fetch|request|bind|fill)\w{0,12}"
    r"(?:list|news|data|page|info|article|content|channel|column)\w{0,20}\s*\("
    r"|\b(?:channel|column|catalog|lanmu|cate(?:gory)?)_?id[\"']?\s*[:=]|\bpage_?size[\"']?\s*[:=]",
    re.IGNORECASE,
)
_TEMPLATE_TYPES = re.compile(r"template|text/html|handlebars|mustache|ejs|importmap", re.IGNORECASE)
_SCRIPT_CHARS = 60_000


def is_harmless(source: str) -> bool:
    """Whether a script of this address is known for something other than filling lists."""
    if _SERVICES.search(source):
        return True
    file = source.split("?", 1)[0].rsplit("/", 1)[-1]
    return bool(_HARMLESS.search(file)) and not _FRAMEWORK.search(file)


def is_service(source: str) -> bool:
    """Whether a script of this address is a known service that counts, shares or reads aloud."""
    return bool(_SERVICES.search(source))


def shows_drawing(page: Outline, places: list[int]) -> bool:
    """Whether bound attributes, templates, loaders or frameworks show that scripts draw here."""
    for index in page.find("script"):
        if _TEMPLATE_TYPES.search(page.get(index, "type")):
            return True
        attributes = page.elements[index].attributes
        if "querydata" in attributes or "data-main" in attributes:
            return True
        source = page.get(index, "src")
        if source and _FRAMEWORK.search(source.split("?", 1)[0].rsplit("/", 1)[-1]):
            return True
        if any(place < index < page.ends[place] for place in places) and not is_harmless(source):
            return True
    if any(page.get(i, "rel").lower() == "modulepreload" for i in page.find("link")):
        return True
    if any(_is_bound(page, i) for place in places for i in range(place, page.ends[place])):
        return True
    return any(_LOADS.search(script[:_SCRIPT_CHARS]) for script in page.scripts)


def unknown_script(page: Outline) -> str:
    """Return the file name of a script whose use cannot be told, "" if there is none."""
    for index in page.find("script"):
        source = page.get(index, "src").strip()
        if source and not is_harmless(source):
            return source.split("?", 1)[0].rsplit("/", 1)[-1][:60] or source[:60]
    return ""


def _is_bound(page: Outline, index: int) -> bool:
    return any(_BOUND.match(n) or _ASKS_AT.match(n) for n in page.elements[index].attributes)
