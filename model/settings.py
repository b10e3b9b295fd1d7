"""Settings: one frozen tree, read once from xunjian.toml and handed down in pieces.

Each key's Chinese explanation stands beside its default; the commented file that
`xunjian init` writes and the errors are made from this table, so they cannot drift.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from model.errors import SettingsError
from model.settings_parts import (
    Crawl,
    Domains,
    Letters,
    Mail,
    Office,
    Probing,
    Rules,
    Schedule,
)

__all__ = [
    "Crawl",
    "Domains",
    "Letters",
    "Mail",
    "Office",
    "Probing",
    "Rules",
    "Schedule",
    "Settings",
    "commented_settings",
    "load_settings",
    "parse_settings",
]


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole tree."""

    office: Office = field(default_factory=Office)
    crawl: Crawl = field(default_factory=Crawl)
    rules: Rules = field(default_factory=Rules)
    schedule: Schedule = field(default_factory=Schedule)
    letters: Letters = field(default_factory=Letters)
    mail: Mail = field(default_factory=Mail)
    probing: Probing = field(default_factory=Probing)
    domains: Domains = field(default_factory=Domains)


MAIL_SECURITY = ("tls", "starttls", "none")
MAIL_ATTACH = ("docx", "pdf", "docx+pdf")
SECTION_TITLES = {
    "office": "本单位",
    "crawl": "巡检的速度与范围",
    "rules": "判定规则",
    "schedule": "定时任务（xunjian serve）",
    "letters": "函件",
    "mail": "函件邮寄",
    "probing": "站点可用性",
    "domains": "域名监测",
}


def parse_settings(text: str, file: str) -> Settings:
    """Read a settings text; `file` is named in errors.

    Raises SettingsError, one Chinese sentence, for broken TOML, an unknown section or key,
    a wrong type or an impossible value.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise SettingsError(f"{file} 不是有效的 TOML 文件（{cause}），请按该位置改正") from cause
    sections = {f.name: f.type for f in fields(Settings)}
    built: dict[str, Any] = {}
    for section, table in raw.items():
        if section not in sections:
            raise SettingsError(_unknown(file, f"[{section}]", section, list(sections)))
        if not isinstance(table, dict):
            raise SettingsError(f"{file}：{section} 应写成 [{section}] 一节")
        default = getattr(Settings(), section)
        built[section] = _section(file, section, default, table)
    settings = Settings(**built)
    _check_values(settings, file)
    return settings


def load_settings(path: Path) -> Settings:
    """Read the settings file of a workspace."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        raise SettingsError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8") from cause
    except OSError as cause:
        raise SettingsError(f"读不到 {path}：{cause.strerror}") from cause
    return parse_settings(text, path.name)


def commented_settings(settings: Settings | None = None) -> str:
    """Return a settings file in which every key stands with its explanation."""
    tree = settings or Settings()
    lines = ["# 巡检设置。改动后可用 xunjian doctor 检查。", ""]
    for part in fields(tree):
        lines += [f"# {SECTION_TITLES[part.name]}", f"[{part.name}]"]
        section = getattr(tree, part.name)
        for entry in fields(section):
            lines.append(f"# {entry.metadata['doc']}")
            lines.append(f"{entry.name} = {_toml(getattr(section, entry.name))}")
        lines.append("")
    return "\n".join(lines)


def _section(file: str, section: str, default: Any, table: dict[str, Any]) -> Any:
    known = {f.name: f for f in fields(default)}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(_unknown(file, f"[{section}] 里的 {name}", name, list(known)))
        wanted = type(getattr(default, name))
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not wanted:
            kind = {str: "带引号的文字", int: "整数", float: "数字", bool: "true 或 false"}[wanted]
            raise SettingsError(f"{file}：[{section}] 里的 {name} 应为{kind}，现为 {value!r}")
        values[name] = value
    return type(default)(**values)


