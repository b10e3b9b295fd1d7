"""Fact 监测事实: what the monitor found out about a domain by itself, three-valued.

A fact is known (`values`), known to be absent (`values` is empty) or not known (`values` is
None and `why` says so in Chinese). It carries when, through which resolver and from where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FactKind(StrEnum):
    """What is found out; the comment gives the values of a known fact, in their order."""

    A = "a"  # IPv4 addresses, sorted
    AAAA = "aaaa"  # IPv6 addresses, sorted
    CNAME = "cname"  # the chain of names, in order
    NS = "ns"  # name servers of the zone the name is in, sorted; absent: not delegated
    CAA = "caa"  # records as text, sorted; the name's own, else the nearest above it
    DNSSEC = "dnssec"  # "signed" (DS and DNSKEY there); absent: the zone is not signed
    RESOLVERS = "resolvers"  # one entry a resolver that answers otherwise; absent: all agree
    HTTP_V4 = "http_v4"  # outcome (FetchOutcome), status or "", address where it ended
    HTTP_V6 = "http_v6"
    HTTPS_V4 = "https_v4"
    HTTPS_V6 = "https_v6"
    # Addresses of the redirects of the first way in that showed a page (http before https, IPv4
    # before IPv6), in order, the end included; a refreshing tag counts as one.
    HOPS = "hops"
    WEB = "web"  # "yes": some page was served; absent: every way in was seen to fail
    FINAL_HOST = "final_host"  # host of the address where it ended
    TLS_TRUST = "tls_trust"  # a TlsTrust value; absent: no HTTPS service
    TLS_NAMES = "tls_names"  # names of the certificate, sorted
    TLS_EXPIRES = "tls_expires"  # last valid moment, ISO, UTC
    TLS_ISSUER = "tls_issuer"  # issuer's common name
    TLS_PROTOCOL = "tls_protocol"  # e.g. "TLSv1.3"
    TLS_KEY = "tls_key"  # algorithm and bits, e.g. "RSA", "2048"
    HSTS = "hsts"  # the header's value
    TITLE = "title"  # the page's <title>
    ICP = "icp"  # as printed in the footer
    POLICE = "police"
    SITE_CODE = "site_code"  # 网站标识码 as printed or tagged
    ORGANIZER = "organizer"  # 主办单位 as printed
    NEWEST = "newest"  # newest dated item of the home page, YYYY-MM-DD
    PAGE_V4 = "page_v4"  # fingerprint (SimHash, 16 hex digits) and title of the page over IPv4
    PAGE_V6 = "page_v6"
    # Signs that it is no government page: "for_sale", "parked", "default" (the server's own
    # page), "empty", "lure:<word>".
    LOOKS = "looks"
    # Asked at the registry: "rdap" or "whois", server; absent: it holds no such domain. Facts of
    # the registry stand at the registered domain, not at the host names below it.
    REGISTRY = "registry"
    REGISTRY_EXPIRES = "registry_expires"  # YYYY-MM-DD, from RDAP, WHOIS or an imported export
    REGISTRANT = "registrant"  # holder as the registry has it
    REGISTRAR = "registrar"


class TlsTrust(StrEnum):
    """Whether a visitor's browser would trust the certificate, or the first reason why not."""

    TRUSTED = "trusted"  # 有效
    EXPIRED = "expired"  # 已过期
    NOT_YET = "not_yet"  # 尚未生效
    WRONG_NAME = "wrong_name"  # 与域名不符
    SELF_SIGNED = "self_signed"  # 自签名
    INCOMPLETE = "incomplete"  # 证书链不完整: an intermediate certificate is missing
    UNTRUSTED = "untrusted"  # 签发机构不受信任
    BROKEN = "broken"  # the handshake failed before a certificate was seen


TLS_TRUST_NAMES: dict[TlsTrust, str] = {
    TlsTrust.TRUSTED: "有效",
    TlsTrust.EXPIRED: "已过期",
    TlsTrust.NOT_YET: "尚未生效",
    TlsTrust.WRONG_NAME: "与域名不符",
    TlsTrust.SELF_SIGNED: "自签名",
    TlsTrust.INCOMPLETE: "证书链不完整",
    TlsTrust.UNTRUSTED: "签发机构不受信任",
    TlsTrust.BROKEN: "加密连接建立失败",
}
FACT_NAMES: dict[FactKind, str] = {
    FactKind.A: "IPv4 地址",
    FactKind.AAAA: "IPv6 地址",
    FactKind.CNAME: "别名",
    FactKind.NS: "域名服务器",
    FactKind.CAA: "CAA 记录",
    FactKind.DNSSEC: "DNSSEC",
    FactKind.RESOLVERS: "解析不一致",
    FactKind.HTTP_V4: "HTTP（IPv4）",
    FactKind.HTTP_V6: "HTTP（IPv6）",
    FactKind.HTTPS_V4: "HTTPS（IPv4）",
    FactKind.HTTPS_V6: "HTTPS（IPv6）",
    FactKind.HOPS: "跳转",
    FactKind.WEB: "网页服务",
    FactKind.FINAL_HOST: "最终域名",
    FactKind.TLS_TRUST: "证书状态",
    FactKind.TLS_NAMES: "证书域名",
    FactKind.TLS_EXPIRES: "证书到期",
    FactKind.TLS_ISSUER: "证书签发机构",
    FactKind.TLS_PROTOCOL: "加密协议",
    FactKind.TLS_KEY: "证书密钥",
    FactKind.HSTS: "HSTS",
    FactKind.TITLE: "页面标题",
    FactKind.ICP: "ICP 备案号",
    FactKind.POLICE: "公安备案号",
    FactKind.SITE_CODE: "网站标识码",
    FactKind.ORGANIZER: "主办单位",
    FactKind.NEWEST: "最近更新",
    FactKind.PAGE_V4: "页面特征（IPv4）",
    FactKind.PAGE_V6: "页面特征（IPv6）",
    FactKind.LOOKS: "异常迹象",
    FactKind.REGISTRY: "注册查询",
    FactKind.REGISTRY_EXPIRES: "注册到期",
    FactKind.REGISTRANT: "注册人",
    FactKind.REGISTRAR: "注册服务机构",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact about one domain; `since` is the first time it was seen to be so, `at` the last."""

    kind: FactKind
    values: tuple[str, ...] | None
    at: datetime
    since: datetime | None = None  # filled in by the store; None: seen for the first time
    why: str = ""  # Chinese, when not known
    resolver: str = ""  # the resolver or the registry's server that was asked; "" where none was
    vantage: str = ""  # from where: "" this machine, or the name of another line

    @property
    def known(self) -> bool:
        """Whether anything was found out, absence included."""
        return self.values is not None

    @property
    def absent(self) -> bool:
        """Whether it is known that there is none."""
        return self.values == ()

    @property
    def first(self) -> str | None:
        """The first value, None when absent or not known."""
        return self.values[0] if self.values else None
