"""Which fonts of a letter this machine has: asked of a real fontconfig with fonts of our choice."""

import shutil
from pathlib import Path

import pytest

from reports.letter_fonts import STAND_INS, fontconfig, stand_in
from scheduler.commands import doctor
from scheduler.fonts import installed_families, taken_for

pytestmark = pytest.mark.skipif(
    shutil.which("fc-list") is None, reason="fontconfig is not installed"
)
NOTO = Path("/usr/share/fonts/opentype/noto")


@pytest.fixture
def only(tmp_path, monkeypatch):
    """Return a function that leaves fontconfig nothing but some font files."""

    def leave(*files):
        folder = tmp_path / "fonts"
        folder.mkdir(exist_ok=True)
        for file in files:
            (folder / file.name).symlink_to(file)
        config = tmp_path / "fonts.conf"
        config.write_text(
            f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
        )
        monkeypatch.setenv("FONTCONFIG_FILE", str(config))
        return config

    return leave


def fonts():
    return {d.name.removeprefix("公文字体 "): d for d in doctor._fonts()}


def test_each_font_is_named_with_what_stands_in_for_it(only):
    if not (NOTO / "NotoSerifCJK-Regular.ttc").exists():
        pytest.skip("fonts-noto-cjk is not installed")
    only(NOTO / "NotoSerifCJK-Regular.ttc")
    said = fonts()
    assert list(said) == ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"]
    assert all(d.state == "missing" for d in said.values())
    assert "用“Noto Serif CJK SC”代替" in said["仿宋_GB2312"].text
    assert "没有合适的代替字体（系统会用“Noto Serif CJK" in said["黑体"].text


def test_no_font_at_all_is_said(only):
    only()
    assert installed_families() == frozenset()
    assert all("没有合适的代替字体" in d.text for d in fonts().values())


def test_without_fontconfig_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert {d.state for d in fonts().values()} == {"unknown"}
    assert all("无法核对" in d.text for d in fonts().values())


def test_a_font_that_is_here_is_taken_before_all_others():
    assert stand_in("仿宋_GB2312", {"仿宋", "仿宋_GB2312"}) == "仿宋_GB2312"
    assert stand_in("仿宋_GB2312", {"Noto Serif CJK SC", "FangSong"}) == "FangSong"
    # 方正黑体 is another font than 黑体, though its name holds the word.
    assert stand_in("宋体", {"方正新宋体"}) is None
    for font, others in STAND_INS.items():
        assert font not in others
        assert len(set(others)) == len(others)


def test_fontconfig_takes_what_doctor_says(only, tmp_path, monkeypatch):
    files = [NOTO / f"Noto{face}CJK-Regular.ttc" for face in ("Serif", "Sans")]
    if not all(file.exists() for file in files):
        pytest.skip("fonts-noto-cjk is not installed")
    known = only(*files)
    (tmp_path / "ours.conf").write_text(fontconfig(str(known)), encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "ours.conf"))
    installed = installed_families()
    for font in STAND_INS:
        assert taken_for(font) == stand_in(font, installed)
