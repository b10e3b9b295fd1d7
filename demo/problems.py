"""The problems of the three months: what each is, and from when to when its fault stands.

Nothing here says what a judge or a clerk makes of it; that is written in `ledger.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo import words as w
from demo.content import target_address
from demo.items import Item
from demo.offers import DEAD_FORM, EMPTY_FORM
from demo.plan import PORTAL, TOURISM, column
from demo.timetable import Mark
from demo.truth import Items
from demo.wordings import WRONG_WORD

START: Mark = (1, -9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem. A fault mended on a day is gone from the next night on."""

    name: str  # how the script calls it
    check: str
    site: str = PORTAL
    subject: str = ""  # address below the site, or a name
    folder: str = ""  # of the column it belongs to
    article: tuple[str, int] | None = None  # column and index, where the subject is an article
    ending: str = ""  # of the subject, behind the article's address
    unit: str = ""  # where it belongs to no column
    mended: Mark | None = None
    again: Mark | None = None  # first night on which it has returned
    mended_again: Mark | None = None

    def stands(self, night: Mark) -> bool:
        """Whether the fault is there on a night."""
        if self.again is not None and night >= self.again:
            return self.mended_again is None or night <= self.mended_again
        return self.mended is None or night <= self.mended

    @property
    def owner(self) -> str:
        """The unit responsible by the register."""
        return column(self.folder).unit if self.folder else self.unit

    @property
    def path(self) -> str:
        """The path of its column, "" where it belongs to none."""
        return column(self.folder).path if self.folder else ""

    def key(self, items: Items, url: str) -> tuple[str, str, str]:
        """Return site, check and subject as a judge names them; `url` is the site's address."""
        if self.article is not None:
            address = target_address("", *self.article, items)
            return self.site, self.check, f"{url}{address}{self.ending}"
        at_site = self.subject.startswith("/")
        return self.site, self.check, f"{url}{self.subject}" if at_site else self.subject


def _stale(name: str, folder: str) -> Problem:
    plan = column(folder)
    return Problem(
        name=name, check="column_stale", site=plan.site, subject=plan.address, folder=folder
    )


def _blank(name: str, folder: str, mended: Mark) -> Problem:
    plan = column(folder)
    return Problem(
        name=name,
        check="column_blank",
        site=plan.site,
        subject=plan.address,
        folder=folder,
        mended=mended,
    )


_OFFICE = (
    Problem(name="seconds", check="date_format_wrong", subject="tag", unit=w.OFFICE,
            mended=(1, 4)),
    Problem(name="foreign_code", check="footer_marks_disagree", subject="code", unit=w.OFFICE,
            mended=(1, 4), again=(2, 0), mended_again=(2, 3)),
    Problem(name="police", check="footer_marks_missing", subject="police", unit=w.OFFICE,
            mended=(1, 15), again=(3, 21)),
    Problem(name="source_tag", check="page_tags_missing", subject="article:ContentSource",
            unit=w.OFFICE, mended=(1, 4)),
    Problem(name="pubdate_tag", check="page_tags_missing", subject="article:PubDate",
            unit=w.OFFICE),
    Problem(name="type_tag", check="page_tags_missing", subject="list:ColumnType", unit=w.OFFICE,
            mended=(1, 4), again=(3, 21)),
    Problem(name="statement", check="link_dead", subject="/gywm/wzsm.html", unit=w.OFFICE,
            mended=(1, 4)),
    Problem(name="topic_page", check="link_dead", subject="/ztzl/2019/yshj/", unit=w.OFFICE,
            mended=(1, 4), again=(3, 0), mended_again=(3, 15)),
    Problem(name="list_annex", check="link_dead", subject="/zwgk/tzgg/W0/P020220715001.xlsx",
            folder="zwgk/tzgg", mended=(1, 4)),
    Problem(name="search", check="search_fails", subject="/", unit=w.OFFICE, mended=(1, 4)),
)  # fmt: skip

_CULTURE = (
    Problem(name="language", check="access_basics_missing", site=TOURISM, subject="lang",
            unit=w.CULTURE, mended=(1, 4)),
    Problem(name="report_entry", check="footer_marks_missing", site=TOURISM, subject="jiucuo",
            unit=w.CULTURE, mended=(1, 4)),
    Problem(name="code_tag", check="page_tags_missing", site=TOURISM, subject="site:SiteIDCode",
            unit=w.CULTURE, mended=(1, 4), again=(3, 0), mended_again=(3, 4)),
    Problem(name="entry_form", check="link_dead", site=TOURISM, subject="/attach/0/2103150930.docx",
            folder="col12", mended=(1, 4)),
    Problem(name="smart_culture", check="link_dead", site=TOURISM, subject="/col/col19/index.html",
            unit=w.CULTURE, mended=(1, 4), again=(2, 0), mended_again=(2, 18)),
    Problem(name="unwarned", check="leaving_unwarned", site=TOURISM, subject="/", unit=w.CULTURE),
    Problem(name="unreachable", check="site_unreachable", site=TOURISM, subject="/",
            unit=w.CULTURE),
    Problem(name="outage", check="outage_long", site=TOURISM, subject="/", unit=w.CULTURE),
    Problem(name="still_home", check="homepage_stale", site=TOURISM, subject="/", unit=w.CULTURE),
    _stale("still_work", "col11"),
    _stale("still_arts", "col14"),
    _stale("still_media", "xwzx/mtgz"),
    _blank("blank_heritage", "col15", (1, 15)),
)  # fmt: skip

