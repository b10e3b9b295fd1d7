"""What an intruder left on the portal: links unseen or for search engines only, another title."""

from __future__ import annotations

HOST = "ledi-yule.example"
HIDDEN_IN = "ztzl"  # the column of the old template, on every page
SCRIPT = (
    "<script>document.write(\"<div style='display:none'>"
    f"<a href='http://{HOST}/'>乐迪娱乐</a></div>\");</script>"
)
FOR_ENGINES = f'<p><a href="http://{HOST}/seo/">乐迪娱乐</a></p>'  # on home, for engines only
ENGINE = "Baiduspider"
TAMPERED, TITLE = "/wzdt.html", "Hacked by Nobody"  # on the demo's own day
