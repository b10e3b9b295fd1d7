"""SearchForm 检索表单: how a page's search is asked, as far as its mark-up says."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class SearchWay(StrEnum):
    """How the words reach the server."""

    GET = "get"  # a plain request with the words in its address
    POST = "post"  # a form that is sent: not for us
    SCRIPT = "script"  # only a script knows


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """A form with the field for the words; `given` are its other fields as the page fills them."""

    way: SearchWay
    action: str = ""  # absolute; "" where only a script knows it
    field: str = ""
    given: tuple[tuple[str, str], ...] = ()
    charset: str = "utf-8"  # in which a browser would send the words

    def to_text(self) -> str:
        """Return the form as one line of JSON: the value of `PageField.SEARCH_FORM`."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def search_form_of(text: str) -> SearchForm:
    """Read what `to_text` wrote."""
    raw = json.loads(text)
    given = tuple((str(name), str(value)) for name, value in raw.pop("given"))
    return SearchForm(**{**raw, "way": SearchWay(raw["way"])}, given=given)
