"""Shields 防护设备: pages by which a guard in front of a site answers instead of the site. Pure.

Known are scripts that test for a browser, and the words with which the guards in use here
(知道创宇, 安全狗, 云锁, D盾, 阿里云, 华为云, 腾讯云, 雷池 and their like) tell a visitor that
his request was stopped. Their status says nothing: 200, 400, 404, 500 and 503 were all seen.
"""

from __future__ import annotations

import re

from crawler.plain_text import shown_text, shown_title

_UNDERSCORED = (
    b"__jsl_clearance", b"__jsluid", b"acw_sc__v2", b"_$_ts", b"_cf_chl_opt", b"yunsuo_session",
    b"/_guard/", b"waf_captcha",
)  # fmt: skip
_AFTER_UNDERSCORE = re.compile(rb"_(?:_jsl|sc__v2|\$_ts|cf_chl_opt|session|guard/|captcha)")
"""What all of these hold: looking at each underscore costs a tenth of looking for each of them."""
_PLAIN = (b"cf-browser-verification", b"safeline", b"WZWS-RAY", b"wzwschallenge")
"""Looked for one by one: as one pattern they cost twice as much, for every page."""

_RIVER = re.compile(rb"\$_ts\s*=")
_COOKIE_RELOAD = re.compile(
    rb"document\.cookie\s*=.{0,600}?location(?:\.href|\.reload|\.replace|\s*=)", re.DOTALL
)
_CHALLENGE_MAX_BYTES = 20_000
_RELOAD_MAX_BYTES = 4_096

_STOPPED_MAX_BYTES = 20_000
_STOPPED_CHARS = 600
"""Visible characters; a guard has little to say, a report about guards has more."""
_HINTS = tuple(
    word.encode(charset)
    for word in ("拦截", "阻断", "频繁", "攻击", "验证")
    for charset in ("utf-8", "gb18030")
)
_STOPPED = re.compile(
    r"(?:请求|访问|提交|操作|IP)[^。！!；;]{0,40}?(?:已|被|将)[^。！!；;]{0,16}?(?:拦截|阻断)"
    r"|疑似[^。]{0,6}攻击|(?:防火墙|创宇盾|安全狗|云锁|D盾|玄武盾)[^。]{0,20}(?:拦截|阻断)"
    r"|(?:访问|请求|操作)(?:过于|太|次数过于?)频繁"
)
_TESTS = re.compile(r"^(?:请|正在)?(?:进行|完成)?(?:安全|人机|访问|滑动|滑块|行为)验证")
"""Of the title: pages to log in at ask for such a test as well, and are pages."""


def is_shield(body: bytes) -> bool:
    """Whether a body is a guard's page: its test for browsers, or its word that it stopped us."""
    if not body or len(body) > _CHALLENGE_MAX_BYTES:
        return False
    if _tests_browsers(body):
        return True
    if len(body) <= _RELOAD_MAX_BYTES and _COOKIE_RELOAD.search(body):
        return True
    return _says_stopped(body)


def _tests_browsers(body: bytes) -> bool:
    if _AFTER_UNDERSCORE.search(body) and any(mark in body for mark in _UNDERSCORED):
        return True
    if any(mark in body for mark in _PLAIN):
        return True
    return b"$" in body and b"$_ts" in body and _RIVER.search(body) is not None


def _says_stopped(body: bytes) -> bool:
    if len(body) > _STOPPED_MAX_BYTES or not any(hint in body for hint in _HINTS):
        return False
    text = shown_text(body)
    if len(text) > _STOPPED_CHARS:
        return False
    return bool(_STOPPED.search(text) or _TESTS.search(shown_title(body)))
