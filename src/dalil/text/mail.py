"""Mails (RFC 5322, MIME): head, body, and attachments as members.

The text layer is what a mail program shows: From, To, Cc, Date, Subject, then the body. Words of
earlier mails (lines that begin with ``>``) are marked ``quoted``, since they have another author.
Attachments become members; nothing is fetched and no link is followed.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError, InvalidHeaderDefect
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, Member, Passage, TextLayer
from dalil.text import furniture
from dalil.text.blocks import check_length, number
from dalil.text.decode import declared, decode
from dalil.text.html import page_of
from dalil.text.plain import passages as cut
from dalil.text.port import Read, Source
from dalil.text.sniff import MAIL

MAX_PARTS = 1000
_SHOWN = ("From", "Sender", "To", "Cc", "Date", "Sent", "Subject")
"""``Sent`` is no field of a mail that was sent, but of one printed or pasted."""
_EARLIER = re.compile(
    r"-{2,}\s*(?:original message|forwarded message|исходное сообщение|пересылаемое сообщение)\s*-{2,}"
    r"|on .{6,120} wrote:\s*$|\d.{6,120} (?:пишет|написал\w*):\s*$|le .{6,120} a écrit\s?:\s*$|am .{6,120} schrieb .{0,80}:\s*$",
    re.I,
)  # fmt: skip


class MailReader:
    """Reads EML."""

    name = "mail/2"
    media_types = (MAIL,)

    def read(self, source: Source) -> Read:
        """Read a mail.

        Raises:
            Unreadable: ``corrupt``, ``empty`` or ``too_large``.
        """
        message = email.message_from_bytes(source.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)  # policy.default makes one  # noqa: S101
        mail = _Mail(message)
        head = "\n".join(f"{name}: {value}" for name, value in mail.head())
        body, found = mail.body()
        text = f"{head}\n\n{body}" if head else body
        check_length(len(text))
        base = len(text) - len(body)
        passages = [*head_passages(head), *(moved(passage, base) for passage in found)]
        if not passages:
            raise Unreadable("The mail has neither a head nor a body.", reason_code="empty")
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(passages),
            reader=self.name,
            media_type=MAIL,
            info=mail.info(),
            notes=tuple(dict.fromkeys(mail.notes)),
        )
        return Read(layer, tuple(mail.members))


class _Mail:
    """One message; collects notes and members while it is read."""

    def __init__(self, message: EmailMessage) -> None:
        self.message = message
        self.notes: list[str] = []
        self.members: list[Member] = []
        self.recipients: list[str] = []
        defects = {type(defect).__name__ for part in message.walk() for defect in part.defects}
        if defects:
            self.notes.append(f"The mail breaks its format: {', '.join(sorted(defects))}.")
        behind = sum(
            len(part.epilogue or "") for part in message.walk() if (part.epilogue or "").strip()
        )
        if behind:
            self.notes.append(f"{behind:,} characters behind the mail's last part were not read.")

    def field(self, name: str, message: Message | None = None) -> str:
        """A header field's words on one line; the raw ones where the field is malformed."""
        target = self.message if message is None else message
        try:
            value = target[name]
            # What the parser cannot take for an address it leaves out: whoever stands behind a semicolon.
            whole = not any(
                isinstance(d, InvalidHeaderDefect) for d in getattr(value, "defects", ())
            )
        except Exception:  # noqa: BLE001 - the stdlib's header parser raises many classes on bad mails
            value, whole = None, False
        if not whole:
            self.notes.append(f"The field {name} is malformed and shown as it stands.")
            raw = [v for k, v in target.raw_items() if k.lower() == name.lower()]
            value = _unencoded(raw[0]) if raw else ""
        return clean(" ".join(str(value or "").split()))

    def head(self) -> Iterator[tuple[str, str]]:
        """The fields that a mail program shows."""
        for name in _SHOWN:
            value = self.field(name)
            if value and not (name == "Sender" and value == self.field("From")):
                yield name, value

    def body(self) -> tuple[str, list[Passage]]:
        """The body's text and passages; walks all parts once and collects the attachments."""
        plain: list[str] = []
        pages: list[bytes] = []
        for part in _leaves(self.message, self.notes):
            self._leaf(part, plain, pages)
        text = "\n\n".join(words.strip("\r\n") for words in plain if words.strip())
        if text:
            return text, marked(text, furniture.mark(text, cut(text)))
        for content in pages:
            page = page_of(content, self.notes)
            if page.passages:
                return page.text, list(page.passages)
        self.notes.append("The mail has no text in its body.")
        return "", []

    def _leaf(self, part: Message, plain: list[str], pages: list[bytes]) -> None:
        content_type = part.get_content_type()
        name = self._file_name(part)
        attached = name is not None or self._disposition(part) == "attachment"
        if content_type == "text/plain" and not attached:
            plain.append(self._text(part))
        elif content_type == "text/html" and not attached:
            pages.append(self._page(part))
        else:
            self._attach(part, name or f"part-{len(self.members) + 1}{_suffix(content_type)}")

    def _disposition(self, part: Message) -> str:
        try:
            return part.get_content_disposition() or ""
        except Exception:  # noqa: BLE001 - as in field()
            return ""

    def _file_name(self, part: Message) -> str | None:
        try:
            name = part.get_filename()
        except Exception:  # noqa: BLE001 - as in field()
            return None
        return clean(" ".join(name.split())) or None if isinstance(name, str) else None

    def _payload(self, part: Message) -> bytes:
        """A part's bytes; where its own description prevents that, without the description."""
        for remedy in ("", "Content-Type", "Content-Transfer-Encoding"):
            try:
                if remedy:
                    del part[remedy]
                payload = part.get_payload(decode=True)
            except Exception:  # noqa: BLE001, S112 - as in field(); the next remedy is tried
                continue
            if remedy:
                self.notes.append(
                    "A part's description is broken; its bytes are shown as they stand."
                )
            return payload if isinstance(payload, bytes) else b""
        return b""

    def _text(self, part: Message) -> str:
        payload = self._payload(part)
        charset = self._charset(part)
        found = declared(payload, charset) if charset else None
        if found is None or (found.notes and charset):
            guess = decode(payload)
            found = guess if found is None or not guess.notes else found
        self.notes.extend(found.notes)
        return clean(found.text)

    def _page(self, part: Message) -> bytes:
        """The HTML as UTF-8 bytes with a mark, so that the mail's charset rules, as it must."""
        charset = self._charset(part)
        payload = self._payload(part)
        found = declared(payload, charset) if charset else None
        return b"\xef\xbb\xbf" + clean(found.text).encode("utf-8") if found else payload

    def _charset(self, part: Message) -> str | None:
        try:
            charset = part.get_content_charset()
        except Exception:  # noqa: BLE001 - as in field()
            return None
        return str(charset) if charset else None

    def _attach(self, part: Message, name: str) -> None:
        if part.get_content_type() == "message/rfc822":
            content = _bytes_of((_children(part) or [part])[0])
            name = name if name.lower().endswith(".eml") else f"{name}.eml"
        else:
            content = _bytes_of(part) if part.is_multipart() else self._payload(part)
        if content:
            taken = {member.path for member in self.members}
            path, count = name, 2
            while path in taken:
                path, count = f"{count}-{name}", count + 1
            self.members.append(Member(path, content))
        else:
            self.notes.append(f"The attachment {name!r} is empty or its encoding is broken.")

    def info(self) -> DocumentInfo:
        """Subject, sender, recipients and date, as the mail states them."""
        senders = _people(self.field("From"))
        return DocumentInfo(
            title=self.field("Subject") or None,
            authors=tuple(senders),
            date=_date(self.field("Date") or self.field("Sent")),
            recipients=tuple(_people(self.field("To"))) + tuple(_people(self.field("Cc"))),
        )


