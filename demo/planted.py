"""What an intruder left on the portal: a link that a script writes unseen, and another title."""

from __future__ import annotations

HOST = "ledi-yule.example"
HIDDEN_IN = "ztzl"  # the column of the old template, on every page
SCRIPT = (
    "<script>document.write(\"<div style='display:none'>"
    f"<a href='http://{HOST}/'>乐迪娱乐</a></div>\");</script>"
)
TAMPERED, TITLE = "/wzdt.html", "Hacked by Nobody"  # on the demo's own day
