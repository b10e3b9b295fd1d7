"""Words for what the inventory holds: staff read no code of the store and no xn-- name."""

from __future__ import annotations

from datetime import datetime

from model.clock import china_day
from model.domain import unicode_name
from model.domain_fact import TLS_TRUST_NAMES, Fact, FactKind, TlsTrust
from model.domain_sheet import DOMAINS
from model.fetch import FetchOutcome
from model.register_form import Form

NEVER = "未监测"
NONE = "无"
_NAMES = frozenset({FactKind.CNAME, FactKind.NS, FactKind.FINAL_HOST, FactKind.TLS_NAMES})
_FIELDS = {field.attribute: field for field in DOMAINS.fields}


def entered(attribute: str, text: str) -> str:
    """Return what staff entered in a field, kept as text, in the words of the sheet."""
    field = _FIELDS.get(attribute)
    if field is None:
        return text
    if field.form is Form.YES_NO:
        return {"1": "是", "0": "否"}.get(text, text)
    return next((word for word, value in field.choices.items() if value == text), text)


def fact_said(fact: Fact | None) -> str:
    """Return a fact in words; what is not known says why."""
    if fact is None:
        return NEVER
    if fact.values is None:
        return f"不明：{fact.why}" if fact.why else "不明"
    return said(fact.kind, fact.values)


def said(kind: FactKind, values: tuple[str, ...]) -> str:
    """Return known values in words."""
    if not values:
        return NONE
    if kind in (FactKind.HTTP_V4, FactKind.HTTP_V6, FactKind.HTTPS_V4, FactKind.HTTPS_V6):
        outcome, status, *_end = values
        word = FetchOutcome(outcome).sentence
        return f"{word}（{status}）" if status else word
    if kind is FactKind.TLS_TRUST:
        return TLS_TRUST_NAMES[TlsTrust(values[0])]
    if kind is FactKind.TLS_EXPIRES:
        return china_day(datetime.fromisoformat(values[0])).isoformat()
    if kind is FactKind.TLS_KEY:
        return " ".join(values)
    if kind is FactKind.WEB:
        return "有"
    if kind is FactKind.DNSSEC:
        return "已签名（有 DS 和 DNSKEY 记录，未验证签名）"
    if kind is FactKind.LOOKS:
        return "、".join(_look(value) for value in values)
    if kind is FactKind.HOPS:
        return " → ".join(values)
    if kind in _NAMES:
        return "、".join(unicode_name(value) for value in values)
    return "、".join(values)


def _look(value: str) -> str:
    known = {
        "parked": "停放页面",
        "for_sale": "域名出售页面",
        "default": "服务器默认页面",
        "empty": "空白页面",
    }
    if value.startswith("lure:"):
        return f"含“{value.removeprefix('lure:')}”"
    return known.get(value, value)
