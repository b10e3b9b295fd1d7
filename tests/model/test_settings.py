"""Settings: every key explained, every wrong key named."""

from dataclasses import fields

import pytest

from model.errors import SettingsError
from model.settings import Crawl, Settings, commented_settings, parse_settings


def test_the_commented_file_is_the_defaults():
    assert parse_settings(commented_settings(), "xunjian.toml") == Settings()


def test_every_key_has_an_explanation_in_chinese():
    text = commented_settings()
    for part in fields(Settings()):
        for entry in fields(getattr(Settings(), part.name)):
            assert f"# {entry.metadata['doc']}\n{entry.name} = " in text


def test_values_with_quotes_come_back():
    changed = Settings(crawl=Crawl(rate_per_s=0.5))
    assert parse_settings(commented_settings(changed), "x").crawl.rate_per_s == 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[crawl]\nrate = 2\n", r"\[crawl\] 里的 rate，是否应为 rate_per_s"),
        ("[crawll]\n", r"\[crawll\]，是否应为 crawl"),
        ("[crawl]\nrate_per_s = '2'\n", "应为数字"),
        ("[crawl]\nconcurrency = true\n", "应为整数"),
        ("[crawl]\nconcurrency = 0\n", "应在 1 到 256 之间"),
        ("[crawl]\nday_from = '8点'\n", r"\[crawl\] day_from 应写成 08:00"),
        ("[crawl]\nday_until = '08:00'\n", "不能与 day_from 相同"),
        ("[crawl]\nday_rate_per_s = -1\n", "day_rate_per_s 应在 0 到 1000 之间"),
        ("[crawl]\nrate_per_s = 0\nday_rate_per_s = 1\n", "只能在 rate_per_s 大于 0 时使用"),
        ("[crawl]\nrobots_agreed = '3301000001,,x'\n", "应写成用逗号隔开的网站标识码"),
        ("[crawl]\nsearch_engine_pages = 21\n", "search_engine_pages 应在 0 到 20 之间"),
        ("[crawl]\nhome_scripts = -1\n", "home_scripts 应在 0 到 50 之间"),
        ("[crawl]\ntry_search = 1\n", "应为true 或 false"),
        ("[schedule]\nnight_at = '2点'\n", "应写成 02:00"),
        ("[schedule]\nreminder_day = 31\n", "应在 1 到 28 之间"),
        ("office = 3\n", r"应写成 \[office\] 一节"),
        ("[crawl\n", "不是有效的 TOML"),
    ],
)
def test_wrong_files_are_one_sentence_that_names_the_place(text, said):
    with pytest.raises(SettingsError, match=said) as caught:
        parse_settings(text, "xunjian.toml")
    assert "xunjian.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_agreed_sites_are_told_apart_by_either_comma():
    read = parse_settings("[crawl]\nrobots_agreed = '3301000001，3301000002, a1'\n", "x")
    assert read.crawl.agreed_codes == ("3301000001", "3301000002", "a1")
    assert Settings().crawl.agreed_codes == ()
