"""The one Jinja2 environment of all documents: escaped, strict, without a clock."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import wording
from reports.safe_text import clean, shortened, web_address


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment; every printed text is cleaned, then escaped."""
    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        china_time=wording.china_time,
        china_day=wording.china_day,
        long_day=wording.long_day,
        points=wording.points,
        share=wording.share,
        shortened=shortened,
    )
    made.filters["web_address"] = web_address
    return made


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
