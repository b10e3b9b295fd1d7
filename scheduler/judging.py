"""Judging 判定: a stored night becomes a judgement, a history entry and the facts to print."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path

from checks.availability_days import days_of
from checks.judge import judge
from extract.columns import infer_columns
from model.attachment import FileState
from model.clock import at_china
from model.entry import Entry
from model.fetch import FetchOutcome
from model.finding import Finding, Verdict, fingerprint
from model.judgement import Judgement
from model.night import NightFacts
from model.probe import ProbeLog
from model.review import Review
from model.rulebook import Rulebook
from model.score import Score
from model.settings import Settings
from model.site import Register, Site
from model.snapshot import Snapshot, Target
from model.words import WordList
from model.workdays import WorkCalendar
from scheduler.calendar import load_calendar
from scheduler.collecting import few_collections
from scheduler.workspace import Workspace
from store.database import Database
from store.entries import EntryStore
from store.findings import FindingStore, NightChange
from store.nights import JudgementRow, NightStore
from store.probes import ProbeStore
from store.reviews import ReviewStore
from store.site_pictures import pictures_of
from store.site_plan import unasked_in
from store.snapshots import load_snapshot, night_skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """How often a link must fail before it is held against anyone (DESIGN 3)."""

    nights: int
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What people decided and entered, as far as it stands."""

    reviews: tuple[Review, ...] = ()
    entries: tuple[Entry, ...] = ()


NOBODY = Decided()
PROBES_KEPT = timedelta(days=35)
SINGLE_AUDIT = Confirmation(nights=1, tries=2)


@few_collections()
def read_night(
    site_file: Path,
    site: Site,
    night_on: date,
    register: Register,
    confirm: Confirmation,
    calendar: WorkCalendar | None = None,
    probes: ProbeLog | None = None,
    words: WordList | None = None,
) -> Snapshot:
    """Return what was seen; columns are inferred where the register lists none."""
    snapshot = load_snapshot(
        site_file,
        site=site,
        night_on=night_on,
        columns=register.columns_of(site.code),
        exemptions=register.exemptions_of(site.code),
        infer=infer_columns,
        confirm_nights=confirm.nights,
        confirm_tries=confirm.tries,
    )
    return replace(
        snapshot,
        calendar=calendar or load_calendar(),
        probes=probes or ProbeLog(),
        words=words or WordList(),
    )


def probes_before(db: Database, site: Site, night_on: date) -> ProbeLog:
    """Return the visits to a site in the whole days before a night, as many as any row asks for."""
    until = at_china(night_on, time())
    return ProbeStore(db).log(site.code, until - PROBES_KEPT, until)


def decided_so_far(db: Database) -> Decided:
    """Return every review and entry that was not taken back."""
    return Decided(reviews=ReviewStore(db).standing(), entries=EntryStore(db).all())


@few_collections()
def judge_snapshot(
    snapshot: Snapshot, rulebook: Rulebook, settings: Settings, decided: Decided
) -> Judgement:
    """Judge one snapshot under one rulebook with the office's settings and decisions."""
    return judge(
        snapshot,
        rulebook,
        pass_mark=pass_mark(settings),
        remind_before_days=settings.rules.remind_before_days,
        reviews=decided.reviews,
        entries=decided.entries,
    )


def judge_night(
    db: Database, snapshot: Snapshot, rulebook: Rulebook, settings: Settings
) -> Judgement:
    """Judge one snapshot with what people have decided and entered so far."""
    return judge_snapshot(snapshot, rulebook, settings, decided_so_far(db))


def kept_findings(judgement: Judgement) -> dict[str, Finding]:
    """Return by fingerprint what the history keeps: everything as it was found.

    What a person rejected is still there, and what a person confirmed was a suspicion.
    """
    kept = (*judgement.findings, *judgement.confirmed, *judgement.rejected)
    return {finding.fingerprint(judgement.site_code): finding for finding in kept}


def record(
    db: Database, workspace_night: Snapshot, rulebook: Rulebook, judgement: Judgement, at: datetime
) -> NightChange:
    """Write the judgement and the findings' history; a night not judged stays out of it."""
    site, night_on = workspace_night.site, workspace_night.night_on
    NightStore(db).save_judgement(
        JudgementRow(
            site_code=site.code,
            night_on=night_on,
            rulebook=rulebook.id,
            digest=rulebook.digest,
            grade=judgement.score.grade,
            points=judgement.score.points,
            coverage=judgement.score.coverage,
            score=score_json(judgement.score),
            judged_at=at,
        )
    )
    findings = FindingStore(db)
    if not workspace_night.soundness.sound:
        return findings.compare(site.code, night_on, {})
    kept = kept_findings(judgement).values()
    return findings.record(site.code, night_on, kept, undecided(judgement))


