from __future__ import annotations

import pytest

from crawler.answer import Answer
from crawler.classify import is_html, leads_to_login, location_of, outcome_of
from model.fetch import FetchOutcome as O


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, O.ALIVE),
        (204, O.ALIVE),
        (206, O.ALIVE),
        (301, O.REDIRECTED),
        (400, O.REJECTED),
        (401, O.NEEDS_LOGIN),
        (403, O.BLOCKED),
        (404, O.NOT_FOUND),
        (407, O.NEEDS_LOGIN),
        (408, O.TIMEOUT_FIRST_BYTE),
        (410, O.NOT_FOUND),
        (412, O.BLOCKED),
        (416, O.REJECTED),
        (422, O.REJECTED),
        (468, O.BLOCKED),
        (429, O.BLOCKED),
        (500, O.SERVER_ERROR),
        (503, O.SERVER_ERROR),
        (520, O.SERVER_ERROR),
        (521, O.BLOCKED),
        (524, O.SERVER_ERROR),
        (567, O.BLOCKED),
        (600, O.BLOCKED),
        (999, O.BLOCKED),
    ],
)
def test_status(status: int, outcome: O) -> None:
    assert outcome_of(Answer(status=status, headers={"location": b"/x"})) is outcome


def test_a_redirect_to_nowhere_is_the_servers_error() -> None:
    assert outcome_of(Answer(status=302)) is O.SERVER_ERROR


@pytest.mark.parametrize(
    "body",
    [
        b"<script>document.cookie='a=1';location.href=location.pathname</script>",
        b"<html><script>var __jsl_clearance='x'</script></html>",
        b"<script>$_ts = window['$_ts'];</script>",
    ],
)
def test_challenge_pages_are_blocks(body: bytes) -> None:
    assert outcome_of(Answer(status=200, body=body)) is O.BLOCKED


def test_a_page_about_cookies_is_no_challenge() -> None:
    text = "<html><p>本站使用 cookie</p></html>".encode()
    assert outcome_of(Answer(status=200, body=text)) is O.ALIVE


def test_location_in_raw_gbk_bytes_is_kept_as_escapes() -> None:
    answer = Answer(status=302, headers={"location": b"/" + "中".encode("gbk")})
    assert location_of("http://a.example/x", answer) == "http://a.example/%D6%D0"


def test_location_out_of_the_web_is_none() -> None:
    answer = Answer(status=302, headers={"location": b"weixin://open"})
    assert location_of("http://a.example/x", answer) is None


def test_login_redirects() -> None:
    site = "http://a.example"
    assert leads_to_login(f"{site}/my/files", f"{site}/login?service=x")
    assert leads_to_login(f"{site}/my/files", "http://sso.b.example/cas/login")
    assert not leads_to_login(f"{site}/login", f"{site}/login/")
    assert leads_to_login(f"{site}/moves/login", f"{site}/login?return=/moves/login")
    assert not leads_to_login(f"{site}/a", f"{site}/logins-of-the-year/")
    assert not leads_to_login(f"{site}/a", f"{site}/b?next=login")


def test_html_is_known_by_type_or_by_its_start() -> None:
    assert is_html("text/html")
    assert is_html("", b"\xef\xbb\xbf <!-- x --> <!DOCTYPE html>")
    assert not is_html("application/pdf", b"<html>")
    assert not is_html("", b"%PDF-1.4")
