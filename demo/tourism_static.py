"""The department's pages of text."""

from __future__ import annotations

from demo import words as w
from demo.plan import TOURISM, ColumnPlan, column, columns_of
from demo.tourism import static


def about(plan: ColumnPlan) -> bytes:
    """Return the page about the department."""
    lines = (
        f"{w.CULTURE}是为演示而虚构的单位，负责全区公共文化服务、文化遗产保护和旅游促进工作。",
        f"办公电话：{w.phone(w.CULTURE)}，工作日上午9:00至12:00，下午13:30至17:00。",
    )
    return static(plan, plan.name, "".join(f"<p>　　{line}</p>" for line in lines))


def sitemap() -> bytes:
    """Return the site map."""
    rows = "".join(
        f'<tr><td><a href="{c.address}">{c.name}</a></td></tr>' for c in columns_of(TOURISM)
    )
    return static(column("col16"), "网站地图", f"<table>{rows}</table>")
