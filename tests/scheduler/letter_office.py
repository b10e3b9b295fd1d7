"""A workspace with confirmed cases of one unit, for the tests of letters and mail."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

from model import case_steps
from model.finding import Finding, Verdict
from model.letter import Letter
from model.settings import Mail, Office, Settings, commented_settings
from model.site import Register, Site, Unit
from scheduler.calendar import load_calendar
from scheduler.drafting import Drafting
from scheduler.letter_desk import Desk, approve, issue
from scheduler.notices import draft_notices
from scheduler.workspace import Workspace, open_workspace
from store.cases import CaseStore
from store.letters import LetterStore
from store.register import RegisterStore

NIGHT = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
EDUCATION, CIVIL = "云湖区教育局", "云湖区民政局"
CODE = "9900000001"
REGISTER = Register(
    units=(
        Unit(name=EDUCATION, email="jyj@unit.example"),
        Unit(name=CIVIL, email="mzj@unit.example"),
    ),
    sites=(Site(code=CODE, name="云湖区政府网", home_url="http://a.example/", unit=EDUCATION),),
)


def workspace(root, mail: Mail | None = None) -> Workspace:
    """Make a workspace whose office can send mail."""
    office = Office(name="云湖区政府办公室", email="web@yunhu.example", letter_word="云政办函")
    settings = Settings(office=office, mail=mail or Mail())
    (root / "xunjian.toml").write_text(commented_settings(settings), encoding="utf-8")
    place = open_workspace(root)
    db = place.open()
    RegisterStore(db).replace(REGISTER, AT)
    db.close()
    return place


def confirmed(db, unit: str, *names: str) -> None:
    """Open and confirm a case for each name."""
    store = CaseStore(db)
    for name in names:
        finding = Finding(
            check="link_dead",
            subject=f"http://a.example/{name}",
            verdict=Verdict.FAIL,
            message=f"链接失效：{name}",
            column="首页 > 通知公告",
        )
        confirm_case(db, store.open(CODE, finding, unit, NIGHT, AT, "巡检").id)


def confirm_case(db, number: int) -> None:
    """Confirm a case that was found."""
    confirm = partial(case_steps.confirm, on=NIGHT, who="王某")
    CaseStore(db).step(number, AT, "王某", "case.confirmed", confirm)


def drafts(place: Workspace, db, night_on: date = NIGHT, at: datetime = AT) -> tuple[Letter, ...]:
    """Draft the notices of a night."""
    desk = Drafting(
        workspace=place,
        letters=LetterStore(db),
        calendar=load_calendar(),
        printed_at=at,
        night_on=night_on,
    )
    return draft_notices(db, desk, REGISTER, ())


def desk(place: Workspace, db, at: datetime = AT, who: str = "王某") -> Desk:
    """Return the desk of somebody at a moment."""
    return Desk(place, db, at, who)


def issued(place: Workspace, db, unit: str = EDUCATION, *names: str) -> Letter:
    """Return an issued 整改通知 to a unit."""
    confirmed(db, unit, *(names or ("a.html", "b.html")))
    letter = next(x for x in drafts(place, db) if x.unit == unit)
    approve(desk(place, db), letter.id)
    return issue(desk(place, db), letter.id)
