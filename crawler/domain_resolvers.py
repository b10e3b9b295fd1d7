"""Resolvers 解析服务器 as settings name them: an address, or an address with a port."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

import dns.resolver

from model.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Server:
    """One resolver."""

    address: str
    port: int = 53

    @property
    def shown(self) -> str:
        """The address as people write it, with its port where that is not 53."""
        if self.port == 53:
            return self.address
        return (
            f"[{self.address}]:{self.port}"
            if ":" in self.address
            else f"{self.address}:{self.port}"
        )


def servers_of(texts: tuple[str, ...]) -> tuple[Server, ...]:
    """Return the resolvers of the settings, else the system's; SettingsError for a wrong one."""
    if texts:
        return tuple(_server(text) for text in texts)
    try:
        system = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration as cause:
        raise SettingsError(
            "本机没有设置解析服务器，请在 xunjian.toml 的 [domains] resolvers 里写明，"
            "例如 223.5.5.5"
        ) from cause
    found = tuple(Server(str(address), system.port) for address in system.nameservers)
    return tuple(dict.fromkeys(found))


def _server(text: str) -> Server:
    host, port = text.strip(), "53"
    if host.startswith("[") and "]" in host:
        host, _, rest = host[1:].partition("]")
        port = rest.removeprefix(":") or "53"
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError as cause:
        raise SettingsError(_wrong(text)) from cause
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(_wrong(text))
    return Server(address, int(port))


def _wrong(text: str) -> str:
    return (
        f"xunjian.toml：[domains] resolvers 里的“{text}”不是解析服务器的地址，"
        "应写成 223.5.5.5 或 223.5.5.5:5353，多个用逗号隔开"
    )