def clean(text: str) -> str:
    """Bytes that the mail parser smuggled through as lone surrogates become U+FFFD."""
    return (
        text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    )


def _leaves(message: Message, notes: list[str]) -> Iterator[Message]:
    """All parts that are no containers, in order; without recursion, so depth cannot hurt."""
    stack: list[Message] = [message]
    count = 0
    while stack:
        part = stack.pop()
        count += 1
        if count > MAX_PARTS:
            notes.append(f"The mail has more than {MAX_PARTS} parts; the rest was not read.")
            return
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack.extend(reversed(_children(part)))
        else:
            yield part


def _children(part: Message) -> list[Message]:
    """The parts inside; a payload of text is not touched, since decoding it may fail."""
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if isinstance(child, Message)]


def _bytes_of(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # noqa: BLE001 - re-serialising a malformed mail fails in many ways
        return b""


def _suffix(content_type: str) -> str:
    known = {
        "text/html": ".html",
        "text/plain": ".txt",
        "message/rfc822": ".eml",
        "image/png": ".png",
    }
    return known.get(content_type, "")


def head_passages(head: str) -> Iterator[Passage]:
    """The lines of a mail's head."""
    place = 0
    for line in head.split("\n"):
        if line.strip():
            yield Passage(place, place + len(line.rstrip()), kind="header")
        place += len(line) + 1


def moved(passage: Passage, base: int) -> Passage:
    """A passage of the body, behind a head of ``base`` characters."""
    return replace(passage, start=passage.start + base, end=passage.end + base, raw=None)


def marked(text: str, found: list[Passage]) -> list[Passage]:
    """What stands below "Original message" or "... wrote:" belongs to earlier mails."""
    earlier = False
    marked: list[Passage] = []
    for passage in found:
        words = text[passage.start : passage.end]
        dashed = words.lstrip().startswith("--")
        if _EARLIER.match(words) and dashed:
            earlier = True
        marked.append(
            replace(passage, kind="quoted") if earlier or _EARLIER.match(words) else passage
        )
    return marked


def _unencoded(value: str) -> str:
    """A raw field with its encoded words (RFC 2047) as text; as it stands where they cannot be read."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def _people(value: str) -> list[str]:
    """Names, or addresses where a name is missing; some mail programs part them by semicolons."""
    if ";" in value and '"' not in value and ":" not in value:
        return [one for part in value.split(";") for one in _people(part.strip())]
    if value and "@" not in value and "<" not in value:
        return [clean(part.strip()) for part in value.split(",") if part.strip()]
    try:
        pairs = getaddresses([value])
    except Exception:  # noqa: BLE001 - as in field()
        return [value] if value else []
    return [clean(name or address) for name, address in pairs if name or address]


_HALF_DAY = re.compile(r"\d ?[ap]\.?m\b", re.IGNORECASE)


def _date(value: str) -> str | None:
    """ISO 8601 where the field keeps to RFC 5322, else its own words."""
    if _HALF_DAY.search(value):
        return value  # the parser of mail dates drops "PM"
    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return value or None
