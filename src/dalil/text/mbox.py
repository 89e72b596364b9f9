"""Mailboxes (MBOX, RFC 4155) and single Apple mails (EMLX).

Each message of a mailbox becomes an exhibit of its own, byte for byte as it stands between two
separator lines; the mailbox's text layer is the list of them. An Apple mail is read as the mail that
it wraps. Quoting marks before ``From`` (``>From``) are not taken away, since nothing tells whether
the program or the writer put them there.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from dalil.errors import Unreadable
from dalil.evidence import TextLayer
from dalil.text.limits import ArchiveBounds
from dalil.text.listing import table_text
from dalil.text.mail import MailReader, clean
from dalil.text.port import Read, Source
from dalil.text.sniff import EMLX, MBOX
from dalil.text.unpack import Entry, Tray

_SEPARATOR = re.compile(
    rb"(?:\AFrom [^\r\n]*|(?:(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d{1,2}:\d{2}[^\r\n]*\d{4}[^\r\n]*)"
    rb"\r?\n(?=[\w-]+:|>?From )"
)
"""A separator has a time and a year and is followed by a field: "From 2019 to 2021" parts nothing."""
_HEAD = ("message", "bytes", "date", "from", "subject", "sha256", "what became of it")


class MboxReader:
    """Reads MBOX.

    Args:
        bounds: How many messages, and of which size, are taken out.
    """

    name = "mbox/1"
    media_types = (MBOX,)

    def __init__(self, bounds: ArchiveBounds | None = None) -> None:
        self._bounds = bounds or ArchiveBounds(ratio=10**9)

    def read(self, source: Source) -> Read:
        """Take the messages out and list them.

        Raises:
            Unreadable: ``empty`` or ``too_large``, where no message could be taken out.
        """
        tray = Tray(self._bounds)
        heads: list[tuple[str, str, str]] = []
        for number, (start, end) in enumerate(_spans(source.content), start=1):
            if tray.full:
                break
            content = source.content[start:end]
            heads.append(_head(content))
            tray.offer(Entry(f"{number:05d}.eml", len(content), _given(content)))
        tray.settle("the mailbox")
        rows = [
            (path, size, date, sender, subject, digest, fate)
            for (path, size, _, digest, fate), (date, sender, subject) in zip(
                tray.rows, heads, strict=True
            )
        ]
        text, passages = table_text([_HEAD, *rows])
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=passages,
            reader=self.name,
            media_type=MBOX,
            table=True,
            notes=tuple(tray.remarks()),
        )
        return Read(layer, tuple(tray.members))


class EmlxReader:
    """Reads EMLX: a line with the number of bytes, the mail, and a property list."""

    name = "emlx/1"
    media_types = (EMLX,)

    def read(self, source: Source) -> Read:
        """Read the mail inside.

        Raises:
            Unreadable: ``truncated``, where fewer bytes follow than stated; else as for mails.
        """
        line, _, rest = source.content.lstrip().partition(b"\n")
        size = int(line.strip() or b"0")
        if len(rest) < size:
            raise Unreadable(
                f"The Apple mail states {size:,} bytes and has {len(rest):,}.",
                reason_code="truncated",
            )
        found = MailReader().read(replace(source, content=rest[:size]))
        return Read(replace(found.layer, reader=self.name, media_type=EMLX), found.members)


def _spans(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each message stands, without its separator line and the blank line at its end."""
    found = list(_SEPARATOR.finditer(content))
    if not found:
        return
    for mark, after in zip(found, [*found[1:], None], strict=True):
        end = after.start() if after else len(content)
        if after and content[mark.end() : end].endswith(b"\r\n\r\n"):
            end -= 2
        elif after and content[mark.end() : end].endswith(b"\n\n"):
            end -= 1
        yield mark.end(), end


def _given(content: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a closure
    return lambda _most: content


def _head(content: bytes) -> tuple[str, str, str]:
    head = re.split(rb"\r?\n\r?\n", content[:65536], maxsplit=1)[0]
    message: Message = email.message_from_bytes(head + b"\n\n", policy=email.policy.default)
    return _field(message, "Date"), _field(message, "From"), _field(message, "Subject")


def _field(message: Message, name: str) -> str:
    try:
        return clean(" ".join(str(message[name] or "").split()))
    except Exception:  # noqa: BLE001 - the stdlib's header parser raises many classes on bad mails
        return ""
