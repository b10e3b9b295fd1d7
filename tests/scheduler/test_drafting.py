"""Drafting: one open draft a unit and kind, nothing uncertain, nothing twice, void when settled."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from checks.rulebook_file import load_rulebook
from model.errors import ReportError
from model.finding import Verdict
from model.judgement import ColumnState, Judgement
from model.letter import LetterKind, LetterState
from model.night import NightFacts
from model.score import Grade, Score
from model.settings import commented_settings
from model.site import Column, ColumnKind, Site
from model.snapshot import Soundness
from reports.letter_docx import template_bytes
from scheduler.calendar import load_calendar
from scheduler.drafting import Drafting, draft_letters, draft_monthly
from scheduler.workspace import open_workspace
from store.letters import LetterStore

NIGHT = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SITE = Site(code="9900000001", name="演示区政府网", home_url="http://a/", unit="区政府办")
RULEBOOK = load_rulebook("check-2019")


def state(name, unit, verdict=Verdict.OK, left=100, **more):
    inferred = more.pop("inferred", False)
    deadline = NIGHT + timedelta(days=left)
    return ColumnState(
        column=Column(
            site_code=SITE.code,
            path=f"首页 > {name}",
            url=f"http://a/{name}/",
            kind=ColumnKind.NEWS,
            unit=unit,
            inferred=inferred,
        ),
        unit=unit,
        verdict=verdict,
        reason="",
        newest_on=deadline - timedelta(days=14),
        limit="2周",
        deadline_on=deadline,
        days_left=left,
        idle_days=14 - left,
        soon=verdict is Verdict.OK and left <= 3,
        **more,
    )


def night(*states, on=NIGHT, sound=True):
    score = Score(
        rulebook="check-2019",
        rulebook_digest="",
        grade=Grade.PASS,
        vetoes=(),
        points=Decimal(90),
        deduction_points=Decimal(90),
    )
    return NightFacts(
        site=SITE,
        night_on=on,
        observed_at=AT,
        rulebook=RULEBOOK,
        judgement=Judgement(
            site_code=SITE.code, night_on=on, runs=(), findings=(), columns=states, score=score
        ),
        soundness=Soundness(sound=sound),
        pages=1,
        fetched=1,
        links=1,
    )


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
    place = open_workspace(tmp_path)
    db = place.open()
    yield Drafting(
        workspace=place,
        letters=LetterStore(db),
        calendar=load_calendar(),
        printed_at=AT,
        night_on=NIGHT,
    )
    db.close()


def kinds(letters):
    return {(x.kind, x.unit): [row.column_path for row in x.rows] for x in letters}


def test_one_letter_a_unit_and_kind(desk):
    late, soon = Verdict.FAIL, Verdict.OK
    letters = draft_letters(
        [
            night(
                state("甲", "教育局", late, -3),
                state("乙", "教育局", late, -1),
                state("丙", "教育局", soon, 2),
                state("丁", "民政局", soon, 3),
                state("戊", "财政局", soon, 4),
            )
        ],
        desk,
    )
    assert kinds(letters) == {
        (LetterKind.URGING, "教育局"): ["首页 > 甲", "首页 > 乙"],
        (LetterKind.REMINDER, "教育局"): ["首页 > 丙"],
        (LetterKind.REMINDER, "民政局"): ["首页 > 丁"],
    }
    for letter in letters:
        assert (desk.workspace.root / letter.file).exists()
        assert letter.reply_by_on == date(2026, 12, 1)  # five working days


@pytest.mark.parametrize(
    "verdict", [Verdict.SUSPECT, Verdict.NOT_JUDGED, Verdict.NOT_APPLICABLE, Verdict.CRASHED]
)
def test_nothing_uncertain_enters_a_letter(desk, verdict):
    assert draft_letters([night(state("甲", "教育局", verdict, -3))], desk) == ()


def test_inferred_columns_and_unsound_nights_give_no_letter(desk):
    late = state("甲", "教育局", Verdict.FAIL, -3)
    inferred = state("乙", "教育局", Verdict.FAIL, -3, inferred=True)
    assert draft_letters([night(inferred)], desk) == ()
    assert draft_letters([night(late, sound=False)], desk) == ()


def test_the_same_night_twice_changes_nothing(desk):
    facts = [night(state("甲", "教育局", Verdict.FAIL, -3))]
    once = draft_letters(facts, desk)
    document = (desk.workspace.root / once[0].file).read_bytes()
    assert draft_letters(facts, desk) == once
    assert (desk.workspace.root / once[0].file).read_bytes() == document
    assert len(desk.letters.all()) == 1


def test_a_draft_is_kept_current_and_void_when_all_is_settled(desk):
    late = state("甲", "教育局", Verdict.FAIL, -3)
    draft_letters([night(late, state("乙", "教育局", Verdict.FAIL, -1))], desk)
    [letter] = draft_letters([night(late)], replace(desk, night_on=NIGHT + timedelta(days=1)))
    assert [row.column_path for row in letter.rows] == ["首页 > 甲"]
    assert len(desk.letters.all()) == 1
    assert draft_letters([night(state("甲", "教育局"))], desk) == ()
    assert [x.state for x in desk.letters.all()] == [LetterState.VOID]


def test_a_row_of_an_approved_letter_is_not_written_again(desk):
    late = state("甲", "教育局", Verdict.FAIL, -3)
    [letter] = draft_letters([night(late)], desk)
    desk.letters.save(replace(letter, state=LetterState.APPROVED))
    tomorrow = replace(desk, night_on=NIGHT + timedelta(days=1))
    assert draft_letters([night(late)], tomorrow) == ()
    [second] = draft_letters([night(late, state("乙", "教育局", Verdict.FAIL, -1))], tomorrow)
    assert [row.column_path for row in second.rows] == ["首页 > 乙"]


def test_a_void_draft_of_the_same_night_is_taken_up_again(desk):
    late = [night(state("甲", "教育局", Verdict.FAIL, -3))]
    [letter] = draft_letters(late, desk)
    assert draft_letters([night(state("甲", "教育局"))], desk) == ()
    assert draft_letters(late, desk) == (letter,)


def test_a_second_letter_of_one_night_has_a_period_of_its_own(desk):
    late = state("甲", "教育局", Verdict.FAIL, -3)
    [first] = draft_letters([night(late)], desk)
    desk.letters.save(replace(first, state=LetterState.APPROVED))
    [second] = draft_letters([night(late, state("乙", "教育局", Verdict.FAIL, -1))], desk)
    assert (first.period, second.period) == ("2026-11-24", "2026-11-24.2")


def test_the_office_can_replace_the_template_and_a_bad_one_is_named(desk):
    late = [night(state("甲", "教育局", Verdict.FAIL, -3))]
    own = desk.workspace.root / "templates" / "urging.docx"
    own.parent.mkdir()
    own.write_bytes(b"no document")
    with pytest.raises(ReportError, match="模板"):
        draft_letters(late, desk)
    own.write_bytes(template_bytes(LetterKind.URGING))
    [letter] = draft_letters(late, desk)
    assert (desk.workspace.root / letter.file).read_bytes().startswith(b"PK")


def test_a_site_that_was_not_judged_keeps_its_rows(desk):
    late = state("甲", "教育局", Verdict.FAIL, -3)
    [letter] = draft_letters([night(late)], desk)
    other = replace(night(), site=replace(SITE, code="2", name="另一个网站"))
    assert draft_letters([other], desk) == (letter,)


def test_monthly_reminders_name_every_column_of_the_month(desk):
    facts = [night(state("甲", "教育局", left=20), state("乙", "教育局", left=60))]
    assert draft_letters(facts, desk) == ()
    [letter] = draft_monthly(facts, desk, NIGHT + timedelta(days=31))
    assert [row.column_path for row in letter.rows] == ["首页 > 甲"]
    assert draft_letters(facts, desk) == (letter,)  # the nightly run leaves it standing
    updated = [night(state("甲", "教育局", left=34))]
    assert draft_letters(updated, desk) == ()


def test_an_urging_letter_counts_the_reminders_of_its_own_columns(desk):
    """A reminder of another column, or of the limit before this one, warned of something else."""
    near, other = state("甲", "教育局", left=2), state("乙", "教育局", left=1)
    for facts in (night(near), night(other)):
        [reminder] = draft_letters([facts], desk)
        number = f"函〔2026〕{reminder.id}号"
        desk.letters.save(replace(reminder, state=LetterState.ISSUED, number=number))
    late = replace(near, verdict=Verdict.FAIL, soon=False, days_left=-1)
    [letter] = draft_letters([night(late)], desk)
    assert (letter.kind, letter.earlier_reminders) == (LetterKind.URGING, 1)
    moved_on = replace(late, deadline_on=near.deadline_on + timedelta(days=14))
    [letter] = draft_letters([night(moved_on)], desk)
    assert letter.earlier_reminders == 0
