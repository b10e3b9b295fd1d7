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

from model.errors import SettingsError


def _key(default: Any, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True)
class Office:
    """Who runs the program: stands in letters and in the User-Agent."""

    name: str = _key("某某区政府办公室", "本单位全称，用于函件落款")
    district: str = _key("某某区", "所辖区划名称，用于报告标题")
    contact: str = _key("", "联系人")
    phone: str = _key("", "联系电话，同时写入爬虫标识，便于对方核实来源")
    email: str = _key("", "联系邮箱，同时写入爬虫标识")
    letter_word: str = _key("某政办函", "发文代字，发文字号如“某政办函〔2026〕5号”")


@dataclass(frozen=True, slots=True)
class Crawl:
    """Pace and limits of the nightly crawl."""

    rate_per_s: float = _key(2.0, "对每个平台每秒最多请求数；只有本机和内网地址可填 0（不限速）")
    day_rate_per_s: float = _key(
        0.0, "白天时段对每个平台每秒最多请求数，一般应小于 rate_per_s；0 表示不分昼夜"
    )
    day_from: str = _key("08:00", "白天时段开始时间（北京时间）")
    day_until: str = _key("18:00", "白天时段结束时间（北京时间），可早于开始时间，表示跨零点")
    concurrency: int = _key(16, "每个网站同时进行的请求数上限")
    parallel_sites: int = _key(2, "同时巡检的网站数，一般等于处理器核数")
    max_pages: int = _key(0, "每个网站最多读取的网页数，0 为不限")
    max_depth: int = _key(50, "从首页起最多点击的层数")
    external: bool = _key(True, "是否核查指向站外的链接")
    obey_robots: bool = _key(True, "是否遵守网站的 robots 规则")
    robots_agreed: str = _key(
        "", "已与主办单位商定不受 robots 规则限制的网站，填网站标识码，多个用逗号隔开"
    )
    first_byte_timeout_s: float = _key(15.0, "等待服务器应答的秒数（检查指标以 15 秒为限）")
    max_page_mb: int = _key(10, "单个网页最大体积（MB），超过的只核实存在")
    confirm_nights: int = _key(3, "链接连续多少个夜晚失效才认定为错链")

    @property
    def agreed_codes(self) -> tuple[str, ...]:
        """The codes in `robots_agreed`."""
        text = self.robots_agreed.replace("，", ",").strip()
        return tuple(code.strip() for code in text.split(",")) if text else ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rulebook judges, and when a unit is warned."""

    rulebook: str = _key("check-2019", "指标体系编号，或指标文件的路径")
    pass_mark: int = _key(0, "合格分数线，0 表示采用指标体系自带的分数线（全国 60，湖北 80）")
    remind_before_days: int = _key(3, "更新时限到期前多少天列入更新提醒")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the daemon works; China time."""

    night_at: str = _key("02:00", "每日巡检开始时间（北京时间）")
    reminder_day: int = _key(25, "每月发更新提醒的日期（1—28）")
    reminder_at: str = _key("09:00", "发更新提醒的时间（北京时间）")


@dataclass(frozen=True, slots=True)
class Letters:
    """What letters ask for."""

    reply_days: int = _key(5, "要求单位在收函后多少个工作日内反馈")
    basis: str = _key("", "函件引用的本地制度名称，可空，例如“《某某区政府网站管理办法》”")


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole tree."""

    office: Office = Office()
    crawl: Crawl = Crawl()
    rules: Rules = Rules()
    schedule: Schedule = Schedule()
    letters: Letters = Letters()


SECTION_TITLES = {
    "office": "本单位",
    "crawl": "巡检的速度与范围",
    "rules": "判定规则",
    "schedule": "定时任务（xunjian serve）",
    "letters": "函件",
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
    demand(1 <= settings.letters.reply_days <= 60, "[letters] reply_days", "应在 1 到 60 之间")


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
