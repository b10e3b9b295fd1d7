"""The inventory judged over two rounds in a real store, and what follows from it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from checks.rulebook_file import load_rulebook
from model.case import CaseState
from model.domain import Domain, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import Fact, FactKind
from model.errors import WatchError
from model.estate import ESTATE_CODE, Sighting, Source
from model.finding import Standing, Verdict
from model.letter import LetterKind
from model.review import Decision, Reach
from model.score import Grade
from model.settings import load_settings
from scheduler.cli import main
from scheduler.domain_judging import judge_estate, load_estate
from scheduler.reviewing import chosen, decide, found_findings
from store.cases import CaseStore
from store.domain_facts import FactStore
from store.domains import DomainStore
from store.findings import FindingStore
from store.nights import NightStore
from store.reviews import ReviewStore
from tests.scheduler.letter_office import CIVIL, EDUCATION, confirm_case, drafts, workspace

MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
BOOK = load_rulebook("domains-2018")
HOME, OLD, SHOP = "www.yunhu.gov.cn", "mzj.yunhu.gov.cn", "www.yhjyj.com"
DOMAINS = (
    Domain(
        name=HOME,
        holder=EDUCATION,
        holder_type=HolderType.ADMINISTRATIVE,
        holder_level=HolderLevel.PORTAL,
        site_state=SiteState.RUNNING,
    ),
    Domain(name=OLD, holder=CIVIL, domain_state=DomainState.CANCELLED),
    Domain(
        name=SHOP,
        holder=EDUCATION,
        holder_type=HolderType.ADMINISTRATIVE,
        holder_level=HolderLevel.DEPARTMENT,
        site_state=SiteState.NEVER,
    ),
)
LEFT = ("closed_but_resolves", OLD)
SUFFIX = ("not_gov_suffix", SHOP)


@pytest.fixture
def place(tmp_path):
    found = workspace(tmp_path)
    db = found.open()
    DomainStore(db).replace(DOMAINS, MONDAY - timedelta(days=9))
    db.close()
    return found


@pytest.fixture
def db(place):
    opened = place.open()
    yield opened
    opened.close()


def look(db, at, name, **kinds):
    """Write what the monitor saw of a name; None is not known."""
    FactStore(db).add(
        (name, Fact(kind=FactKind(kind), values=values, at=at, why="" if values else "解析超时"))
        for kind, values in kinds.items()
    )


def resolving(db, at, name=OLD):
    look(db, at, name, a=("192.0.2.7",), aaaa=(), cname=())


def problems(facts, *verdicts):
    wanted = verdicts or (Verdict.FAIL, Verdict.SUSPECT)
    return {(f.check, f.subject) for f in facts.judgement.findings if f.verdict in wanted}


def standing(facts, key):
    found = next(f for f in facts.judgement.findings if (f.check, f.subject) == key)
    return facts.standings[found.fingerprint(ESTATE_CODE)]


def test_a_fault_that_is_mended_is_gone_and_one_that_is_not_known_stands(place, db):
    resolving(db, MONDAY)
    first = judge_estate(place, db, BOOK, MONDAY)
    assert {LEFT, SUFFIX} <= problems(first, Verdict.FAIL)
    assert standing(first, LEFT) is Standing.NEW
    assert first.judgement.score.grade is Grade.NOT_SCORED
    assert first.judgement.score.points is None

    look(db, TUESDAY, OLD, a=None, aaaa=None, cname=None)
    second = judge_estate(place, db, BOOK, TUESDAY)
    assert LEFT not in problems(second)
    assert second.gone == ()
    kept = FindingStore(db).on(ESTATE_CODE, date(2026, 3, 3)).values()
    assert LEFT in {(f.check, f.subject) for f in kept}

    look(db, WEDNESDAY, OLD, a=(), aaaa=(), cname=())
    third = judge_estate(place, db, BOOK, WEDNESDAY)
    assert [(f.check, f.subject) for f in third.gone] == [LEFT]
    assert standing(third, SUFFIX) is Standing.STILL

    resolving(db, WEDNESDAY + timedelta(days=1))
    fourth = judge_estate(place, db, BOOK, WEDNESDAY + timedelta(days=1))
    assert standing(fourth, LEFT) is Standing.BACK


def test_the_same_round_twice_changes_nothing(place, db):
    resolving(db, MONDAY)
    judge_estate(place, db, BOOK, MONDAY)
    before = list(db.conn.iterdump())
    judge_estate(place, db, BOOK, MONDAY)
    assert list(db.conn.iterdump()) == before


def test_the_moment_says_what_is_known(place, db):
    resolving(db, MONDAY)
    look(db, TUESDAY, OLD, a=(), aaaa=(), cname=())
    assert load_estate(db, MONDAY).fact(OLD, FactKind.A).values == ("192.0.2.7",)
    assert load_estate(db, TUESDAY).fact(OLD, FactKind.A).absent
    assert LEFT in problems(judge_estate(place, db, BOOK, MONDAY))


def test_only_what_is_certain_or_confirmed_becomes_a_case_of_the_holder(place, db):
    resolving(db, MONDAY)
    look(db, MONDAY, HOME, web=("yes",), looks=("for_sale",))
    DomainStore(db).see(
        [
            Sighting(
                name="zwfw.yunhu.gov.cn",
                source=Source.CERTIFICATE,
                detail=HOME,
                first_on=date(2026, 3, 1),
                last_on=date(2026, 3, 1),
            )
        ]
    )
    facts = judge_estate(place, db, BOOK, MONDAY)
    cases = {(c.check, c.subject): c for c in CaseStore(db).of_site(ESTATE_CODE)}
    assert set(cases) == problems(facts, Verdict.FAIL)
    assert cases[LEFT].unit == CIVIL
    doubtful = problems(facts, Verdict.SUSPECT)
    assert ("parked_or_sold", HOME) in doubtful
    assert ("not_registered", "zwfw.yunhu.gov.cn") in doubtful

    found = found_findings(place, db, None, "")
    sold = next(each for each in found if each.finding.check == "parked_or_sold")
    assert (sold.site_name, sold.night_on, sold.is_open) == ("域名清单", date(2026, 3, 2), True)
    assert chosen(found, [sold.mark]) == (sold,)
    said = {"who": "王某", "reason": "已核实", "at": MONDAY}
    review = decide(sold, Decision.CONFIRMED, Reach.ONCE, None, **said)
    ReviewStore(db).add((review,))
    judge_estate(place, db, BOOK, TUESDAY)
    (case,) = [c for c in CaseStore(db).all() if c.check == "parked_or_sold"]
    assert (case.unit, case.state) == (EDUCATION, CaseState.FOUND)


def test_letters_tell_holders_of_their_domains(place, db):
    resolving(db, MONDAY)
    judge_estate(place, db, BOOK, MONDAY)
    case = next(c for c in CaseStore(db).all() if c.check == LEFT[0])
    confirm_case(db, case.id)
    for _ in range(2):  # the second drafting leaves the draft as it is
        (letter,) = drafts(place, db)
        assert (letter.kind, letter.unit) == (LetterKind.RECTIFICATION, CIVIL)
        assert letter.rulebook_title == BOOK.title
        (row,) = letter.issues
        assert (row.site_name, row.url) == ("域名清单", OLD)
        assert row.problem == f"{OLD}登记的域名状态为“已注销”，但仍解析到192.0.2.7"


def test_taking_a_row_out_mends_nothing_and_entering_a_name_does(place, db):
    resolving(db, MONDAY)
    met = Sighting(
        name="tjj.yunhu.gov.cn",
        source=Source.NATIONAL,
        detail="清单.xlsx",
        first_on=date(2026, 3, 1),
        last_on=date(2026, 3, 1),
    )
    DomainStore(db).see([met])
    judge_estate(place, db, BOOK, MONDAY)
    entered = Domain(name=met.name, holder=CIVIL, domain_state=DomainState.CANCELLED)
    kept = [domain for domain in DOMAINS if domain.name != OLD]
    DomainStore(db).replace([*kept, entered], TUESDAY)
    facts = judge_estate(place, db, BOOK, TUESDAY)
    assert LEFT not in problems(facts)
    states = {(c.check, c.subject): c.state for c in CaseStore(db).of_site(ESTATE_CODE)}
    assert states[LEFT] is CaseState.FOUND
    assert states["not_registered", met.name] is CaseState.CLOSED


def test_judging_the_inventory_is_no_night_of_a_site(place, db):
    judge_estate(place, db, BOOK, MONDAY)
    assert NightStore(db).latest() is None


def test_a_rulebook_of_points_and_an_empty_inventory_are_refused(place, db):
    with pytest.raises(WatchError, match="total = 0"):
        judge_estate(place, db, load_rulebook("check-2019"), MONDAY)
    DomainStore(db).replace([], MONDAY)
    with pytest.raises(WatchError, match="域名清单还是空的"):
        judge_estate(place, db, BOOK, MONDAY)


def test_the_command_lists_and_counts(place, db, capsys):
    resolving(db, MONDAY)
    db.close()
    command = ["domains", "judge", "-w", str(place.root), "--as-of", "2026-03-02"]
    assert main([*command, "--fail-on", "fail"]) == 1
    assert "已关停注销仍可解析：1 项" in capsys.readouterr().out
    assert main([*command, "--all"]) == 0
    assert f"发现问题　新增　已关停注销仍可解析　{OLD}登记的" in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rulebook"] == "domains-2018"
    assert {"check": LEFT[0], "domain": OLD}.items() <= _only(said["findings"], LEFT).items()
    assert main(["review", "list", "-w", str(place.root), "--all", "--site", ESTATE_CODE]) == 0
    assert OLD in capsys.readouterr().out
    assert main(["cases", "list", "-w", str(place.root)]) == 0
    assert OLD in capsys.readouterr().out


def test_a_wrong_setting_is_one_sentence(place, db, capsys):
    db.close()
    file = place.root / "xunjian.toml"
    text = file.read_text("utf-8").replace('"domains-2018"', '"domains-2019"')
    file.write_text(text, "utf-8")
    assert load_settings(file).rules.domains_rulebook == "domains-2019"
    assert main(["domains", "judge", "-w", str(place.root)]) == 2
    assert "没有指标体系“domains-2019”" in capsys.readouterr().err


def _only(findings, key):
    (found,) = [f for f in findings if (f["check"], f["domain"]) == key]
    return found


def test_a_row_that_changes_is_judged_as_it_is_now(place, db):
    judge_estate(place, db, BOOK, MONDAY)
    bought = replace(DOMAINS[2], government_use=False)
    DomainStore(db).replace([*DOMAINS[:2], bought], TUESDAY)
    facts = judge_estate(place, db, BOOK, TUESDAY)
    assert SUFFIX in {(f.check, f.subject) for f in facts.gone}
    # 不适用 is no fix: the case waits for a person.
    assert {c.state for c in CaseStore(db).all() if c.check == SUFFIX[0]} == {CaseState.FOUND}
