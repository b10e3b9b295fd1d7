from __future__ import annotations

import pytest

from model.whole_titles import whole_title

FULL = "关于印发某某区政府网站管理办法的通知"


@pytest.mark.parametrize(
    ("shown", "article", "whole"),
    [
        ("关于印发某某区政府…", FULL, FULL),
        ("关于印发某某区政府...", FULL, FULL),
        ("关于印发某某区政府……", FULL, FULL),
        ("关于印发某某区政府..", FULL, FULL),
        ("关于印发 某某区政府网站 …", FULL, FULL),
        ("关于印发某某区政府", FULL, "关于印发某某区政府"),  # not cut
        ("关于印发某某市政府…", FULL, "关于印发某某市政府…"),  # another article
        ("关于…", FULL, "关于…"),  # too short to tell
        (FULL + "…", FULL, FULL + "…"),
        ("…", FULL, "…"),
        ("关于印发某某区政府…", None, "关于印发某某区政府…"),
    ],
)
def test_a_cut_title_is_completed_by_the_article_that_begins_so(
    shown: str, article: str | None, whole: str
) -> None:
    assert whole_title(shown, article) == whole
