"""The department's pages of text."""

from __future__ import annotations

from datetime import date

from demo import words as w
from demo.plan import TOURISM, ColumnPlan, columns_of
from demo.tags import COLUMN_TYPES, TEXT_AGE, Text
from demo.tourism import static


def about(plan: ColumnPlan, today: date) -> bytes:
    """Return the page about the department."""
    lines = (
        f"{w.CULTURE}是为演示而虚构的单位，负责全区公共文化服务、文化遗产保护和旅游促进工作。",
        f"办公电话：{w.phone(w.CULTURE)}，工作日上午9:00至12:00，下午13:30至17:00。",
    )
    text = Text(
        title=plan.name, on=today - TEXT_AGE, source=w.CULTURE, type=COLUMN_TYPES[plan.kind]
    )
    return static(text, plan, "".join(f"<p>　　{line}</p>" for line in lines))


def sitemap(today: date) -> bytes:
    """Return the site map."""
    rows = "".join(
        f'<tr><td><a href="{c.address}">{c.name}</a></td></tr>' for c in columns_of(TOURISM)
    )
    text = Text(title="网站地图", on=today - TEXT_AGE, source=w.CULTURE)
    return static(text, None, f"<table>{rows}</table>")