def undecided(judgement: Judgement) -> frozenset[str]:
    """Return the fingerprints of what no row could judge tonight."""
    verdicts: dict[str, set[Verdict]] = {}
    for run in judgement.runs:
        for subject, verdict in run.subjects.items():
            mark = fingerprint(judgement.site_code, run.check, subject)
            verdicts.setdefault(mark, set()).add(verdict)
    unknown = {Verdict.NOT_JUDGED, Verdict.CRASHED}
    return frozenset(
        mark for mark, seen in verdicts.items() if seen & unknown and Verdict.OK not in seen
    )


def files_by_state(snapshot: Snapshot) -> dict[FileState, int]:
    """Return how many attachments were looked into, by what came of it."""
    return dict(sorted(Counter(a.state for a in snapshot.attachments.values()).items()))


def night_facts(
    workspace: Workspace,
    db: Database,
    snapshot: Snapshot,
    rulebook: Rulebook,
    judgement: Judgement,
    change: NightChange,
    notices: tuple[str, ...] = (),
) -> NightFacts:
    """Put together everything the documents about one site print."""
    nights = NightStore(db)
    figures = nights.get(snapshot.site.code, snapshot.night_on)
    before = nights.previous_judgement(snapshot.site.code, snapshot.night_on, rulebook.id)
    sound = snapshot.soundness.sound
    unasked = unasked_in(workspace.site_file(snapshot.site.code), snapshot.night_on)
    office = workspace.settings.office
    return NightFacts(
        site=snapshot.site,
        night_on=snapshot.night_on,
        observed_at=snapshot.observed_at,
        rulebook=rulebook,
        judgement=judgement,
        soundness=snapshot.soundness,
        pages=len(snapshot.pages),
        fetched=figures.fetched if figures else 0,
        links=figures.links if figures else 0,
        unasked_pages=unasked.pages,
        oldest_look_on=unasked.oldest_on,
        files=files_by_state(snapshot),
        standings=change.standings,
        first_seen=change.first_seen,
        gone=change.gone if sound else (),
        unverified_targets=unverified(snapshot),
        previous_night_on=change.previous_night_on,
        previous_points=before.points if before else None,
        previous_grade=before.grade if before else None,
        pass_mark=judgement.score.pass_mark,
        district=office.district,
        office=office.name,
        visits=days_of(snapshot.probes, snapshot.night_on, workspace.settings.probing.limit_s),
        pictures=pictures_of(
            workspace.site_file(snapshot.site.code), snapshot.night_on, judgement.marks
        ),
        notices=(
            *notices,
            *out_of_force(rulebook, snapshot.night_on),
            *left_out(workspace.site_file(snapshot.site.code), snapshot.night_on),
        ),
    )


_SKIPPED = {
    "max_pages": "因达到设定的页数上限，有 {n} 个地址没有读取，未读的内容没有判定",
    "depth": "有 {n} 个地址离首页的层数超过设定，没有访问",
    "template": "有 {n} 个地址形式雷同、数量过多（如日历、排序、翻页），疑似无穷生成，没有访问",
    "repeated": "有 {n} 个地址的路径重复嵌套，疑似网站链接写错，没有访问",
    "session": "有 {n} 个地址带会话编号，与已访问的网页重复，没有访问",
    "length": "有 {n} 个地址过长，没有访问",
}


def left_out(site_file: Path, night_on: date) -> tuple[str, ...]:
    """Return one sentence for every reason for which addresses were left out of a crawl."""
    skipped = night_skipped(site_file, night_on)
    return tuple(
        sentence.format(n=skipped[reason])
        for reason, sentence in _SKIPPED.items()
        if skipped.get(reason)
    )


def out_of_force(rulebook: Rulebook, night_on: date) -> tuple[str, ...]:
    """Return a warning when the rulebook was not in force on the night judged by it."""
    if rulebook.holds_on(night_on):
        return ()
    until = rulebook.valid_to.isoformat() if rulebook.valid_to else "今"
    return (
        f"所用指标体系《{rulebook.title}》的有效期为 {rulebook.valid_from.isoformat()} 至 {until}，"
        f"不含监测日期 {night_on.isoformat()}，结果只供对照",
    )


def unverified(snapshot: Snapshot) -> tuple[Target, ...]:
    """Return the linked targets that were asked and gave no answer to go by, by address."""
    targets = (
        t
        for t in snapshot.targets.values()
        if t.outcome.is_unknown and t.outcome is not FetchOutcome.NOT_FETCHED and t.places
    )
    return tuple(sorted(targets, key=lambda t: t.url))


def pass_mark(settings: Settings) -> Decimal | None:
    """Return the office's own pass mark, or None for the rulebook's."""
    return Decimal(settings.rules.pass_mark) if settings.rules.pass_mark else None


def finding_counts(judgement: Judgement) -> dict[str, int]:
    """Count failing and suspect findings by check, for `--json`."""
    counts: dict[str, int] = {}
    for finding in judgement.findings:
        if finding.verdict in {Verdict.FAIL, Verdict.SUSPECT}:
            counts[finding.check] = counts.get(finding.check, 0) + 1
    return dict(sorted(counts.items()))


def score_json(score: Score) -> str:
    """Return the score as canonical JSON: same store, same rulebook, same bytes."""
    return json.dumps(asdict(score), ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
