"""How commands that show evidence name a picture of it."""

from __future__ import annotations

from datetime import date

from model.case import Case
from model.clock import china_time
from model.picture import Picture
from scheduler.workspace import Workspace, site_folder
from store.site_pictures import pictures_until


def picture_of(place: Workspace, case: Case, on: date) -> Picture | None:
    """Return the newest picture of a case's problem as of one day."""
    return pictures_until(place.site_file(case.site_code), on).get(case.fingerprint)


def picture_line(place: Workspace, site_code: str, picture: Picture) -> str:
    """Return where a picture lies, when it was taken, and by what its file can be known again."""
    folder = site_folder(place, picture.night_on, site_code).relative_to(place.root)
    taken = f"{china_time(picture.taken_at):%Y-%m-%d %H:%M}"
    return f"{folder / picture.file}（{taken}摄，SHA-256 {picture.sha256}）"


def picture_document(picture: Picture) -> dict[str, object]:
    """Return a picture as `--json` prints it."""
    return {
        "night": picture.night_on.isoformat(),
        "file": picture.file,
        "sha256": picture.sha256,
        "taken_at": picture.taken_at.isoformat(),
        "page": picture.page,
    }
