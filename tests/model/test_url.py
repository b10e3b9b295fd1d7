"""Addresses: joined as browsers do, compared by a key, private ones recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.url import (
    absolute,
    authority,
    extension,
    host,
    is_private_ip,
    key,
    literal_ip,
    without_session,
)

BASE = "http://www.example.gov.cn/a/b/index.html"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("c.html", "http://www.example.gov.cn/a/b/c.html"),
        ("../c.html#top", "http://www.example.gov.cn/a/c.html"),
        ("../../../../c.html", "http://www.example.gov.cn/c.html"),
        (" \n./c d.html\t", "http://www.example.gov.cn/a/b/c%20d.html"),
        ("通知.html", "http://www.example.gov.cn/a/b/%E9%80%9A%E7%9F%A5.html"),
        ("?page=2", "http://www.example.gov.cn/a/b/index.html?page=2"),
        ("//other.gov.cn", "http://other.gov.cn/"),
        ("HTTP://Other.GOV.cn:80/X", "http://other.gov.cn/X"),
        ("https://other.gov.cn:443/", "https://other.gov.cn/"),
        ("http://例子.政务/", "http://xn--fsqu00a.xn--zfr164b/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("%D6%D0.html", "http://www.example.gov.cn/a/b/%D6%D0.html"),
        ("///other.gov.cn/x", "http://other.gov.cn/x"),
        ("/\\other.gov.cn/x", "http://other.gov.cn/x"),
        ("http:c.html", "http://www.example.gov.cn/a/b/c.html"),
        ("http:/c.html", "http://www.example.gov.cn/c.html"),
        ("https:/other.gov.cn/x", "https://other.gov.cn/x"),
        ("https:other.gov.cn/x", "https://other.gov.cn/x"),
        ("x//y.html", "http://www.example.gov.cn/a/b/x//y.html"),
        (".//y.html", "http://www.example.gov.cn/a/b//y.html"),
        ("%2e%2e/c.html", "http://www.example.gov.cn/a/c.html"),
        ("/x/%2E/y/.%2e/c.html", "http://www.example.gov.cn/x/c.html"),
        ("http：//other.gov.cn/", "http://www.example.gov.cn/a/b/http%EF%BC%9A//other.gov.cn/"),
        ("\u3000/c.html", "http://www.example.gov.cn/a/b/%E3%80%80/c.html"),
        (
            "“http://other.gov.cn”",
            "http://www.example.gov.cn/a/b/%E2%80%9Chttp://other.gov.cn%E2%80%9D",
        ),
        ("c.html?a=x//y/../z", "http://www.example.gov.cn/a/b/c.html?a=x//y/../z"),
        ("100%.html", "http://www.example.gov.cn/a/b/100%.html"),
        ("", "http://www.example.gov.cn/a/b/index.html"),
        ("mailto:x@y.cn", None),
        ("javascript:void(0)", None),
        ("http://", None),
        ("http://a b/", None),
        ("http://x:99999/", None),
        ("http://[::1", None),
    ],
)
def test_absolute(written, wanted):
    assert absolute(BASE, written) == wanted


@given(st.text())
def test_absolute_never_raises_and_is_stable(written):
    once = absolute(BASE, written)
    if once is not None:
        assert absolute(BASE, once) == once
        assert once.isascii()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("/x;jsessionid=1F", "/x"),
        ("/x;JSESSIONID=1F.node2?a=1", "/x?a=1"),
        ("/x?PHPSESSID=1", "/x"),
        ("/x?PHPSESSID=1&b=2", "/x?b=2"),
        ("/x?a=1&phpsessid=1&b=2", "/x?a=1&b=2"),
        ("/x?a=1&CFID=7&CFTOKEN=8", "/x?a=1"),
        ("/x?ASPSESSIONIDQQ=A&q=1", "/x?q=1"),
        ("/x?session_id=0123456789abcdef", "/x"),
        ("/x?sessionid=12", "/x?sessionid=12"),  # the twelfth session of a congress
        ("/x?sid=0123456789abcdef0123", "/x?sid=0123456789abcdef0123"),
        ("/x?oldphpsessid=1", "/x?oldphpsessid=1"),
        ("/x?a=", "/x?a="),
    ],
)
def test_a_visitors_session_is_no_part_of_an_address(written, wanted):
    assert without_session(f"http://a.cn{written}") == f"http://a.cn{wanted}"


@given(st.text())
def test_comparing_twice_changes_nothing(written):
    address = absolute(BASE, written)
    if address is not None:
        assert key(key(address)) == key(address)


def test_keys_join_what_is_the_same():
    assert key("http://A.cn/x?b=2&a=1") == key("http://a.cn/x?a=1&b=2#part")
    assert key("http://a.cn/%e4%b8%ad") == key("http://a.cn/%E4%B8%AD")
    assert key("http://a.cn/X") != key("http://a.cn/x")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "no ip",
    ],
)  # fmt: skip
def test_private(address):
    assert is_private_ip(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "219.141.0.1", "2400:3200::1"])
def test_public(address):
    assert not is_private_ip(address)


@pytest.mark.parametrize(
    ("url", "ip"),
    [
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://127.1/", "127.0.0.1"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.0.0.1/", "127.0.0.1"),
        ("http://0177.0.0.1/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://www.example.cn/", None),
        ("http://1.2.3.4.5/", None),
    ],
)
def test_addresses_written_as_numbers(url, ip):
    assert literal_ip(url) == ip


def test_parts():
    assert (host("http://A.cn:81/x"), authority("http://A.cn:81/x")) == ("a.cn", "a.cn:81")
    assert extension("http://a.cn/x/Y.PDF?z=1.doc") == "pdf"
    assert extension("http://a.cn/x.y/z") == ""
