"""New-media account without posts (政务新媒体内容不更新).

Finds
    An account that posted nothing within the limit before the day it was looked up, or an app
    that can no longer be downloaded or used. The facts come from the sheet its unit fills in.

Why
    One of the vetoes for new media: nothing for two weeks fails the account.

Judges
    FAIL            the last post lies before (day looked up - limit); on that day it is inside;
                    or the app is gone
    NOT_APPLICABLE  the account was cancelled
    NOT_JUDGED      nobody looked it up, or so long ago that even then-fresh posts would be late

Remedy
    Post, or merge or cancel the account and report it (关停整合).

Units
    Calendar days and weeks in China time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checks.columns import Owner
from checks.evidence import Evidence
from checks.found import fail, in_words
from checks.registry import check
from model.errors import EvidenceMissing
from model.finding import Finding
from model.media import MediaAccount
from model.span import Span


@dataclass(frozen=True, slots=True)
class Options:
    """Longest time without a post, and how old the sheet may be."""

    limit: Span
    looked_within: Span


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """One account of the sheet."""

    account: MediaAccount
    night_on: date

    @property
    def subject(self) -> str:
        """Platform and name."""
        return self.account.key

    @property
    def owner(self) -> Owner:
        """The unit that runs it."""
        return Owner(self.account.unit)


def accounts(evidence: Evidence) -> Iterable[AccountSeen]:
    """Give every account of the sheet."""
    night_on = evidence.snapshot.night_on
    return (AccountSeen(account, night_on) for account in evidence.snapshot.accounts)


def applies(seen: AccountSeen, _options: Options) -> bool:
    """Judge accounts that were not cancelled."""
    closed = seen.account.closed_on
    return closed is None or closed > seen.night_on


@check(title="政务新媒体内容不更新", over=accounts, options=Options, applies=applies)
def judge(seen: AccountSeen, options: Options, observed_on: date) -> Iterator[Finding]:
    """Yield a finding if the account is silent or gone."""
    account = seen.account
    looked = account.reported_on
    if looked is None:
        raise EvidenceMissing(f"{account.name}尚未填报最近发布日期，未判定")
    if looked > observed_on or looked < options.looked_within.before(observed_on):
        raise EvidenceMissing(f"{account.name}填报于{in_words(looked)}，不能说明目前情况，未判定")
    shown = account.last_post_on
    if shown is not None and shown > looked:
        raise EvidenceMissing(f"{account.name}填报的最近发布日期晚于填报日，未判定")
    if account.gone:
        message = f"{account.platform}“{account.name}”已无法下载或使用"
    elif shown is None:
        message = f"{account.platform}“{account.name}”没有发布过任何内容"
    elif shown >= options.limit.before(looked):
        return
    else:
        message = (
            f"{account.platform}“{account.name}”最近一次发布于{in_words(shown)}，截至"
            f"{in_words(looked)}已{(looked - shown).days}天未更新，超过{options.limit}"
        )
    yield fail(
        seen.subject,
        message,
        platform=account.platform,
        name=account.name,
        last_post=shown.isoformat() if shown else None,
        reported=looked.isoformat(),
        limit=str(options.limit),
    )
