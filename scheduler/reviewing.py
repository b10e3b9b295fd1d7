"""Reviewing 复核: what stands to be decided, and one decision made from what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from checks.registry import all_checks
from checks.reviewing import ReviewIndex, evidence_digest
from extract.form_book import read_form, refuse
from extract.register_rows import Faults, Row
from model.decision_sheets import REVIEWS
from model.errors import CaseError, RegisterError
from model.estate import ESTATE_CODE, estate_site
from model.finding import VERDICT_NAMES, Finding, Verdict
from model.review import DECISION_NAMES, Decision, Reach, Review, matter_of
from scheduler.workspace import Workspace
from store.database import Database
from store.findings import FindingStore
from store.nights import NightStore
from store.reviews import ReviewStore

SHORTEST = 6
"""Digits of a fingerprint that must be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding of a recorded night as the program found it, and who decided it, if anybody."""

    site_code: str
    site_name: str
    night_on: date
    finding: Finding
    digest: str
    review: Review | None

    @property
    def mark(self) -> str:
        """The finding's fingerprint."""
        return self.finding.fingerprint(self.site_code)

    @property
    def number(self) -> str:
        """The name of the finding in a sheet."""
        return f"{self.site_code}-{self.mark}"

    @property
    def is_open(self) -> bool:
        """Whether a person has yet to look."""
        return self.review is None and self.finding.verdict is Verdict.SUSPECT


def found_findings(
    place: Workspace, db: Database, night_on: date | None, site_code: str
) -> tuple[Found, ...]:
    """Return the recorded findings of one night, or of each site's newest, suspicions first.

    Those about the domain inventory are among them, under ESTATE_CODE. Raises CaseError for a
    site that the register does not know.
    """
    register, nights, store = place.register(db), NightStore(db), FindingStore(db)
    if site_code not in {"", ESTATE_CODE} and register.site(site_code) is None:
        known = "、".join(site.code for site in register.sites)
        raise CaseError(f"名录里没有标识码为 {site_code} 的网站，已有：{known}")
    reviews = ReviewIndex(ReviewStore(db).standing())
    found = []
    for site in (*register.sites, estate_site(place.settings.office.name)):
        inventory = site.code == ESTATE_CODE
        newest = store.last_recorded if inventory else nights.latest
        wanted = night_on or newest(site.code)
        if wanted is None or (site_code and site.code != site_code):
            continue
        for finding in store.on(site.code, wanted).values():
            found.append(
                Found(
                    site_code=site.code,
                    site_name=site.name,
                    night_on=wanted,
                    finding=finding,
                    digest=evidence_digest(finding),
                    review=reviews.deciding(finding, site.code, wanted),
                )
            )
    found.sort(key=_order)
    return tuple(found)


def _order(each: Found) -> tuple[bool, str, str, str]:
    finding = each.finding
    return finding.verdict is not Verdict.SUSPECT, each.site_code, finding.check, finding.subject


def chosen(found: Sequence[Found], marks: Iterable[str]) -> tuple[Found, ...]:
    """Return the findings with these fingerprints, or beginnings of them; CaseError otherwise."""
    picked: dict[str, Found] = {}
    for mark in marks:
        text = mark.strip().lower()
        if len(text) < SHORTEST:
            raise CaseError(f"问题编号“{mark}”太短，请至少写前 {SHORTEST} 位")
        same = [each for each in found if each.mark.startswith(text)]
        if not same:
            raise CaseError(f"这一夜没有编号为“{mark}”的问题，用 xunjian review list --all 查看")
        if len(same) > 1:
            raise CaseError(f"有 {len(same)} 个问题的编号以“{mark}”开头，请多写几位或加 --site")
        picked[same[0].number] = same[0]
    return tuple(picked.values())


def decide(
    each: Found,
    decision: Decision,
    reach: Reach,
    until_on: date | None,
    *,
    who: str,
    reason: str,
    at: datetime,
) -> Review:
    """Return the review; CaseError where name, reason or a last day is missing."""
    if not who.strip() or not reason.strip():
        raise CaseError("请写明复核人（--by）和理由（--reason），复核要留痕")
    if reach is not Reach.ONCE and until_on is None:
        raise CaseError("“本处”“各处”的意见须写明有效期（--until），到期后重新列出")
    if decision is Decision.CONFIRMED and reach is not Reach.ONCE:
        raise CaseError("确认只对看到的情况有效，适用范围只能是“仅限本次”（once）")
    if until_on is not None and until_on < each.night_on:
        raise CaseError(f"有效期 {until_on} 早于问题所在的 {each.night_on}，请改正日期")
    return Review(
        decision=decision,
        reach=reach,
        site_code=each.site_code,
        fingerprint=each.mark,
        check=each.finding.check,
        matter=matter_of(each.finding),
        digest=each.digest,
        message=each.finding.message,
        reason=reason.strip(),
        who=who.strip(),
        at=at,
        from_on=each.night_on,
        until_on=until_on,
    )


def review_rows(found: Iterable[Found]) -> list[list[str | date]]:
    """Return the rows of the review sheet; what a person fills in is left empty."""
    checks = all_checks()
    rows: list[list[str | date]] = []
    for each in found:
        finding, review = each.finding, each.review
        title = checks[finding.check].title if finding.check in checks else finding.check
        before = f"{DECISION_NAMES[review.decision]}（{review.who}）" if review else ""
        given = [each.number, each.site_name, title, VERDICT_NAMES[finding.verdict]]
        given += [finding.subject, finding.message, finding.unit, before]
        rows.append([*given, *[""] * (len(REVIEWS.fields) - len(given))])
    return rows


def read_reviews(file: Path, found: Sequence[Found], at: datetime) -> tuple[Review, ...]:
    """Read a filled-in review sheet; RegisterError names every fault row by row."""
    faults = Faults(sheets=(REVIEWS,))
    known = {each.number: each for each in found}
    rows = read_form(read_bytes(file), file.name, (REVIEWS,), faults).get(REVIEWS.part, ())
    reviews = [review for row in rows if (review := _review(row, known, at, faults)) is not None]
    refuse(file.name, "复核表", faults)
    if not reviews:
        raise RegisterError(f"{file.name} 没有填写任何复核意见，未导入任何内容")
    return tuple(reviews)


def read_bytes(file: Path) -> bytes:
    """Return what a file holds; RegisterError with one sentence where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as cause:
        raise RegisterError(f"读不到 {file}（{cause.strerror}），请核对文件名") from cause


def _review(row: Row, known: dict[str, Found], at: datetime, faults: Faults) -> Review | None:
    decision, reach = row.values.get("decision"), row.values.get("reach", Reach.ONCE)
    if not isinstance(decision, Decision):
        return None
    each = known.get(row.texts.get("number", ""))
    if each is None:
        row.fault(faults, "number", "这一夜没有这个编号的问题，请勿改动编号，或用 --night 指明日期")
        return None
    until = row.values.get("until_on")
    for name, word in (("reason", "理由"), ("who", "复核人")):
        if name not in row.texts:
            row.fault(faults, name, f"填了复核意见，须写明{word}")
            return None
    try:
        return decide(
            each,
            decision,
            reach if isinstance(reach, Reach) else Reach.ONCE,
            until if isinstance(until, date) else None,
            who=row.texts["who"],
            reason=row.texts["reason"],
            at=at,
        )
    except CaseError as cause:
        row.fault(faults, "until_on", str(cause))
        return None
