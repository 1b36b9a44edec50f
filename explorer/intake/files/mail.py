"""Mail (.eml): subject, sender, date and the text of the message; attachments are named, not read."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from explorer.errors import DocumentError
from explorer.intake.files.decode import decoded
from explorer.intake.files.page import read_page
from explorer.intake.files.plain import read_text
from explorer.intake.files.source import Block, Source, blocks_of, dated, tidy
from explorer.intake.values import Published


def read_mail(data: bytes) -> Source:
    """The text of a message.

    Raises
    ------
    DocumentError
        No message, or none with text.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"]):
        raise DocumentError("it is not a mail message: it has neither a sender nor a subject. Save the message as .eml.")
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise DocumentError("the mail has no text of its own. Give its attachments as files.")
    inner, note = _inner(part)
    subject = tidy(str(message["Subject"] or ""))
    rows = [
        (subject, 1),
        *((block.text, block.line) for block in inner.blocks if block.text != subject and not block.text.startswith(">")),
    ]
    blocks = blocks_of(rows)
    named = [tidy(a.get_filename() or a.get_content_type()) for a in message.iter_attachments()]
    notes = (*inner.notes, *([note] if note else []), *([f"Attachments were not read: {', '.join(named)}."] if named else []))
    sender = re.sub(r"\s*<[^>]*>", "", tidy(str(message["From"] or ""))).strip('" ')
    return Source(
        "message/rfc822",
        tuple(Block(b.text, b.line, title=b.text == subject) for b in blocks),
        subject,
        sender,
        _sent(message),
        notes,
    )


def _inner(part: MIMEPart) -> tuple[Source, str]:
    raw = part.get_payload(decode=True)
    body = raw if isinstance(raw, bytes) else b""
    text, note = decoded(body, part.get_content_charset() or "")
    source = read_page(text.encode()) if part.get_content_type() == "text/html" else read_text(_unflowed(text, part).encode())
    return source, note


def _unflowed(text: str, part: MIMEPart) -> str:
    """Lines that a mail program has broken, put together: "flowed" text, and text with empty lines between paragraphs."""
    text = re.split(r"\n-- ?\r?\n", text.replace("\r\n", "\n"))[0]
    flowed = part.get_content_type() == "text/plain" and (part.get_param("format") == "flowed" or _wrapped(text))
    return re.sub(r"(?<!\n) ?\n(?!\n)", " ", text) if flowed else text


def _wrapped(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n\n" in text and bool(lines) and max(map(len, lines)) <= 80 and len(lines) > 2 * text.count("\n\n")


def _sent(message: EmailMessage) -> Published | None:
    try:
        day = parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError):
        return None
    return dated(day, "stated", "the date of the mail")
