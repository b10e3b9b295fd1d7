"""CrawlJob: everything one crawl's child process is told; CrawlSummary: what it says back.

Both travel as JSON: the job in a file named on the child's command line, the summary as the
last line of its stdout. Progress lines before it are `{"event": "progress", …}`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from model.site import Site, SiteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """One crawl of one site in one night."""

    site: Site
    night_on: date
    at: datetime  # the night's moment, aware; no other time enters the store
    site_file: str  # path of data/sites/<code>.db
    seeds: tuple[str, ...] = ()  # column addresses of the register, besides the home page
    rules: tuple[tuple[str, str], ...] = ()  # (column address, reading rule)
    rate_per_s: float = 2.0  # requests a second per platform; 0: as fast as the server answers
    day_rate_per_s: float = 0.0  # the same from day_from to day_until, China time; 0: no other
    day_from: str = "08:00"
    day_until: str = "18:00"
    max_pages: int = 0  # HTML documents; 0: no cap
    max_depth: int = 50  # clicks from the home page
    max_per_template: int = 500  # addresses of one shape before they must prove worth asking
    allow_private: bool = False
    check_external: bool = True
    obey_robots: bool = True
    second_pass: bool = True  # ask failing targets again, slower, before the crawl ends
    user_agent: str = ""
    connect_timeout_s: float = 10.0
    first_byte_timeout_s: float = 15.0
    total_timeout_s: float = 60.0
    max_body_bytes: int = 10_000_000  # of an HTML page, unpacked
    concurrency: int = 16
    keep_bodies: bool = True
    attachments: int = 0  # files whose text is read in one run; 0: none is asked for whole
    max_attachment_bytes: int = 20_000_000
    browser_pages: int = 0  # scripted lists that a browser draws at the end; 0: no browser
    browser_page_limit_s: float = 45.0  # for one page with all that its scripts ask for
    pace_folder: str = ""  # where crawls of this machine agree on paces; "": this one alone
    outside_file: str = ""  # answers of outside links, shared by the night's crawls; "": none
    try_search: bool = False  # ask the site's own search for a recent title, at most twice
    certificates: bool = False  # look at the certificates of the site's own hosts
    home_scripts: int = 0  # script files of the home page looked into for a warning; 0: none
    engine_pages: int = 0  # pages asked once more in the name of a search engine; 0: none
    seeds_only: bool = False  # ask home and seeds as lists, follow redirects and nothing else
    lists_back_to: tuple[tuple[str, date], ...] = ()  # (seed, day): follow its pager back to there
    list_pages: int = 1  # pages of one list asked at most when its pager is followed
    wanted: tuple[str, ...] = ()  # addresses that a night by plan asks in any case
    by_plan: bool = False  # ask what is due; the rest stands with what was last seen
    full: bool = False  # ask without conditions: every body is sent and compared again

    def to_json(self) -> str:
        """Return the job as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, default=_plain)

    @classmethod
    def from_json(cls, text: str) -> CrawlJob:
        """Read what `to_json` wrote."""
        raw = json.loads(text)
        raw["site"] = Site(**{**raw["site"], "kind": SiteKind(raw["site"]["kind"])})
        raw["night_on"] = date.fromisoformat(raw["night_on"])
        raw["at"] = datetime.fromisoformat(raw["at"])
        raw["seeds"] = tuple(raw["seeds"])
        raw["wanted"] = tuple(raw["wanted"])
        raw["rules"] = tuple((url, rule) for url, rule in raw["rules"])
        back_to = ((url, date.fromisoformat(day)) for url, day in raw["lists_back_to"])
        raw["lists_back_to"] = tuple(back_to)
        return cls(**raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """The crawl in figures; `reason` is `finished` or why it ended early."""

    reason: str
    pages: int  # HTML documents that answered 200 (or 304 for a known page) in this night
    fetched: int  # requests answered or failed, all kinds, this run
    not_modified: int  # of those, answered 304
    links: int  # distinct link targets known in this night
    dead: int  # targets whose outcome is a failure after the last pass
    new_observations: int
    seconds: float

    def to_json(self) -> str:
        """Return the summary as one JSON line."""
        return json.dumps({"event": "done", **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> CrawlSummary:
        """Read what `to_json` wrote."""
        raw = json.loads(text)
        raw.pop("event", None)
        return cls(**raw)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} does not go into a job file")
