"""Search that does not find (站内搜索查不到已有信息).

Finds
    A search that was asked, this night, for the title of an item that the site has published one
    week to three months ago, and again for another one where the first was not found.

Why
    The table of 2019 asks for a search that works and returns what is there.

Judges
    FAIL            the answer says that there is nothing, or holds nothing that shares words with
                    the title, and no script might draw results
    SUSPECT         other results and not this one; or the search itself answers with an error
    OK              one answer holds a link to the item or one that bears its title
    NOT_JUDGED      the form is sent by POST or by a script, or leads to another host: not asked;
                    a script may draw the results; a guard or robots.txt stood in the way; there
                    was no title to ask for; or home shows no form, which is `search_missing`'s

Remedy
    Rebuild the index, and let the search take words of titles.

Units
    At most two questions a night.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.evidence import Whole, site
from checks.found import fail, suspect
from checks.registry import NoOptions, check
from model.errors import EvidenceMissing
from model.fetch import FetchOutcome
from model.finding import Finding, Place
from model.masking import mask_all
from model.page_field import PageField
from model.search_form import SearchWay, search_form_of
from model.url import host


@check(
    title="站内搜索查不到已有信息",
    over=site,
    options=NoOptions,
    moving=("words", "asked", "item", "said"),
)
def judge(whole: Whole, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding if no question was answered with what is there."""
    tries = whole.evidence.snapshot.searches
    if not tries:
        raise EvidenceMissing(_why_not_asked(whole))
    if any(one.hit for one in tries):
        return
    last = tries[-1]
    if last.left_for:
        raise EvidenceMissing(f"站内搜索转到其他网站（{host(last.left_for)}），没有跟随，未判定")
    if last.outcome.is_unknown:
        raise EvidenceMissing(f"站内搜索未能试用（{last.outcome.sentence}），未判定")
    title = mask_all(last.title)
    if last.outcome is not FetchOutcome.ALIVE:
        status = f"（{last.status}）" if last.status else ""
        word, message = suspect, f"站内搜索打不开：{last.outcome.sentence}{status}，请核实"
    elif any(one.scripted for one in tries):
        raise EvidenceMissing("站内搜索的结果可能由脚本生成，程序无法读取，未判定")
    elif all(one.said or not one.related for one in tries):
        said = f"，应答页称“{last.said}”" if last.said else "，应答页没有任何相关结果"
        word = fail
        message = f"用已发布信息的标题“{title}”检索{said}（共试{len(tries)}次）"
    else:
        word = suspect
        message = f"用已发布信息的标题“{title}”检索，结果首页没有该信息，请核实"
    yield word(
        whole.subject,
        message,
        places=(Place(whole.evidence.home.url, "", ""),),
        words=[mask_all(one.words) for one in tries],
        asked=[one.url for one in tries],
        item=last.item_url,
        said=last.said or None,
    )


def _why_not_asked(whole: Whole) -> str:
    home = whole.evidence.home
    written = home.fields.get(PageField.SEARCH_FORM)
    if written is None:
        return "首页由旧版程序读取，站内搜索未试用"
    if not written:
        return "首页和检索入口没有可以直接试用的检索表单，站内搜索未试用"
    form = search_form_of(written)
    if form.way is SearchWay.POST:
        return "检索表单以提交方式发送，程序不代为提交，站内搜索未试用"
    if form.way is SearchWay.SCRIPT:
        return "检索由脚本发起，程序无法试用"
    if host(form.action) != host(home.url):
        return f"检索由其他网站（{host(form.action)}）提供，没有试用"
    return "本次没有试用站内搜索（未启用，或没有合适的近期信息）"
