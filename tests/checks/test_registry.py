"""The registry: what it holds, and what it refuses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from checks.evidence import columns
from checks.registry import HEADINGS, NoOptions, all_checks, check, judges_columns, missing_headings
from model.errors import RegistryError

PAGE = "\n".join(("A fault (问题).", "", *HEADINGS))


def enter(name: str, page: str) -> None:
    """Register a judge that says it lives in a module of this name with this docstring."""

    def judge(_subject: object, _options: NoOptions, _on: object) -> Iterator[object]:
        yield from ()

    judge.__module__ = f"elsewhere.{name}"
    sys.modules[judge.__module__] = ModuleType(judge.__module__, page)
    try:
        check(title="问题", over=columns, options=NoOptions)(judge)  # type: ignore[arg-type]
    finally:
        del sys.modules[judge.__module__]


def test_the_checks_stand_under_their_themes() -> None:
    themes: dict[str, set[str]] = {}
    for name, each in all_checks().items():
        themes.setdefault(each.theme, set()).add(name)
    assert themes == {
        "availability": {
            "certificate_invalid",
            "fragment_missing",
            "home_visits_failed",
            "link_dead",
            "link_hijacked",
            "outage_long",
            "page_slow",
            "site_unreachable",
            "weak_tls",
        },
        "content": {
            "date_impossible",
            "link_hidden",
            "lure_shown",
            "outside_domain_new",
            "page_for_search_engine",
            "page_tampered",
            "personal_data_shown",
            "word_wrong",
        },
        "disclosure": {
            "disclosure_page_missing",
            "document_published_late",
            "interpretation_missing",
            "interpretation_unlinked",
            "profile_incomplete",
            "repealed_unmarked",
            "carried_over_disagrees",
            "report_sums_wrong",
            "repost_late",
            "yearly_report_late",
        },
        "domains": {
            "announce_window",
            "closed_but_resolves",
            "closed_site_not_cancelled",
            "domain_idle",
            "expires_soon",
            "holder_transferred",
            "holder_unentitled",
            "name_pattern",
            "no_ipv6",
            "not_gov_suffix",
            "not_registered",
            "parked_or_sold",
            "redirects_off_gov",
            "same_site_two_units",
            "second_domain",
            "site_unneeded",
            "tls_expires_soon",
            "tls_invalid",
            "unfiled_change",
            "v4_v6_differ",
        },
        "features": {
            "access_basics_missing",
            "browser_bound",
            "date_format_wrong",
            "domain_name_wrong",
            "footer_marks_disagree",
            "footer_marks_missing",
            "ipv6_missing",
            "leaving_unwarned",
            "mobile_unfit",
            "page_tags_disagree",
            "page_tags_missing",
            "print_unfit",
            "search_fails",
            "search_missing",
            "url_unclean",
        },
        "freshness": {
            "column_blank",
            "column_stale",
            "date_backdated",
            "date_moved",
            "homepage_stale",
            "homepage_updates_few",
            "item_repeated",
            "topic_dead",
        },
        "interaction": {"activity_too_few", "message_unanswered", "replies_late"},
        "newmedia": {"account_idle"},
        "services": {
            "entrance_missing",
            "guide_elements_missing",
            "guide_form_dead",
            "guide_form_missing",
            "guides_incomplete",
            "office_data_contradicts",
            "online_system_dead",
            "services_unsorted",
            "statistics_missing",
        },
    }


def test_every_check_has_its_page_and_a_chinese_title() -> None:
    for each in all_checks().values():
        assert missing_headings(each.page) == ()
        assert not each.title.isascii()


def test_a_second_check_of_the_same_name_is_refused() -> None:
    all_checks()
    with pytest.raises(RegistryError, match="“link_dead”已有同名文件"):
        enter("link_dead", PAGE)


def test_a_check_without_a_heading_is_refused() -> None:
    with pytest.raises(RegistryError, match="Remedy"):
        enter("thing_wrong", PAGE.replace("Remedy", ""))


@pytest.mark.parametrize("name", ["Dead", "dead", "link-dead", "_link_dead", "2_dead"])
def test_a_name_that_is_no_fault_is_refused(name: str) -> None:
    with pytest.raises(RegistryError, match="检查名"):
        enter(name, PAGE)


def test_which_checks_judge_columns() -> None:
    assert {name for name in all_checks() if judges_columns(name)} == {
        "column_blank",
        "column_stale",
    }
    assert not judges_columns("no_such")
