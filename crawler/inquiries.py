"""Inquiries 试用: a few further questions at the end of a crawl, at the crawl's own pace.

Reads   the night's home page, its recent items and lists, and the job's leave to ask
Gives   trials of the site's search, pages as a search engine gets them, and what the home page's
        script files say of links that leave, in the site file
Never   sends a form, leaves the site, or asks twice in one run
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from crawler.answer import Want
from crawler.certificates import look_at_certificates
from crawler.crawl import Crawl
from crawler.late_asks import LateAsks
from crawler.policy import SEARCHED_FROM_DAYS, SEARCHED_TO_DAYS, SEARCHES_A_NIGHT
from crawler.progress import log
from extract.decode import decode
from extract.leaving import script_files_in, script_warns
from extract.page import read_page
from extract.search_answer import read_search_answer, words_for
from extract.search_forms import search_form_in
from model.fetch import FetchOutcome
from model.inquiry import EnginePage, HomeScripts, Inquiry, SearchTry
from model.leaving import Warned, leaving_in
from model.page import LinkKind
from model.page_field import PageField
from model.search_form import SearchForm, SearchWay, search_form_of
from model.url import absolute, host, own_domain

_SHORTEST_WORDS, _LONGEST_TITLE = 8, 200
_MOST_LINKS, _TEXT_CHARS = 20, 200


def inquire(crawl: Crawl) -> int:
    """Ask what the job allows and keep the answers; return the number of requests."""
    job = crawl.job
    if crawl.stopping or crawl.breaker.own_site_is_left_alone:
        return 0
    if crawl.run.resumed and crawl.site.inquiries.any(crawl.run):
        return 0  # asked before the run was killed
    if not (job.try_search or job.engine_pages or job.home_scripts or job.certificates):
        return 0
    asks = LateAsks(crawl)
    inquiries = asks.do(_Inquirer(crawl, asks).everything)
    if asks.halted:
        return 0
    crawl.site.keep_inquiries(crawl.run, inquiries, asks.requests)
    log(job, "inquiries", asked=asks.requests, kept=len(inquiries))
    return asks.requests


class _Inquirer:
    """Asks one question after the other."""

    def __init__(self, crawl: Crawl, asks: LateAsks) -> None:
        self._crawl = crawl
        self._asks = asks

    async def everything(self) -> list[Inquiry]:
        """Return what was inquired."""
        found: list[Inquiry] = list(await self._searches()) if self._crawl.job.try_search else []
        found += await self._home_scripts()
        if self._crawl.job.certificates:
            found += await look_at_certificates(self._crawl)
        return found + await self._engine_pages()

    async def _searches(self) -> list[SearchTry]:
        """Ask the search for one recent title, and for another one if that was not found."""
        form = self._form()
        if form is None or form.way is not SearchWay.GET:
            return []
        if not self._crawl.scope.contains(form.action):
            return []
        tries: list[SearchTry] = []
        for title, item_url in self._recent():
            if len(tries) >= SEARCHES_A_NIGHT or self._asks.halted:
                break
            tries.append(await self._search(form, title, item_url))
            if tries[-1].hit or tries[-1].outcome is not FetchOutcome.ALIVE:
                break
        return tries

    async def _search(self, form: SearchForm, title: str, item_url: str) -> SearchTry:
        words = words_for(title)
        url = search_url(form, words)
        found = await self._asks.ask(url)
        answer = read_search_answer(
            found.answer.body, found.url, found.answer.content_type, words, item_url
        )
        return SearchTry(
            words=words,
            title=title[:_LONGEST_TITLE],
            item_url=item_url,
            url=url,
            outcome=found.outcome,
            status=found.answer.status,
            left_for=found.left_for,
            hit=answer.hit,
            said=answer.said,
            related=answer.related,
            scripted=answer.scripted,
        )

    def _form(self) -> SearchForm | None:
        """Return the form of the home page, else that of the page its search link leads to."""
        crawl = self._crawl
        home = crawl.site.home_chain(crawl.run, crawl.job.site.home_url)[-1]
        facts = crawl.site.inquiries.facts(crawl.run, home)
        fields = facts.fields if facts else {}
        written = fields.get(PageField.SEARCH_FORM, "")
        form = search_form_of(written) if written else None
        if form is not None and form.way is SearchWay.GET:
            return form
        entry = fields.get(PageField.SEARCH, "")
        body = crawl.site.body_tonight(crawl.run, entry) if entry else None
        return (search_form_in(body, entry) if body else None) or form

    def _recent(self) -> list[tuple[str, str]]:
        """Return items old enough to be in the index and recent enough to matter to readers."""
        night_on = self._crawl.run.night_on
        recent = self._crawl.site.inquiries.recent_items(
            self._crawl.run,
            night_on - timedelta(days=SEARCHED_TO_DAYS),
            night_on - timedelta(days=SEARCHED_FROM_DAYS),
            least=_SHORTEST_WORDS,
            most=100,
        )
        return [
            (title, url)
            for title, url in recent
            if self._crawl.scope.contains(url)
            and len(words_for(title)) >= _SHORTEST_WORDS
            and not title.endswith(("…", "..."))
        ]

    async def _home_scripts(self) -> list[Inquiry]:
        """Look into the script files of a home page that may warn of links that leave."""
        crawl, most = self._crawl, self._crawl.job.home_scripts
        home = crawl.site.home_chain(crawl.run, crawl.job.site.home_url)[-1]
        facts = crawl.site.inquiries.facts(crawl.run, home) if most else None
        written = facts.fields.get(PageField.LEAVING, "") if facts else ""
        if not written or leaving_in(written).warned not in (Warned.FILES, Warned.UNKNOWN):
            return []
        body = crawl.site.body_tonight(crawl.run, home)
        if body is None:
            return []
        read, warns, unread, asks = 0, "", [], []
        for url in script_files_in(body, home):
            if warns or read >= most or not crawl.scope.contains(url):
                unread.append(url)
                continue
            script = await self._asks.ask(url, Want.WHOLE)
            if script.outcome is not FetchOutcome.ALIVE or script.answer.status != 200:
                unread.append(url)
                continue
            read += 1
            answer = script_warns(decode(script.answer.body, script.answer.content_type).text)
            warns = url if answer is Warned.YES else ""
            asks += [url] if answer is Warned.UNKNOWN else []
        return [HomeScripts(read=read, unread=tuple(unread), warns=warns, asks=tuple(asks))]

    async def _engine_pages(self) -> list[Inquiry]:
        pages: list[Inquiry] = []
        for url in self._chosen():
            usual = self._crawl.site.inquiries.usual(self._crawl.run, url)
            if usual is not None and not self._asks.halted:
                pages.append(await self._engine_page(url, *usual))
        return pages

    def _chosen(self) -> list[str]:
        """Return the home page and, every night others in turn, some of the register's columns."""
        crawl, most = self._crawl, self._crawl.job.engine_pages
        if not most:
            return []
        home = crawl.site.home_chain(crawl.run, crawl.job.site.home_url)[-1]
        written = (absolute(home, url) for url in crawl.job.seeds)
        lists = sorted({url for url in written if url and url != home})
        start = crawl.run.night_on.toordinal() * (most - 1) % len(lists) if lists else 0
        return [home, *(lists[start:] + lists[:start])[: most - 1]]

    async def _engine_page(self, url: str, usual_title: str, usual: frozenset[str]) -> EnginePage:
        found = await self._asks.ask(url, as_engine=True)
        reading = read_page(found.answer.body, url, content_type=found.answer.content_type)
        own = own_domain(host(url))
        known = {host(link) for link in usual}
        added = {
            link.url: link.text[:_TEXT_CHARS]
            for link in reading.links
            if link.kind is LinkKind.PAGE
            and own_domain(host(link.url)) != own
            and host(link.url) not in known
        }
        tags = reading.facts.tags
        return EnginePage(
            url=url,
            outcome=found.outcome,
            status=found.answer.status,
            left_for=found.left_for,
            title=(reading.facts.title or "")[:_LONGEST_TITLE],
            usual_title=usual_title[:_LONGEST_TITLE],
            described=f"{tags.get('Keywords', '')} {tags.get('Description', '')}"[:_TEXT_CHARS],
            added=tuple(added.items())[:_MOST_LINKS],
        )


def search_url(form: SearchForm, words: str) -> str:
    """Return the address that a browser asks when the form is sent with these words."""
    fields = [(name, value) for name, value in form.given if name != form.field]
    sent = urlencode([*fields, (form.field, words)], encoding=form.charset, errors="replace")
    return f"{form.action.partition('?')[0]}?{sent}"
