"""The golden night: stored pages, checks, score, report and letter, compared byte for byte.

`pytest --update-golden tests/golden` writes what is printed now; the difference is read before it
is committed.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from scheduler.cli import main
from tests.golden.stored_night import NIGHT, REGISTER, stored_night

EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Judge and print the night by the real commands; return the documents by name."""
    root = tmp_path_factory.mktemp("golden")
    place = stored_night(root)
    day = NIGHT.isoformat()
    asked = ["-w", str(root), "--night", day, "--as-of", day]
    assert main(["judge", *asked]) == 0
    assert main(["letters", "draft", *asked]) == 0
    documents = {}
    for site in REGISTER.sites:
        folder = root / "out" / day / site.code
        for name in ("findings.jsonl", "score.json", "report.html"):
            documents[f"{site.code}/{name}"] = (folder / name).read_text("utf-8")
    for file in sorted(place.root.rglob("*.docx")):
        documents[f"letters/{file.stem}.txt"] = _words(file.read_bytes())
    return documents


def test_the_night_is_printed_as_it_was(
    printed: dict[str, str], pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("--update-golden"):
        for name, text in printed.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(text, encoding="utf-8")
    kept = {
        file.relative_to(EXPECTED).as_posix(): file.read_text("utf-8")
        for file in EXPECTED.rglob("*")
        if file.is_file()
    }
    assert sorted(printed) == sorted(kept)
    for name, text in printed.items():
        assert text == kept[name], f"{name}：read the difference, then --update-golden"


def test_the_faults_laid_in_the_pages_are_found(printed: dict[str, str]) -> None:
    lines = printed["4201990001/findings.jsonl"].splitlines()
    found = {(one["check"], one["subject"]) for one in map(json.loads, lines)}
    www = "http://www.example.gov.cn"
    assert ("column_stale", f"{www}/zwgk/tzgg/") in found
    assert ("link_dead", f"{www}/zwgk/tzgg/202507/t20250703_203.html") in found
    assert ("page_tags_missing", "article:PubDate") in found
    assert any(check == "word_wrong" for check, _ in found)  # 按装
    assert len(printed) == 2 * 3 + 1  # one letter: to the unit of the stale column
    letter = next(text for name, text in printed.items() if name.startswith("letters/"))
    assert "通知公告" in letter
    assert "青禾区教育局" in letter


def _words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["\t".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines) + "\n"