_OTHERS = (
    _blank("blank_concerns", "hdjl/hygq", (2, 1)),
    Problem(name="picture", check="link_dead", subject="/xwzx/tpxw/W0/W020230401002.png",
            folder="xwzx/tpxw", mended=(1, 4)),
    Problem(name="old_file", check="link_dead", subject="/zwgk/zcwj/202203/t20220301_9001.html",
            folder="xwzx/bmdt", mended=(1, 4)),
    _stale("still_pictures", "xwzx/tpxw"),
    Problem(name="wrong_word", check="word_wrong", folder="xwzx/bmdt", article=WRONG_WORD,
            ending="#布署", mended=(1, 9)),
    _blank("blank_plans", "zwgk/yjya", (1, 4)),
    Problem(name="old_style", check="link_dead", subject="/images/zt2018/style.css", folder="ztzl",
            mended=(1, 4)),
    _stale("still_safety", "xwzx/yjdt"),
    Problem(name="empty_form", check="guide_form_dead", folder="zwfw/bszn", article=EMPTY_FORM,
            mended=(1, 4)),
    Problem(name="formless_guide", check="guide_form_dead", folder="zwfw/bszn", article=DEAD_FORM,
            mended=(1, 11)),
    Problem(name="lost_form", check="link_dead", subject="/zwfw/bszn/W0/P020260601006.docx",
            folder="zwfw/bszn", mended=(1, 11)),
    Problem(name="progress", check="link_dead", subject="/zwfw/cx/jdcx.jsp", folder="zwfw/bszn",
            mended=(1, 8)),
    _stale("still_rules", "zwgk/gfxwj"),
    Problem(name="questionnaire", check="link_dead", subject="/hdjl/wj/index.jsp",
            folder="hdjl/zjdc", mended=(1, 4)),
    Problem(name="original", check="link_dead", subject="/zwgk/zcwj/yw/sswj.html",
            folder="zwgk/zcjd", mended=(1, 15)),
    _stale("still_notices", "zwgk/gsgg"),
    _stale("still_money", "zwgk/czxx"),
    Problem(name="lost_article", check="link_dead", folder="zwgk/jgjg", article=("zwgk/jgjg", 11),
            mended=(1, 4)),
    _stale("still_towns", "xwzx/zjdt"),
)  # fmt: skip

PROBLEMS: dict[str, Problem] = {p.name: p for p in (*_OFFICE, *_CULTURE, *_OTHERS)}

END: Mark = (3, 99)
STREAMS: tuple[tuple[str, Mark, Mark], ...] = (  # column, first and last day, an item each 9 days
    ("xwzx/zwyw", (1, 7), END),
    ("xwzx/bmdt", (1, 7), END),
    ("xwzx/zjdt", (1, 18), END),
    ("xwzx/mtgz", (1, 10), END),
    ("xwzx/tpxw", (1, 8), END),
    ("xwzx/jydt", (1, 3), END),
    ("xwzx/wsdt", (1, 7), (2, -5)),
    ("xwzx/wsdt", (2, -5), (2, -5)),
    ("xwzx/wsdt", (2, 2), (2, 2)),
    ("xwzx/wsdt", (2, 16), END),
    ("xwzx/yjdt", (1, 7), (3, -6)),
    ("xwzx/yjdt", (3, -5), (3, -5)),
    ("xwzx/yjdt", (3, 0), (3, 0)),
    ("zwgk/gsgg", (1, 4), (1, 4)),
    ("zwgk/gfxwj", (1, 3), (1, 3)),
    ("zwgk/czxx", (1, 25), (1, 25)),
    ("zwgk/jsxm", (1, 3), END),
    ("zwgk/jgjg", (1, 21), END),
    ("sjfb", (1, 22), END),
    ("hdjl/lygk", (1, 21), END),
    ("hdjl/jzxx", (1, 21), END),
    ("zwfw/bstj", (1, 22), END),
    ("zwgk/yjya", (1, 4), (1, 4)),
    ("hdjl/hygq", (2, 1), (2, 1)),
    ("col11", (1, 11), END),
    ("col14", (1, 11), END),
    ("col15", (1, 15), (1, 15)),
)
EVERY_DAYS = 9  # shorter than the shortest limit, and than the time of its reminder


def article_of(problem: Problem, items: Items) -> Item:
    """Return the article a problem is about."""
    assert problem.article is not None
    folder, index = problem.article
    return next(item for item in items[folder] if item.index == index)
