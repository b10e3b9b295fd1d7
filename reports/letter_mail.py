"""Letter mail 函件邮件: a plain mail with the issued documents attached.

Reads   an issued letter, its kept documents, the office's settings
Gives   the bytes of one message; same letter, recipient and moment, same bytes
Never   puts crawled text into a header: the subject is the kind of letter and its number
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from model.clock import china_time
from model.letter import LETTER_KIND_NAMES, Letter, LetterFile, LetterKind
from model.settings import Office
from reports.letter_text import contact
from reports.safe_text import one_line
from reports.wording import long_day

_XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {".docx": _DOCX, ".xlsx": _XLSX, ".pdf": "pdf"}


def compose(
    letter: Letter,
    documents: Iterable[LetterFile],
    office: Office,
    *,
    sender: str,
    recipient: str,
    message_id: str,
    at: datetime,
) -> bytes:
    """Return the message; raises ValueError for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = f"{LETTER_KIND_NAMES[letter.kind]}（{one_line(letter.number)}）"
    message["Date"] = format_datetime(china_time(at))
    message["Message-ID"] = message_id
    message.set_content(_text(letter, office), cte="base64")
    names = []
    for document in documents:
        name = one_line(document.name)
        subtype = next((t for end, t in _TYPES.items() if name.endswith(end)), "octet-stream")
        message.add_attachment(
            document.data, maintype="application", subtype=subtype, filename=name
        )
        names.append(name)
    if message.is_multipart():
        message.set_boundary(f"=_{message_id.strip('<>').partition('@')[0]}")
    return message.as_bytes()


def _text(letter: Letter, office: Office) -> str:
    name = LETTER_KIND_NAMES[letter.kind]
    circular = letter.kind is LetterKind.CIRCULAR
    asks = "" if circular else f"请于{long_day(letter.reply_by_on)}前反馈。"
    lines = (
        f"{one_line(letter.unit)}：",
        f"现将{name}（{one_line(letter.number)}）发给你单位，正文及附件见随信文件。{asks}",
        f"{one_line(office.name)}",
        contact(office),
    )
    return "\n\n".join(line for line in lines if line) + "\n"
