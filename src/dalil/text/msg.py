"""Outlook messages (MS-OXMSG): head, body, attachments and messages inside as members.

The text layer is built as for mails: From, To, Cc, Date, Subject, then the body (plain text, else the
web page, else RTF with the web page that it may wrap). A message inside a message becomes a file of
its own. Nothing is fetched; what lies only in a cloud or on a disk is named in a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, Member, Passage, TextLayer
from dalil.text import furniture
from dalil.text.blocks import check_length, join, number
from dalil.text.html import page_of
from dalil.text.mail import head_passages, marked, moved
from dalil.text.member_names import apart, safe_path
from dalil.text.msg_rtf import unpack_rtf
from dalil.text.msg_store import Item, as_file, open_message
from dalil.text.plain import passages as cut
from dalil.text.port import Read, Source
from dalil.text.rtf import blocks
from dalil.text.rtf_walk import Walk
from dalil.text.sniff import MSG

MAX_ATTACHMENTS = 1000
_RECIPIENTS = {1: "To", 2: "Cc", 3: "Bcc"}
_ELSEWHERE = {2, 3, 4, 7}
"""Ways of attaching (PidTagAttachMethod) that leave the bytes somewhere else."""


class MsgReader:
    """Reads MSG."""

    name = "msg/1"
    media_types = (MSG,)

    def read(self, source: Source) -> Read:
        """Read an Outlook message.

        Raises:
            Unreadable: ``corrupt``, ``truncated``, ``empty`` or ``too_large``.
        """
        message = _Message(open_message(source.content))
        head = "\n".join(f"{name}: {value}" for name, value in message.head())
        body, found = message.body()
        text = f"{head}\n\n{body}" if head else body
        check_length(len(text))
        base = len(text) - len(body)
        passages = [*head_passages(head), *(moved(passage, base) for passage in found)]
        if not passages:
            raise Unreadable("The message has neither a head nor a body.", reason_code="empty")
        members = tuple(message.members())
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(passages),
            reader=self.name,
            media_type=MSG,
            info=message.info(),
            notes=tuple(dict.fromkeys([*message.notes, *message.item.notes])),
        )
        return Read(layer, members)


class _Message:
    """One open message."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.notes: list[str] = []
        kind = item.text(0x001A)
        if kind and not kind.lower().startswith(("ipm.note", "report.ipm")):
            self.notes.append(f"It is an Outlook item of the kind {kind}: only its text is read.")
        self._people: dict[str, list[tuple[str, str]]] = {"To": [], "Cc": [], "Bcc": []}
        for person in item.inside("__recip_version1.0_#"):
            field = _RECIPIENTS.get(person.integer(0x0C15) or 1, "To")
            address = person.text(0x39FE) or person.text(0x3003)
            self._people[field].append((person.text(0x3001), address))

    def head(self) -> Iterator[tuple[str, str]]:
        """The fields that a mail program shows."""
        sender = _person(*self._sender())
        if sender:
            yield "From", sender
        shown = {"To": 0x0E04, "Cc": 0x0E03, "Bcc": 0x0E02}
        for field, people in self._people.items():
            words = ", ".join(_person(*person) for person in people)
            words = words or " ".join(self.item.text(shown[field]).split())
            if words:
                yield field, words
        if date := self._date():
            yield "Date", date
        if subject := self._subject():
            yield "Subject", subject

    def body(self) -> tuple[str, list[Passage]]:
        """The body's text and passages, from the first form that has text."""
        plain = self.item.text(0x1000).replace("\x00", "").strip("\r\n")
        if plain.strip():
            return plain, marked(plain, furniture.mark(plain, cut(plain)))
        html = self.item.raw(0x1013) or self.item.text(0x1013).encode("utf-8", "replace")
        packed = self.item.raw(0x1009)
        rtf = unpack_rtf(packed, self.notes) if packed and not html.strip() else b""
        if b"\\fromhtml" in rtf[:2000]:
            html = b"\xef\xbb\xbf" + Walk(rtf, html=True).run().source.encode("utf-8", "replace")
        if html.strip():
            page = page_of(html, self.notes)
            if page.passages:
                return page.text, list(page.passages)
        if rtf:
            text, passages = join(blocks(Walk(rtf).run()))
            if passages:
                return text, list(passages)
        self.notes.append("The message has no text in its body.")
        return "", []

    def members(self) -> Iterator[Member]:
        """Attachments, and messages inside as files of their own."""
        taken: set[str] = set()
        for index, part in enumerate(self.item.inside("__attach_version1.0_#"), start=1):
            if index > MAX_ATTACHMENTS:
                self.notes.append(f"Only the first {MAX_ATTACHMENTS:,} attachments were taken out.")
                return
            method = part.integer(0x3705) or 0
            name = part.text(0x3707) or part.text(0x3704) or part.text(0x3001) or f"part-{index}"
            content = part.raw(0x3701)
            inner = part.folder(0x3701)
            if inner is not None:
                content = as_file(inner, self.item.names if method == 5 else None)
                name += "" if name.lower().endswith((".msg", ".ole")) else _ending(method)
            if not content:
                where = "lies elsewhere and" if method in _ELSEWHERE else "is empty or broken and"
                self.notes.append(f"The attachment {name!r} {where} was not read.")
                continue
            path = apart(safe_path(name.replace("/", "_")), taken)
            taken.add(path)
            yield Member(path, content)

    def info(self) -> DocumentInfo:
        """Subject, sender, recipients and date, as the message states them."""
        name, address = self._sender()
        people = [*self._people["To"], *self._people["Cc"]]
        return DocumentInfo(
            title=self._subject() or None,
            authors=(name or address,) if name or address else (),
            date=self._date() or None,
            recipients=tuple(name or address for name, address in people if name or address),
        )

    def _sender(self) -> tuple[str, str]:
        item = self.item
        name = item.text(0x0042) or item.text(0x0C1A)
        address = item.text(0x5D02) or item.text(0x5D01) or item.text(0x0065) or item.text(0x0C1F)
        return " ".join(name.split()), " ".join(address.split())

    def _date(self) -> str:
        return self.item.moment(0x0039) or self.item.moment(0x0E06)

    def _subject(self) -> str:
        return " ".join(self.item.text(0x0037).split())


def _person(name: str, address: str) -> str:
    """As mail programs write it; an Exchange directory path (/O=...) is no address."""
    name, address = " ".join(name.split()).strip("'"), address.strip()
    if address.startswith("/") or "@" not in address or address == name:
        return name or address
    return f"{name} <{address}>" if name else address


def _ending(method: int) -> str:
    return ".msg" if method == 5 else ".ole"
