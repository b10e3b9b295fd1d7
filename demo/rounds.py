"""The script of the three months: which unit answers how, and what the office decides.

What is mended when stands in `problems.py`. Acts of a day come after its night, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from demo import words as w
from demo.timetable import Mark
from model.case import ReplyKind

CLERK, HEAD, CHIEF = "钱某", "孙某", "李某"  # who drafts, who reviews, who approves and issues


class Fault(StrEnum):
    """What is wrong with a reply sheet when it comes in first; it is put right the same day."""

    FUTURE = "future"  # a day of completion that has yet to come
    NUMBER = "number"  # a number of a case was changed
    CLOSED = "closed"  # it answers a case that was closed meanwhile
    STRANGE = "strange"  # another workbook was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one unit writes back on a day, problem by problem."""

    day: Mark
    unit: str
    done: tuple[str, ...] = ()
    under_way: tuple[str, ...] = ()
    more_time: tuple[str, ...] = ()
    until: Mark | None = None  # the day asked for
    not_ours: tuple[str, ...] = ()
    text: str = ""
    fault: Fault | None = None
    closed: str = ""  # Fault.CLOSED: the problem that is answered too late

    @property
    def rows(self) -> dict[str, ReplyKind]:
        """The answer to each problem."""
        return {
            **dict.fromkeys(self.done, ReplyKind.DONE),
            **dict.fromkeys(self.under_way, ReplyKind.UNDER_WAY),
            **dict.fromkeys(self.more_time, ReplyKind.MORE_TIME),
            **dict.fromkeys(self.not_ours, ReplyKind.NOT_OURS),
        }


class Act(StrEnum):
    """What the office decides about problems."""

    CONFIRM_SUSPECT = "confirm_suspect"
    REJECT = "reject"
    EXTEND = "extend"
    MOVE = "move"
    SEND_BACK = "send_back"
    CLOSE = "close"
    CIRCULATE = "circulate"  # draft the quarter's circular; it names what is open by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of the office."""

    day: Mark
    act: Act
    names: tuple[str, ...]
    reason: str
    until: Mark | None = None  # EXTEND
    unit: str = ""  # MOVE


@dataclass(frozen=True, slots=True)
class Desk:
    """The days on which letters are drafted and issued, and what is left aside."""

    from_: Mark = (1, 2)  # before it the office waits for links to fail three nights
    unconfirmed: dict[Mark, tuple[str, ...]] = field(
        default_factory=lambda: {(1, 2): ("unwarned",), (3, 21): ("type_tag",)}
    )
    unissued: Mark = (3, 21)  # the letters of this day still lie with whoever signs


DESK = Desk()

REPLIES: tuple[Reply, ...] = (
    Reply(day=(1, 3), unit=w.MARKET, done=("lost_article",), text="已恢复"),
    Reply(day=(1, 4), unit=w.OFFICE, text="已组织技术单位修复",
          done=("seconds", "foreign_code", "source_tag", "type_tag", "statement", "topic_page",
                "list_annex", "search"),
          more_time=("police", "pubdate_tag"), until=(2, 15)),
    Reply(day=(1, 4), unit=w.DATA, done=("picture", "old_file"), text="已更换"),
    Reply(day=(1, 4), unit=w.EMERGENCY, done=("blank_plans", "old_style"), text="已补充",
          fault=Fault.FUTURE),
    Reply(day=(1, 4), unit=w.CULTURE, text="已修复", fault=Fault.NUMBER,
          done=("language", "report_entry", "code_tag", "entry_form", "smart_culture"),
          not_ours=("still_media",)),
    Reply(day=(1, 4), unit=w.APPROVAL, text="已重新上传",
          done=("empty_form", "formless_guide", "lost_form")),  # two of them are not
    Reply(day=(1, 4), unit=w.JUSTICE, done=("questionnaire",), text="已恢复"),
    Reply(day=(1, 4), unit=w.LABOUR, done=("still_notices",), text="已更新", fault=Fault.STRANGE),
    Reply(day=(1, 8), unit=w.DATA, under_way=("blank_concerns",), text="正在整理内容"),
    Reply(day=(1, 8), unit=w.FINANCE, under_way=("still_money",), text="正在汇总数据"),
    Reply(day=(1, 8), unit=w.CULTURE, more_time=("blank_heritage",), until=(1, 25),
          text="内容尚在采编"),
    Reply(day=(1, 9), unit=w.DATA, done=("still_pictures",), text="已更新"),
    Reply(day=(1, 11), unit=w.CULTURE, done=("still_home", "still_work", "still_arts"),
          text="已更新", fault=Fault.CLOSED, closed="outage"),
    Reply(day=(1, 11), unit=w.APPROVAL, done=("formless_guide", "lost_form"), text="已重新上传"),
    Reply(day=(1, 11), unit=w.OFFICE, done=("still_media",), text="已更新"),
    Reply(day=(1, 16), unit=w.OFFICE, done=("police",), text="已补充公安备案号"),
    Reply(day=(1, 16), unit=w.JUSTICE, done=("original",), text="已恢复"),
    Reply(day=(1, 21), unit=w.REFORM, done=("still_towns",), text="已更新"),
    Reply(day=(1, 25), unit=w.FINANCE, done=("still_money",), text="已公布"),
    Reply(day=(2, 1), unit=w.DATA, done=("blank_concerns",), text="已公布"),
    Reply(day=(2, 7), unit=w.OFFICE, done=("foreign_code",), text="已改回"),
    Reply(day=(2, 18), unit=w.CULTURE, done=("smart_culture",), text="已恢复"),
    Reply(day=(3, 4), unit=w.CULTURE, done=("code_tag",), text="已补回"),
    Reply(day=(3, 9), unit=w.OFFICE, not_ours=("topic_page",), text="专题由区数据局建设和维护"),
    Reply(day=(3, 15), unit=w.DATA, done=("topic_page",), text="已恢复"),
)  # fmt: skip

DECISIONS: tuple[Decision, ...] = (
    Decision(day=(1, 2), act=Act.CONFIRM_SUSPECT, names=("wrong_word",),
             reason="已打开页面核实，确为错别字"),
    Decision(day=(1, 2), act=Act.REJECT, names=("unwarned",),
             reason="所链网站为本区政务新媒体，已报备"),
    Decision(day=(1, 4), act=Act.SEND_BACK, names=("lost_article",), reason="未附佐证材料"),
    Decision(day=(1, 7), act=Act.EXTEND, names=("police",), reason="须待公安机关补发",
             until=(1, 21)),
    Decision(day=(1, 7), act=Act.EXTEND, names=("pubdate_tag",), reason="须改版发布系统",
             until=(2, 15)),
    Decision(day=(1, 7), act=Act.MOVE, names=("still_media",), unit=w.OFFICE,
             reason="该栏目内容由区政府办统一采编"),
    Decision(day=(1, 9), act=Act.CLOSE, names=("progress",), reason="已人工打开，查询功能恢复"),
    Decision(day=(1, 23), act=Act.CIRCULATE, names=(), reason=""),
    Decision(day=(3, 14), act=Act.MOVE, names=("topic_page",), unit=w.DATA,
             reason="专题由该局建设"),
)  # fmt: skip
