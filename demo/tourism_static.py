"""The department's pages of text."""

from __future__ import annotations

from datetime import date

from demo import words as w
from demo.plan import TOURISM, ColumnPlan, columns_of
from demo.tags import COLUMN_TYPES, TEXT_AGE, Text
from demo.tourism import static

NO_PLACE = "neishe"  # the page links to it and does not have it
PLACES = (("zhineng", "主要职能"), ("lianxi", "联系方式"), (NO_PLACE, "内设机构"))


def about(plan: ColumnPlan, today: date) -> bytes:
    """Return the page about the department."""
    contents = "".join(f'<a href="#{place}">{name}</a> ' for place, name in PLACES)
    lines = (
        f"{w.CULTURE}是为演示而虚构的单位，负责全区公共文化服务、文化遗产保护和旅游促进工作。",
        f"办公电话：{w.phone(w.CULTURE)}，工作日上午9:00至12:00，下午13:30至17:00。",
    )
    text = Text(
        title=plan.name, on=today - TEXT_AGE, source=w.CULTURE, type=COLUMN_TYPES[plan.kind]
    )
    heads = (f'<h2 id="{place}">{name}</h2>' for place, name in PLACES if place != NO_PLACE)
    parts = (f"{head}<p>　　{line}</p>" for head, line in zip(heads, lines, strict=True))
    return static(text, plan, f"<p>{contents}</p>{''.join(parts)}")


def sitemap(today: date) -> bytes:
    """Return the site map."""
    rows = "".join(
        f'<tr><td><a href="{c.address}">{c.name}</a></td></tr>' for c in columns_of(TOURISM)
    )
    text = Text(title="网站地图", on=today - TEXT_AGE, source=w.CULTURE)
    return static(text, None, f"<table>{rows}</table>")
