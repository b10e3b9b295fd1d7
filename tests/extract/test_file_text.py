"""Texts of attachments: every format from a real file, and what hostile files come to."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.file_pdf import joined
from extract.file_text import MAX_CHARS, read_file_text
from model.attachment import FileState as S
from tests.extract.office_files import (
    archive,
    compound,
    docx_of,
    pdf,
    pdf_of,
    word97,
    xlsx_of,
)

SAID = "某某区二〇二六年补助名单公示"
ID = "110101199003070011"


def test_a_pdf_in_a_font_that_is_not_embedded_is_read() -> None:
    read = read_file_text(pdf(SAID, f"张某 {ID}"))
    assert (read.state, read.format, read.size) == (S.READ, "pdf", len(pdf(SAID, f"张某 {ID}")))
    assert read.text == f"{SAID}\n张某 {ID}"


def test_lines_that_only_the_margin_broke_are_joined_and_figures_never_are() -> None:
    wide = "各单位应当按照要求及时更新所负责栏目的内容"
    assert list(joined([wide, "并于月底前报送。"])) == [wide + "并于月底前报送。"]
    assert list(joined([wide, "第二段。", wide])) == [wide + "第二段。", wide]
    rows = ["1 张某 110101199003070011 某某路", "2 李某 110101199003070012 某某路"]
    assert list(joined(rows)) == rows
    assert list(joined([wide[:-2] + "电话", "13900000001"])) == [wide[:-2] + "电话13900000001"]
    assert list(joined(["身份证号一二三四五六七八九十1101011990", "03070011"]))[1] == "03070011"


def test_a_document_is_read_with_its_table_rows_on_one_line() -> None:
    read = read_file_text(docx_of(SAID, "第二段", rows=(("姓名", "证号"), ("张某", ID))))
    assert (read.state, read.format) == (S.READ, "docx")
    assert read.text.split("\n") == [SAID, "第二段", "姓名\t证号", f"张某\t{ID}"]


def test_a_workbook_is_read_row_by_row_and_large_figures_in_full() -> None:
    read = read_file_text(xlsx_of(("姓名", "证号"), ("张某", ID), (None, 110101199003070), (3.5,)))
    assert (read.state, read.format) == (S.READ, "xlsx")
    assert read.text.split("\n") == ["姓名\t证号", f"张某\t{ID}", "110101199003070", "3.5"]


def test_a_document_of_word_97_is_read_without_its_field_codes() -> None:
    field = '\x13 HYPERLINK "http://www.example.gov.cn/" \x14政府网站\x15'
    read = read_file_text(
        word97(f"{SAID}\r见{field}。\r姓名\x07证号\x07\x07张某\x07{ID}\x07\x07\r")
    )
    assert (read.state, read.format) == (S.READ, "doc")
    assert read.text.split("\n")[:2] == [SAID, "见政府网站。"]
    assert f"张某\t{ID}" in read.text


def test_an_ofd_is_read_page_by_page() -> None:
    page = "<ofd:Page xmlns:ofd='o'><ofd:TextObject><ofd:TextCode>{}</ofd:TextCode></ofd:TextObject></ofd:Page>"
    parts = {"OFD.xml": b"<x/>"} | {
        f"Doc_0/Pages/Page_{n}/Content.xml": page.format(f"第{n}页").encode() for n in (0, 10, 2)
    }
    read = read_file_text(archive(parts))
    assert (read.format, read.text) == ("ofd", "第0页\n第2页\n第10页")


def test_a_table_saved_as_a_web_page_is_read_whatever_its_name() -> None:
    body = f"<html><table><tr><td>张某</td><td>{ID}</td></tr></table>".encode("gb18030")
    assert read_file_text(body, "名单.xls").text == f"张某\t{ID}"
    assert (
        read_file_text("姓名,电话\n张某,1".encode("gb18030"), "a.csv").text == "姓名,电话\n张某,1"
    )


@pytest.mark.parametrize("page", ["\\ansicpg936", ""])
def test_rtf_in_chinese_whatever_code_page_it_names(page: str) -> None:
    said = "".join(f"\\'{byte:02x}" for byte in "关于公开征求意见的通知".encode("gbk"))
    signed = "".join(f"\\u{ord(sign)}?" for sign in "某区人民政府")
    rows = f"\\trowd {said}\\cell 2\\cell\\row"
    body = f"{{\\rtf1\\ansi{page}{{\\info{{\\author X}}}} {said}\\par {signed}\\par {rows} }}"
    read = read_file_text(body.encode(), "a.doc")
    assert (read.state, read.format) == (S.READ, "rtf")
    assert read.text == "关于公开征求意见的通知\n某区人民政府\n关于公开征求意见的通知\t2"


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (b"", S.BROKEN),
        (b"{\\rtf1 {\\pict 00ff}}", S.NO_TEXT),
        (b"{\\rtf1" + b"{" * 300_000, S.NO_TEXT),
        (b"Rar!\x1a\x07\x00", S.UNSUPPORTED),
        (archive({"a.txt": b"x"}), S.UNSUPPORTED),
        (pdf(), S.NO_TEXT),
        (b"%PDF-1.4\nnothing of the kind", S.BROKEN),
        (docx_of(SAID)[:2000], S.BROKEN),
        (archive({"word/document.xml": b"<w:p xmlns:w='w'><w:t>" + b"x" * 99}), S.BROKEN),
        (archive({"word/document.xml": b"<a>" + b" " * 60_000_001 + b"</a>"}), S.TOO_LARGE),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), S.ENCRYPTED),
        (word97(SAID, flags=0x0300), S.ENCRYPTED),
        (word97(SAID, flags=0x0000), S.BROKEN),
        (compound({"PowerPoint Document": b"x"}), S.UNSUPPORTED),
        (compound({"Workbook": b"x"}), S.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, S.BROKEN),
        (random.Random(4).randbytes(5_000_000), S.BROKEN),
        (b"%PDF-1.7\n" + random.Random(4).randbytes(5_000_000), S.BROKEN),
        (b"PK\x03\x04" + random.Random(4).randbytes(5_000_000), S.BROKEN),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(body: bytes, state: S) -> None:
    assert read_file_text(body).state is state


def test_an_archive_with_a_password_is_encrypted_and_not_broken() -> None:
    body = bytearray(docx_of(SAID))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + offset] |= 1
            at = body.find(mark, at + 4)
    assert read_file_text(bytes(body)).state is S.ENCRYPTED


def test_entities_of_a_document_do_not_multiply() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d><p><t>&l9;</t></p></d>'
    read = read_file_text(archive({"word/document.xml": xml.encode()}))
    assert read.state in (S.BROKEN, S.NO_TEXT)


def test_pieces_that_overlap_cannot_make_a_text_grow() -> None:
    assert len(read_file_text(word97(SAID, length=0x7FFF_FFFF)).text) < 10_000


def test_a_text_is_kept_up_to_its_limit_and_says_so() -> None:
    read = read_file_text("\n".join(["某" * 998] * 1_100).encode(), "a.txt")
    assert (read.state, len(read.text)) == (S.CUT, MAX_CHARS)


def test_a_page_tree_that_leads_into_itself_ends() -> None:
    kids = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>>"
    assert not read_file_text(pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", kids)).state.has_text


@settings(max_examples=60, deadline=2_000)
@given(
    st.sampled_from([pdf(SAID), docx_of(SAID), xlsx_of((SAID,)), word97(SAID)]),
    st.integers(0, 2**32),
    st.integers(1, 40),
)
def test_damage_anywhere_is_a_state_and_never_an_error(body: bytes, seed: int, bytes_: int) -> None:
    chance, harmed = random.Random(seed), bytearray(body)
    for _ in range(bytes_):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    cut = bytes(harmed[: chance.randrange(1, len(harmed))]) if seed % 3 == 0 else bytes(harmed)
    read = read_file_text(cut)
    assert bool(read.text) == read.state.has_text


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_what_an_office_program_wrote_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_of(SAID, rows=(("张某", ID),)))
    (tmp_path / "b.xlsx").write_bytes(xlsx_of((SAID, ID), (ID, 5)))
    locked = (
        'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"x"}}'
    )
    for name, kind, folder in (
        ("a.docx", "pdf", "."), ("a.docx", "doc", "."), ("b.xlsx", "xls", "."),
        ("a.docx", locked, "locked"),
    ):  # fmt: skip
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", tmp_path / folder, tmp_path / name],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    for name in ("a.pdf", "a.doc", "b.xls"):
        read = read_file_text((tmp_path / name).read_bytes(), name)
        assert (read.state, read.format) == (S.READ, name[2:])
        assert SAID in read.text
        assert ID in read.text
    assert read_file_text((tmp_path / "locked" / "a.pdf").read_bytes()).state is S.ENCRYPTED


def test_fields_inside_fields_and_broken_ones_hide_no_more_than_their_instruction() -> None:
    inner = "\x13 PAGE \x142\x15"
    said = f"第\x13 IF {inner} = 1 \x14甲{inner}\x15页\r\x13 HYPERLINK 断开的域\r下一段\x15完"
    assert read_file_text(word97(said)).text.split("\n") == ["第甲2页", "下一段完"]


def test_a_table_inside_a_cell_is_read_once() -> None:
    inner = "<table><tr><td>张某</td><td>1</td></tr></table>"
    body = f"<html><table><tr><td>外</td><td>{inner}</td></tr><tr><td>尾</td></tr></table>"
    assert read_file_text(body.encode(), "a.xls").text == "张某\t1\n尾"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>" + b"<div>" * 1_000_000,
        b"<html>" + b"<table><tr><td>" * 300_000,
        b"<html><table>" + b"<tr><td>1" * 300_000,
        b"<html>" + b"<" * 5_000_000,
        b"1," * 2_500_000,
        word97("\x13" * 20_000 + "\x15" * 9_000),
        archive({"word/document.xml": b"<a>" + b"<p><t>x</t></p>" * 1_000_000 + b"</a>"}),
        archive({"word/document.xml": b"<a>" + b"<tbl><tr><tc>" * 300_000}),
    ],
    ids=["div", "tables", "rows", "signs", "cells", "fields", "paragraphs", "nested"],
)
def test_what_repeats_without_end_takes_seconds(body: bytes) -> None:
    started = time.perf_counter()
    read_file_text(body, "a.csv")
    assert time.perf_counter() - started < 25
