"""SMTP 发信: one message to one recipient, step by step, so that each failure has its meaning.

before the content is handed over   refused for now, or for good: nothing was sent
while it is handed over             not known: only the server knows whether it took it
after the server's 250              sent
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model.errors import SettingsError
from model.settings import Mail
from reports.safe_text import one_line

_LONGEST_NOTE = 160


class NotNow(Exception):
    """Nothing was sent; trying again later may help."""


class NotEver(Exception):
    """Nothing was sent, and the server says it never will take it."""


class NotKnown(Exception):
    """The content was on its way when the connection ended."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where and as whom mail is sent; the password is never printed."""

    mail: Mail
    password: str

    def __repr__(self) -> str:
        return f"Account({self.mail.host})"


def account(mail: Mail, root: Path) -> Account:
    """Return the account of the settings; SettingsError when its password cannot be read."""
    password = ""
    if mail.password_file:
        path = root / mail.password_file
        try:
            password = path.read_text(encoding="utf-8").strip()
        except OSError as cause:
            raise SettingsError(f"读不到 [mail] password_file 所指的文件 {path}") from cause
    return Account(mail, password)


def send(
    account: Account, sender: str, recipient: str, message: bytes, handing_over: Callable[[], None]
) -> None:
    """Send one message; `handing_over` is called, and must be safe on disk, just before.

    Raises NotNow, NotEver or NotKnown, each with the server's own words.
    """
    try:
        server = _connect(account)
    except smtplib.SMTPAuthenticationError as cause:
        raise NotNow(f"登录发信服务器被拒绝（{_words(cause.smtp_error)}）") from cause
    except (OSError, smtplib.SMTPException) as cause:
        raise NotNow(f"连不上发信服务器（{_words(cause)}）") from cause
    try:
        _envelope(server, sender, recipient)
        handing_over()
        _content(server, message)
    finally:
        server.close()


def _connect(account: Account) -> smtplib.SMTP:
    mail = account.mail
    context = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, timeout=mail.timeout_s, context=context
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout_s)
    try:
        if mail.security == "starttls":
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if mail.user:
            server.login(mail.user, account.password)
    except BaseException:
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, sender: str, recipient: str) -> None:
    """Say from whom and to whom, and be told to go on; nothing of the content is sent yet."""
    commands = (("MAIL", f"FROM:<{sender}>"), ("RCPT", f"TO:<{recipient}>"), ("DATA", ""))
    for command, words in commands:
        try:
            code, said = server.docmd(command, words)
        except (OSError, smtplib.SMTPException) as cause:
            raise NotNow(f"与发信服务器的连接中断（{_words(cause)}）") from cause
        if code >= 500:
            raise NotEver(f"对方拒收（{code} {_words(said)}）")
        if code not in {250, 251, 354}:
            raise NotNow(f"对方暂不接收（{code} {_words(said)}）")


def _content(server: smtplib.SMTP, message: bytes) -> None:
    try:
        server.send(_stuffed(message))
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as cause:
        raise NotKnown(f"正文发出后连接中断（{_words(cause)}）") from cause
    if code == 250:
        return
    if code >= 500:
        raise NotEver(f"对方拒收（{code} {_words(words)}）")
    raise NotNow(f"对方暂不接收（{code} {_words(words)}）")


def _stuffed(message: bytes) -> bytes:
    """Return the content as DATA wants it: CRLF, dots doubled, a lone dot at the end."""
    lines = message.replace(b"\r\n", b"\n").split(b"\n")
    stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    return stuffed.rstrip(b"\r\n") + b"\r\n.\r\n"


def _words(said: object) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return one_line(text)[:_LONGEST_NOTE]
