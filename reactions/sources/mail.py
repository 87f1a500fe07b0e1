"""The reader of .eml files: an agency's or a press office's mail is an article.

The subject is the title, the sender the publisher, the day that of the Date line as
the sender wrote it. Attachments are left alone.
"""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from reactions.sources.decoding import UnreadableError, clean_text, decode
from reactions.sources.html_pages import read_page
from reactions.sources.metadata import Metadata
from reactions.sources.readers import RawFile, make_article
from reactions.sources.records import ArticleRecord


def read_mail(raw: RawFile) -> Iterator[ArticleRecord]:
    """The one article of a mail. Raises UnreadableError with the reason."""
    data = raw.content.whole()
    if not data.strip():
        raise UnreadableError("the file is empty")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        header = _metadata(message)
        text = _text(message)
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001 - it breaks on damaged mail in many ways
        raise UnreadableError(f"a damaged mail: {error}") from error
    yield make_article(raw, text=text, header=header)


def _metadata(message: EmailMessage) -> Metadata:
    if not any(message[name] for name in ("From", "Date", "Subject")):
        raise UnreadableError("is no mail: it has no From, Date or Subject line")
    name, address = parseaddr(str(message["From"] or ""))
    sent: Any = getattr(message["Date"], "datetime", None)
    return Metadata(
        title=_one_line(message["Subject"]),
        publisher=_one_line(name) or address.rpartition("@")[2],
        published_on=sent.date() if sent else None,
        language=str(message["Content-Language"] or "").strip()[:2].lower(),
    )


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise UnreadableError("the mail has no text, only attachments")
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = decode(data, declared=part.get_content_charset() or "")
    if part.get_content_subtype() == "html":
        return read_page(text).text
    return clean_text(text)


def _one_line(value: object) -> str:
    """A header's text; bytes that its charset does not have come as "?"."""
    text = " ".join(str(value or "").split())
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
