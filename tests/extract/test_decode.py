from __future__ import annotations

import pytest

from extract.decode import declared_charset, decode

TEXT = "云湖区人民政府关于印发二〇二六年重点工作安排的通知,请各镇街认真贯彻落实。"
PAGE = f"<html><head><title>{TEXT}</title></head><body><p>{TEXT}</p></body></html>"


def declaring(charset: str) -> str:
    return PAGE.replace("<head>", f'<head><meta charset="{charset}">')


@pytest.mark.parametrize(
    ("written", "declared", "charset"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8", "iso-8859-1", "utf-8"),
        ("gbk", "gb2312", "gbk"),
        ("gbk", "utf-8", "gbk"),
        ("gbk", "iso-8859-1", "gbk"),
        ("gb18030", "GB18030", "gb18030"),
    ],
)
def test_the_bytes_decide_whatever_is_declared(written: str, declared: str, charset: str) -> None:
    decoded = decode(declaring(declared).encode(written))

    assert (decoded.charset, decoded.declared, decoded.invalid_bytes) == (charset, declared, 0)
    assert TEXT in decoded.text


def test_four_byte_characters_are_gb18030() -> None:
    decoded = decode((PAGE + "𠮷䶮").encode("gb18030"))

    assert decoded.charset == "gb18030"
    assert "𠮷䶮" in decoded.text


def test_a_mark_beats_a_declaration() -> None:
    assert decode(b"\xef\xbb\xbf" + declaring("gbk").encode()).charset == "utf-8"
    assert decode("\ufeff".encode("utf-16-le") + PAGE.encode("utf-16-le")).charset == "utf-16"
    assert decode("\ufeff".encode("utf-16-be") + PAGE.encode("utf-16-be")).text == PAGE


def test_big5() -> None:
    decoded = decode("這是政府網頁,發布時間與來源都在這裡,請各單位認真辦理。".encode("big5"))

    assert decoded.charset == "big5"
    assert decoded.text.startswith("這是政府")


def test_a_body_cut_in_the_middle_of_a_character_keeps_its_charset() -> None:
    assert decode(PAGE.encode()[:-40][:-1]).charset == "utf-8"
    for cut in range(1, 5):
        assert decode(TEXT.encode()[:-cut]).charset == "utf-8"
        assert decode(PAGE.encode("gbk")[:-cut]).charset == "gbk"


def test_invalid_bytes_are_counted_and_the_rest_is_read() -> None:
    decoded = decode(PAGE.encode("gbk").replace(b"<p>", b"<p>\xff\xff"))

    assert decoded.charset == "gbk"
    assert decoded.invalid_bytes == 2
    assert TEXT in decoded.text


def test_plain_ascii_takes_the_declared_name() -> None:
    assert decode(b"<p>abc</p>").charset == "utf-8"
    assert decode(b'<meta charset="gb2312"><p>abc</p>').charset == "gbk"


def test_the_header_is_asked_before_the_meta() -> None:
    body = declaring("utf-8").encode()

    assert declared_charset(body, "text/html; charset=GBK") == "GBK"
    assert declared_charset(body) == "utf-8"
    assert declared_charset(b'<?xml version="1.0" encoding="gb2312"?><a/>') == "gb2312"
    assert declared_charset(b"<p>nothing</p>") is None


@pytest.mark.parametrize("written", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["utf-16", "gb2312"])
def test_utf16_without_a_mark(written: str, declared: str) -> None:
    markup = f'<html><head><meta charset="{declared}"><title>通知公告</title></head><body><p>关于'
    found = decode(f"{markup}调整公交线路的公告</p></body></html>".encode(written))

    assert (found.charset, found.invalid_bytes) == ("utf-16", 0)
    assert "关于调整公交线路的公告" in found.text


def test_stray_zero_bytes_make_no_utf16() -> None:
    body = "<title>通知公告</title>关于调整公交线路的公告".encode("gb18030") + b"\0" * 40

    assert decode(body, "text/html; charset=gb2312").charset == "gbk"
