"""Pages saved by a browser in one file (MHTML, RFC 2557): the page, where and when it was saved.

The text is that of the page's main document, read as any web page is. Pictures, styles and frames
stay inside and are counted in a note. Address and time are the browser's own words in the file's
head: they can be written by anybody, and are shown as what the file says.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import parsedate_to_datetime

from dalil.errors import Unreadable
from dalil.text.decode import declared
from dalil.text.html import HtmlReader
from dalil.text.port import Read, Source
from dalil.text.sniff import MHTML

MAX_PARTS = 5000


class MhtmlReader:
    """Reads MHTML."""

    name = "mhtml/1"
    media_types = (MHTML,)

    def read(self, source: Source) -> Read:
        """Read the page in a saved page.

        Raises:
            Unreadable: ``no_text``, ``corrupt`` or ``too_large``.
        """
        message = email.message_from_bytes(source.content, policy=email.policy.compat32)
        parts = list(_leaves(message))
        address = _field(message, "Snapshot-Content-Location")
        page = _main(parts, address or _field(message, "Content-Location"))
        if page is None:
            raise Unreadable("The saved page holds no HTML document.", reason_code="no_text")
        read = HtmlReader().read(replace(source, content=_content(page)))
        others = len(parts) - 1
        frames = sum(part.get_content_type() == "text/html" for part in parts) - 1
        notes = list(read.layer.notes)
        if frames:
            notes.append(
                f"{frames} frames (pages inside the page) of the saved page were not read."
            )
        if others - frames:
            notes.append(
                f"{others - frames} pictures, styles and other parts stay inside the saved page."
            )
        info = read.layer.info
        layer = replace(
            read.layer,
            reader=f"{self.name} {read.layer.reader}",
            media_type=MHTML,
            info=replace(
                info,
                title=info.title or _field(message, "Subject") or None,
                address=address or _field(page, "Content-Location") or info.address,
                captured=_date(_field(message, "Date")),
            ),
            # The bytes of the page lie encoded in those of the exhibit: no byte place can be named.
            passages=tuple(replace(passage, raw=None) for passage in read.layer.passages),
            notes=tuple(notes),
        )
        return Read(layer)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order."""
    stack, seen = [message], 0
    while stack and seen < MAX_PARTS:
        part = stack.pop()
        seen += 1
        payload = part.get_payload()
        if isinstance(payload, list):
            stack.extend(child for child in reversed(payload) if isinstance(child, Message))
        else:
            yield part


def _main(parts: list[Message], address: str) -> Message | None:
    """The part saved from the page's own address; else the first HTML part."""
    pages = [
        part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    same = [part for part in pages if address and _field(part, "Content-Location") == address]
    return next(iter(same or pages), None)


def _content(part: Message) -> bytes:
    """The HTML; as UTF-8 with a mark where the head names the encoding, which then rules."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    found = declared(content, charset) if charset else None
    return b"\xef\xbb\xbf" + found.text.encode("utf-8", "replace") if found else content


def _field(message: Message, name: str) -> str:
    return " ".join(str(message.get(name) or "").split()).strip("<>")


def _date(value: str) -> str | None:
    """ISO 8601 where the field keeps to RFC 5322, else its own words."""
    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return value or None
