"""Site under a name that no government site may have (网站域名不合规).

Finds
    A home page under a name that ends in neither .gov.cn nor .政务, or under a bare IP address; a
    portal whose .gov.cn name is not built as www.□□□.gov.cn.

Why
    国办发〔2017〕47号 and 国办函〔2018〕55号 give suffixes and pattern; the table of
    2019 has a row.

Judges
    FAIL            another suffix, or a bare IP address that is no internal one
    SUSPECT         a portal's name with more or fewer parts than the pattern, or with digits
    OK              a name by the rule
    NOT_JUDGED      an internal address: how the public reaches the site was not seen

Remedy
    Serve the site under a conforming name, announce the change for three months.

Units
    None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.found import fail, suspect
from checks.home_host import HomeHost, home_host
from checks.registry import NoOptions, check
from model.domain import unicode_name
from model.errors import EvidenceMissing
from model.finding import Finding
from model.site import SiteKind
from model.url import is_private_ip, literal_ip

_SUFFIXES = (".gov.cn", ".xn--zfr164b")
_PORTAL = re.compile(r"www\.[a-z]+\.gov\.cn")


@check(title="网站域名不合规", over=home_host, options=NoOptions)
def judge(home: HomeHost, _options: NoOptions, _observed_on: date) -> Iterator[Finding]:
    """Yield a finding where the name is not one a government site may have."""
    name = home.name
    if name is None:
        address = literal_ip(home.subject)
        if address is None or is_private_ip(address):
            raise EvidenceMissing("网站以内部网络地址访问，未判定对外使用的域名")
        yield fail(home.subject, f"网站直接以IP地址{address}提供服务，没有使用政府网站域名")
    elif not name.endswith(_SUFFIXES):
        yield fail(
            home.subject,
            f"域名{unicode_name(name)}的后缀不是.gov.cn或.政务，不符合政府网站域名规定",
        )
    elif (
        home.site.kind is SiteKind.PORTAL
        and name.endswith(".gov.cn")
        and not _PORTAL.fullmatch(name)
    ):
        yield suspect(
            home.subject, f"门户网站域名{name}不是“www.□□□.gov.cn”的结构，请核实", name=name
        )