def _unknown(file: str, where: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"，是否应为 {near[0]}" if near else f"，可用的有：{'、'.join(known)}"
    return f"{file}：不认识 {where}{hint}"


def _check_values(settings: Settings, file: str) -> None:
    def demand(holds: bool, name: str, rule: str) -> None:
        if not holds:
            raise SettingsError(f"{file}：{name} {rule}")

    crawl, rules, schedule = settings.crawl, settings.rules, settings.schedule
    demand(0 <= crawl.rate_per_s <= 1000, "[crawl] rate_per_s", "应在 0 到 1000 之间")
    demand(0 <= crawl.day_rate_per_s <= 1000, "[crawl] day_rate_per_s", "应在 0 到 1000 之间")
    demand(
        not crawl.day_rate_per_s or crawl.rate_per_s > 0,
        "[crawl] day_rate_per_s",
        "只能在 rate_per_s 大于 0 时使用",
    )
    for name in ("day_from", "day_until"):
        demand(_is_time(getattr(crawl, name)), f"[crawl] {name}", "应写成 08:00 这样的时间")
    demand(crawl.day_from != crawl.day_until, "[crawl] day_until", "不能与 day_from 相同")
    demand(
        all(code.isalnum() for code in crawl.agreed_codes),
        "[crawl] robots_agreed",
        "应写成用逗号隔开的网站标识码，例如 3301000001,3301000002",
    )
    demand(1 <= crawl.concurrency <= 256, "[crawl] concurrency", "应在 1 到 256 之间")
    demand(1 <= crawl.parallel_sites <= 64, "[crawl] parallel_sites", "应在 1 到 64 之间")
    demand(crawl.max_pages >= 0, "[crawl] max_pages", "不能为负数")
    demand(
        1 <= crawl.attachments_a_night <= 100_000,
        "[crawl] attachments_a_night",
        "应在 1 到 100000 之间，不读附件请把 attachments_text 设为 false",
    )
    demand(1 <= crawl.max_attachment_mb <= 200, "[crawl] max_attachment_mb", "应在 1 到 200 之间")
    demand(0 <= crawl.browser_pages <= 500, "[crawl] browser_pages", "应在 0 到 500 之间")
    demand(0 <= crawl.browser_pictures <= 100, "[crawl] browser_pictures", "应在 0 到 100 之间")
    demand(1 <= crawl.picture_days <= 3650, "[crawl] picture_days", "应在 1 到 3650 之间")
    demand(0 <= crawl.home_scripts <= 50, "[crawl] home_scripts", "应在 0 到 50 之间")
    demand(0 <= crawl.search_engine_pages <= 20, "[crawl] search_engine_pages", "应在 0 到 20 之间")
    demand(1 <= crawl.max_depth <= 100, "[crawl] max_depth", "应在 1 到 100 之间")
    demand(
        1 <= crawl.first_byte_timeout_s <= 120, "[crawl] first_byte_timeout_s", "应在 1 到 120 之间"
    )
    demand(1 <= crawl.max_page_mb <= 100, "[crawl] max_page_mb", "应在 1 到 100 之间")
    demand(1 <= crawl.confirm_nights <= 30, "[crawl] confirm_nights", "应在 1 到 30 之间")
    demand(0 <= rules.pass_mark <= 100, "[rules] pass_mark", "应在 0 到 100 之间")
    demand(0 <= rules.remind_before_days <= 90, "[rules] remind_before_days", "应在 0 到 90 之间")
    demand(1 <= schedule.reminder_day <= 28, "[schedule] reminder_day", "应在 1 到 28 之间")
    for name in ("night_at", "reminder_at"):
        demand(_is_time(getattr(schedule, name)), f"[schedule] {name}", "应写成 02:00 这样的时间")
    letters, mail = settings.letters, settings.mail
    demand(1 <= letters.reply_days <= 60, "[letters] reply_days", "应在 1 到 60 之间")
    for name, most in (
        ("urge_after_reminders", 20),
        ("reminder_period_days", 366),
        ("supervise_after_days", 60),
        ("circulate_after_days", 60),
    ):
        least = 0 if name == "urge_after_reminders" else 1
        demand(
            least <= getattr(letters, name) <= most,
            f"[letters] {name}",
            f"应在 {least} 到 {most} 之间",
        )
    probing = settings.probing
    demand(20 <= probing.per_day <= 1440, "[probing] per_day", "应在 20 到 1440 之间")
    demand(1 <= probing.limit_s <= 120, "[probing] limit_s", "应在 1 到 120 之间")
    demand(1 <= probing.quiet_minutes <= 10080, "[probing] quiet_minutes", "应在 1 到 10080 之间")
    domains = settings.domains
    demand(_is_time(domains.round_at), "[domains] round_at", "应写成 06:30 这样的时间")
    demand(0 < domains.rate_per_s <= 1000, "[domains] rate_per_s", "应大于 0、不超过 1000")
    demand(1 <= domains.at_once <= 512, "[domains] at_once", "应在 1 到 512 之间")
    demand(1 <= domains.timeout_s <= 120, "[domains] timeout_s", "应在 1 到 120 之间")
    demand(0.2 <= domains.dns_timeout_s <= 30, "[domains] dns_timeout_s", "应在 0.2 到 30 之间")
    demand(
        0 < len(domains.vantage.strip()) <= 20 and domains.vantage.isprintable(),
        "[domains] vantage",
        "应为 1 到 20 个字的名称",
    )
    days = domains.registry_every_days
    demand(0 <= days <= 365, "[domains] registry_every_days", "应在 0 到 365 之间")
    demand(
        all(map(_is_registry, domains.registry_server_map.values())),
        "[domains] registry_servers",
        "应写成 cn=whois://whois.cnnic.cn，服务器以 https://、http:// 或 whois:// 开头",
    )
    demand(
        domains.registry_bootstrap == "" or _is_web(domains.registry_bootstrap),
        "[domains] registry_bootstrap",
        "应以 https:// 或 http:// 开头",
    )
    demand(1 <= mail.port <= 65535, "[mail] port", "应在 1 到 65535 之间")
    demand(mail.security in MAIL_SECURITY, "[mail] security", "应为 tls、starttls 或 none")
    demand(mail.attach in MAIL_ATTACH, "[mail] attach", "应为 docx、pdf 或 docx+pdf")
    demand(1 <= mail.timeout_s <= 600, "[mail] timeout_s", "应在 1 到 600 之间")
    demand(1 <= mail.most_tries <= 100, "[mail] most_tries", "应在 1 到 100 之间")
    demand(not mail.enabled or bool(mail.host), "[mail] host", "在 enabled 为 true 时必填")


def _is_time(text: str) -> bool:
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and len(minutes) == 2):
        return False
    return int(hours) < 24 and int(minutes) < 60


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return repr(value)


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and bool(urlsplit(url).hostname)


def _is_registry(url: str) -> bool:
    return url.startswith(("https://", "http://", "whois://")) and bool(urlsplit(url).hostname)
