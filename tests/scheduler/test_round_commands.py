"""`xunjian report unit|round|bulletin` on crawled nights; PDF where Chromium is installed."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta

import pytest

from model.errors import ReportError
from scheduler.cli import main
from scheduler.pdf import write_pdf
from tests.scheduler.test_first_night import TODAY, world  # noqa: F401  (a fixture)

DOCUMENTS = ("round.html", "bulletin.html", "bulletin.docx")


def test_without_chromium_the_page_stays_and_the_reason_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    page = tmp_path / "a.html"
    page.write_text("<p>甲", encoding="utf-8")
    with pytest.raises(ReportError, match=r"没有找到 Chromium.*可用浏览器打印"):
        write_pdf(page)
    assert page.exists()
    assert not page.with_suffix(".pdf").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_a_page_becomes_a_pdf(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<meta charset=utf-8><p>甲", encoding="utf-8")
    assert write_pdf(page).read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_the_documents_of_a_round(world, capsys):  # noqa: F811
    _, _, place, result, _ = world
    call = ["-w", str(place.root), "--night", TODAY.isoformat(), "--as-of", "2026-12-01"]
    folder = place.out(TODAY)
    made = []
    for _ in range(2):
        capsys.readouterr()
        assert main(["report", "round", *call, "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert main(["report", "bulletin", *call]) == 0
        assert main(["report", "unit", *call]) == 0
        made.append([(folder / name).read_bytes() for name in DOCUMENTS])
    rates = [unit for facts in result.facts for unit in facts.judgement.score.units]
    assert said["due"] == sum(rate.due for rate in rates)
    assert said["on_time"] == sum(rate.on_time for rate in rates)
    assert len(list((folder / "units").iterdir())) == said["units"]
    assert made[0] == made[1]
    capsys.readouterr()
    assert main(["report", "unit", "没有的单位", *call]) == 2
    assert "没有单位“没有的单位”" in capsys.readouterr().err


@pytest.mark.slow
def test_a_circular_is_drafted_from_the_newest_night_only(world, capsys):  # noqa: F811
    _, _, place, _, _ = world
    call = ["letters", "draft", "--circular", "-w", str(place.root), "--as-of", "2026-12-01"]
    drafts = []
    for _ in range(2):
        capsys.readouterr()
        assert main([*call, "--json"]) == 0
        drafts.append(json.loads(capsys.readouterr().out))
    assert drafts[0] == drafts[1]
    (letter,) = drafts[0]
    assert (letter["kind"], letter["unit"], letter["state"]) == ("circular", "各有关单位", "draft")
    assert letter["cases"] == []  # nothing was confirmed by anybody
    assert (place.root / letter["file"]).is_file()
    older = (TODAY - timedelta(days=1)).isoformat()
    for more, said in (
        (["--night", older], "只能依据最近一夜"),
        (["--monthly"], "--monthly 和 --circular 不能同时使用"),
    ):
        capsys.readouterr()
        assert main([*call, *more]) == 2
        assert said in capsys.readouterr().err


@pytest.mark.slow
def test_an_old_round_says_until_when_its_cases_are_told(world, capsys):  # noqa: F811
    _, _, place, _, _ = world
    older = TODAY - timedelta(days=1)
    call = ["report", "round", "-w", str(place.root), "--as-of", "2026-12-01", "--night"]
    assert main([*call, older.isoformat()]) == 0
    assert main([*call, TODAY.isoformat()]) == 0
    said = f"，截至{older.year}年{older.month}月{older.day}日"
    assert said in (place.out(older) / "round.html").read_text("utf-8")
    assert said not in (place.out(TODAY) / "round.html").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_a_site_report_becomes_a_pdf(world, capsys):  # noqa: F811
    _, _, place, result, _ = world
    call = ["report", "site", "-w", str(place.root), "--night", TODAY.isoformat(), "--pdf"]
    assert main(call) == 0
    said = capsys.readouterr().out
    for facts in result.facts:
        path = place.out(TODAY) / facts.site.code / "report.pdf"
        assert path.read_bytes().startswith(b"%PDF-")
        assert str(path) in said
