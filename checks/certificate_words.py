"""How a sentence about a certificate goes on: why a visitor's browser would not trust it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from checks.found import in_words
from model.clock import china_day
from model.domain_fact import TLS_TRUST_NAMES, TlsTrust

_WORDS = {
    TlsTrust.SELF_SIGNED: "是自签名证书",
    TlsTrust.INCOMPLETE: "链不完整",
    TlsTrust.UNTRUSTED: "的签发机构不受信任",
    TlsTrust.BROKEN: "无从读取，加密连接建立失败",
}


def fault_in_words(trust: TlsTrust, expires: str, names: Sequence[str]) -> str:
    """Return what follows 证书; `expires` is ISO, "" where it is not known."""
    if trust is TlsTrust.EXPIRED and expires:
        return f"已于{in_words(china_day(datetime.fromisoformat(expires)))}过期"
    if trust is TlsTrust.WRONG_NAME and names:
        more = "等" if len(names) > 3 else ""
        return f"与域名不符（证书只用于{'、'.join(names[:3])}{more}）"
    return _WORDS.get(trust, TLS_TRUST_NAMES[trust])
