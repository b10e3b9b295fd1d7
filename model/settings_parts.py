"""The sections of the settings: every key with its default and its Chinese explanation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from model.letter import LetterKind


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
    by_plan: bool = _key(
        True, "是否按复访计划巡检：首页、列表页和可疑链接每夜必访，其余最迟 28 天访问一次"
    )
    external: bool = _key(True, "是否核查指向站外的链接")
    attachments_text: bool = _key(
        True, "是否下载附件（pdf、docx、xlsx 等）读取文字，供内容检查使用；未变化的附件不再下载"
    )
    attachments_a_night: int = _key(
        300, "每个网站每晚最多下载多少个附件，其余按复访计划在以后的夜晚读取"
    )
    max_attachment_mb: int = _key(20, "单个附件最大体积（MB），超过的只核实存在")
    browser_pages: int = _key(
        0,
        "每个网站每晚最多用浏览器读取多少个由脚本生成的列表，0 表示不用浏览器；"
        "用前须装好浏览器，见 xunjian doctor",
    )
    browser_pictures: int = _key(
        0,
        "每个网站每晚最多为多少个有问题的网页截图取证，0 表示不截图；用前须装好浏览器",
    )
    picture_days: int = _key(365, "截图保留多少天；问题仍在或整改事项未办结的一直保留")
    obey_robots: bool = _key(True, "是否遵守网站的 robots 规则")
    robots_agreed: str = _key(
        "", "已与主办单位商定不受 robots 规则限制的网站，填网站标识码，多个用逗号隔开"
    )
    try_search: bool = _key(
        True, "是否每夜用一条近期信息的标题试用各网站的站内搜索，每个网站最多两次请求"
    )
    home_scripts: int = _key(
        8,
        "首页有外部链接而没有见到离站提示时，每夜最多读取首页引用的多少个本站脚本文件来核实，"
        "0 为不读取",
    )
    search_engine_pages: int = _key(
        0,
        "每个网站每夜以搜索引擎名义再访问多少个网页（首页和轮换的列表页），核对是否另有内容（暗链），"
        "0 为不核对；启用前请确认网站主办单位知情",
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
    domains_rulebook: str = _key("domains-2018", "域名清单所用的要求，编号或文件的路径")
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
    """What letters ask for, and when a problem goes a step further."""

    reply_days: int = _key(5, "要求单位在收函后多少个工作日内反馈")
    basis: str = _key("", "函件引用的本地制度名称，可空，例如“《某某区政府网站管理办法》”")
    reminder_word: str = _key("", "更新提醒的发文代字，可空，空则用 [office] letter_word")
    urging_word: str = _key("", "督促函的发文代字，可空，空则用 [office] letter_word")
    rectification_word: str = _key("", "整改通知的发文代字，可空，空则用 [office] letter_word")
    supervision_word: str = _key("", "督办函的发文代字，可空，空则用 [office] letter_word")
    circular_word: str = _key("", "通报的发文代字，可空，空则用 [office] letter_word")
    urge_after_reminders: int = _key(
        0, "同一单位在 reminder_period_days 天内收到多少次更新提醒后才拟督促函，0 为超期即拟"
    )
    reminder_period_days: int = _key(30, "统计更新提醒次数的天数")
    supervise_after_days: int = _key(1, "整改事项逾期多少天后拟督办函")
    circulate_after_days: int = _key(5, "督办期限过后多少天仍未办结的列入通报建议")

    def word_of(self, kind: LetterKind, office: Office) -> str:
        """Return the 发文代字 of a kind of letter; one word has one sequence a year."""
        own: str = getattr(self, f"{kind.value}_word")
        return own or office.letter_word


@dataclass(frozen=True, slots=True)
class Mail:
    """How issued letters are mailed; nothing leaves until the office switches it on."""

    enabled: bool = _key(False, "是否真正发送邮件；false 时只在 out/outbox 写出样张")
    host: str = _key("", "发信服务器")
    port: int = _key(465, "发信服务器端口")
    security: str = _key(
        "tls", "连接方式：tls 全程加密，starttls 先连接后加密，none 不加密（只限本机）"
    )
    user: str = _key("", "登录名，可空")
    password_file: str = _key("", "存放登录口令的文件，相对于工作目录；口令不写在本文件里")
    attach: str = _key(
        "docx", "随信附函件的哪种格式：docx、pdf 或 docx+pdf；附 pdf 须装有 LibreOffice"
    )
    sender: str = _key("", "发件邮箱，可空，空则用 [office] email")
    timeout_s: float = _key(30.0, "等待发信服务器应答的秒数")
    most_tries: int = _key(8, "一封邮件最多尝试发送多少次，间隔逐次加倍")


@dataclass(frozen=True, slots=True)
class Probing:
    """Visits that show whether a site is up (`xunjian serve`, `xunjian probe`)."""

    enabled: bool = _key(True, "常驻运行时是否定时访问各网站首页")
    per_day: int = _key(24, "每个网站每天访问的次数；检查指标要求至少 20 次，间隔性访问")
    limit_s: float = _key(15.0, "多少秒打不开算访问失败（检查指标为 15 秒）")
    controls: str = _key(
        "", "判断监测机自身网络是否正常时另外访问的网址，多个用逗号隔开；空则用名录里的其他网站"
    )
    alerts_file: str = _key(
        "", "存放告警接收地址的文件，相对于工作目录，每行一个 Apprise 地址；空则不告警"
    )
    quiet_minutes: int = _key(60, "同一网站两次告警之间至少间隔的分钟数")

    @property
    def control_urls(self) -> tuple[str, ...]:
        """The addresses in `controls`."""
        parts = self.controls.replace("，", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class Domains:
    """What is found out about the names of the inventory (`xunjian domains collect`)."""

    enabled: bool = _key(True, "常驻运行时是否每天监测域名清单里的域名")
    round_at: str = _key("06:30", "每天监测域名的开始时间（北京时间）")
    resolvers: str = _key(
        "",
        "解析服务器的地址，多个用逗号隔开，如 223.5.5.5,119.29.29.29:53；以第一个为准，"
        "其余用来比对；空则用本机设置的",
    )
    vantage: str = _key("本机", "监测点的名称，即监测机所在的网络，如 政务外网；印在监测情况旁边")
    rate_per_s: float = _key(2.0, "对每个平台（同一组地址的域名）每秒最多请求数")
    at_once: int = _key(64, "同时进行的访问数上限")
    timeout_s: float = _key(15.0, "等待连接和应答的秒数")
    dns_timeout_s: float = _key(4.0, "等待解析服务器应答的秒数")
    registry_every_days: int = _key(
        7, "每个注册域名隔几天向注册机构查询一次到期日期（RDAP 或 WHOIS）；0 为不查询"
    )
    registry_servers: str = _key(
        "",
        "注册机构的查询服务器，按后缀指定，多个用逗号隔开，"
        "如 cn=whois://whois.cnnic.cn,com=https://rdap.example/；空则查公布的列表",
    )
    registry_bootstrap: str = _key(
        "https://data.iana.org/rdap/dns.json", "RDAP 服务器列表的网址；空则只用 WHOIS"
    )

    @property
    def resolver_list(self) -> tuple[str, ...]:
        """The addresses in `resolvers`."""
        return _listed(self.resolvers)

    @property
    def registry_server_map(self) -> dict[str, str]:
        """The servers in `registry_servers` by suffix, "" where a part names none."""
        parts = (part.partition("=") for part in _listed(self.registry_servers))
        return {suffix.strip().lower().strip("."): url.strip() for suffix, _, url in parts}


def _listed(text: str) -> tuple[str, ...]:
    parts = text.replace("，", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
