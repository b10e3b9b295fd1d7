"""robots.txt of the site's own origins, by the policy written in crawler/policy.py."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from crawler.answer import Answer
from crawler.policy import MAX_CRAWL_DELAY_S, ROBOTS_NAME
from crawler.robots_rules import RobotsRules
from model.fetch import FetchOutcome
from model.url import origin

MAX_HOPS = 5
"""Redirects of robots.txt that are followed (RFC 9309, 2.3.1.2)."""


class RulesState(StrEnum):
    """What became of asking for robots.txt."""

    RULES = "rules"
    NONE = "none"  # there are no rules: everything may be asked
    UNKNOWN = "unknown"  # the server could not say: nothing but the home page is asked


_UNKNOWN = frozenset(
    {
        FetchOutcome.TIMEOUT_CONNECT,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_BODY,
        FetchOutcome.CONNECTION_LOST,
        FetchOutcome.TLS_ERROR,
        FetchOutcome.NOT_HTTP,
    }
)


class Robots:
    """The rules of each origin; `memo` is kept with the run and survives a kill."""

    def __init__(self, user_agent: str, memo: dict[str, Any]) -> None:
        self._token = token_of(user_agent)
        self._memo = memo
        self._parsed: dict[str, RobotsRules] = {}

    def learn(self, robots_url: str, answer: Answer) -> None:
        """Take note of the answer for an origin's robots.txt."""
        state, text = RulesState.NONE, ""
        if answer.failure in _UNKNOWN or (answer.status or 0) >= 500:
            state = RulesState.UNKNOWN
        elif answer.failure is None and answer.status is not None and 200 <= answer.status < 300:
            state, text = RulesState.RULES, answer.body.decode("latin-1")
        self._memo[origin(robots_url)] = {"state": str(state), "text": text}
        self._parsed.pop(origin(robots_url), None)

    def allows(self, url: str, *, is_home: bool) -> bool:
        """Whether an own address may be asked."""
        known = self._memo.get(origin(url))
        if known is None:
            return True
        state = RulesState(known["state"])
        if state is RulesState.RULES:
            return self._rules(origin(url)).allows(url)
        return state is RulesState.NONE or is_home

    def crawl_delay_s(self, robots_url: str) -> float:
        """Return the wait between two requests that the site asks for, at most 10 s."""
        known = self._memo.get(origin(robots_url))
        if known is None or known["state"] != RulesState.RULES:
            return 0.0
        return min(self._rules(origin(robots_url)).delay_s, MAX_CRAWL_DELAY_S)

    def _rules(self, site_origin: str) -> RobotsRules:
        rules = self._parsed.get(site_origin)
        if rules is None:
            text = self._memo[site_origin]["text"]
            rules = self._parsed[site_origin] = RobotsRules(text, self._token)
        return rules


def token_of(user_agent: str) -> str:
    """Return the name under which rules address a User-Agent: ours, else its first word."""
    if ROBOTS_NAME in user_agent.lower():
        found = re.search(rf"{ROBOTS_NAME}[a-zA-Z_-]*", user_agent, re.IGNORECASE)
    else:
        found = re.match(r"[a-zA-Z_-]+", user_agent)
    return found[0] if found else ROBOTS_NAME
