"""Exhibits, their text layers, and places in them.

An exhibit is bytes received. A text layer is what one reader read from them: the decoded content
unchanged, cut into passages that say where each part stands. A locator names a place so that a
person, a program and a later reader find it again. Nothing here reads a file.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dalil.errors import RefusedQuote
from dalil.evidence.identity import OUTSIDE, identity
from dalil.evidence.terms import Tier

CONTEXT = 32
"""Code points of prefix and suffix in a quote selector (W3C Web Annotation, TextQuoteSelector)."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Bytes received.

    Attributes:
        sha256: Lower-case hex digest of the bytes: the exhibit's identity.
        size: Number of bytes.
        media_type: As sniffed from the bytes, not as claimed by the name.
        name: File name as received.
        source: Where it came from: a path, an address, or the place inside ``parent``.
        received_at: UTC, ISO 8601 with seconds and ``Z``.
        received_by: The person or program that brought it in.
        parent: sha256 of the container (mail, archive) that held it, if any.
        tier: Who may be shown it. Public only where somebody said so: what came in may be a leak, and
            nothing in the bytes tells.
        privileged: Under legal professional privilege.
        address: The web address that it was captured from, as its container says.
        captured_at: When it was captured, ISO 8601, as its container says; not when it came in.
    """

    sha256: str
    size: int
    media_type: str
    name: str
    source: str = field(metadata=OUTSIDE)
    received_at: str = field(metadata=OUTSIDE)
    received_by: str = field(metadata=OUTSIDE)
    parent: str | None = None
    tier: Tier = Tier.RECIPIENT
    privileged: bool = False
    address: str | None = field(default=None, metadata=OUTSIDE)
    captured_at: str | None = field(default=None, metadata=OUTSIDE)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in hundredths of a point from the page's top left corner."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text layer and where it stands in the exhibit.

    Attributes:
        start: First code point in the text layer.
        end: One past the last.
        kind: ``paragraph``, ``heading``, ``item``, ``cell``, ``footnote``, ``header`` (a letter's or
            mail's head), ``quoted`` (words of an earlier mail, by another author), ``furniture``
            (navigation, cookie banner, page number, related headlines).
        page: 1-based page, where the format has pages.
        boxes: Line boxes, where the format has a layout.
        paragraph: 1-based number of the paragraph.
        sheet: Name of the sheet, for tables.
        row: 1-based row of the table as a spreadsheet shows it (the header is row 1).
        column: 1-based column.
        xpath: Path of the element, for HTML and XML.
        raw: Byte span in the exhibit, where the format allows one to be named.
        language: ISO 639-1 code, where it was told.
        confidence: 0-100 where the words were recognised in a picture (OCR): the program's own mean
            confidence in them. None: the file itself holds the words.
        time: First and last millisecond of the recording, for subtitles.
    """

    start: int
    end: int
    kind: str = "paragraph"
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    paragraph: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    xpath: str | None = None
    raw: tuple[int, int] | None = None
    language: str | None = None
    confidence: int | None = None
    time: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a document says of itself, in its own words; nothing is inferred.

    Attributes:
        title: As printed.
        authors: As printed.
        publisher: Who brought it out; for a judgment the court.
        date: ISO 8601 where the format states one, else its own words.
        address: Where it was published or saved from.
        recipients: Of a letter or mail.
        captured: When a web page was saved, ISO 8601, as the file says.
        citation: The neutral citation of a judgment.
        judges: As printed on a judgment.
        parties: As printed on a judgment, with the role where it is printed: "X (Claimant)".
        made_by: Whom the file's properties name as its maker, where the text does not print that
            name: often a clerk or a company's licence, so never taken for the author.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None
    address: str | None = None
    recipients: tuple[str, ...] = ()
    captured: str | None = None
    citation: str | None = None
    judges: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    made_by: str | None = None


@dataclass(frozen=True)
class TextLayer:
    """What one reader read from an exhibit.

    Attributes:
        exhibit: sha256 of the exhibit.
        text: The decoded content unchanged; every offset in the product counts its code points.
        passages: In order of ``start``, not overlapping; text between two of them is white space or
            separators. Tables: one passage a cell; text is rows of tab-separated cells.
        reader: Name and version of the reader, such as ``pdf/1``.
        media_type: As sniffed.
        language: ISO 639-1 code of most of the text, or None.
        info: What the document says of itself.
        table: The passages are cells of a table whose first row is the header.
        notes: What could not be read, in plain words; not empty means "read in part".
        raw_text_span: Byte span of the text in the exhibit for plain-text formats (BOM left out).
        encoding: Character encoding of plain-text formats.
    """

    exhibit: str
    text: str
    passages: tuple[Passage, ...]
    reader: str
    media_type: str
    language: str | None = None
    info: DocumentInfo = DocumentInfo()
    table: bool = False
    notes: tuple[str, ...] = ()
    encoding: str | None = None

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    def passages_at(self, start: int, end: int) -> tuple[Passage, ...]:
        """All passages that share at least one code point with ``start:end``."""
        first = max(bisect.bisect_right(self._starts, start) - 1, 0)
        last = bisect.bisect_left(self._starts, max(end, start + 1))
        return tuple(p for p in self.passages[first:last] if p.end > start)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container: an exhibit of its own, with the path that led to it.

    Attributes:
        path: Where it lies in the container.
        content: Its bytes.
        address: The web address that it was captured from, as the container says.
        captured: When, ISO 8601, as the container says.
    """

    path: str
    content: bytes = field(repr=False)
    address: str | None = None
    captured: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read: the vault keeps its bytes, the case records why.

    Attributes:
        exhibit: sha256 of the exhibit.
        code: Short stable word, such as ``encrypted``, ``empty``, ``unsupported``, ``time_limit``.
        reason: One sentence for a person.
        reader: The reader that refused.
    """

    exhibit: str
    code: str
    reason: str
    reader: str


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in an exhibit: a W3C text quote selector, a position, and the format's own pinpoint.

    Attributes:
        start: First code point in the text layer (W3C TextPositionSelector).
        end: One past the last.
        exact: The words at the place, verbatim (W3C TextQuoteSelector).
        prefix: Up to 32 code points before.
        suffix: Up to 32 code points after.
        confidence: 0-100 where the words were recognised in a picture (OCR), the lowest of the
            passages; outside the identity, as boxes are.
        time: First and last millisecond of the recording, for subtitles.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None
    boxes: tuple[Box, ...] = field(default=(), metadata=OUTSIDE)
    paragraph: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    xpath: str | None = None
    confidence: int | None = field(default=None, metadata=OUTSIDE)
    time: tuple[int, int] | None = field(default=None, metadata=OUTSIDE)

    @property
    def place(self) -> str:
        """The place in a reader's words, such as ``page 2, paragraph 14``; says where OCR read it."""
        parts = [
            f"{_clock(self.time[0])}-{_clock(self.time[1])}" if self.time is not None else "",
            f"page {self.page}" if self.page is not None else "",
            f"sheet {self.sheet}" if self.sheet else "",
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column is not None else "",
            f"paragraph {self.paragraph}" if self.paragraph is not None and not self.row else "",
        ]
        words = ", ".join(part for part in parts if part) or f"characters {self.start}-{self.end}"
        if self.confidence is None:
            return words
        return f"{words} (recognised in a picture, confidence {self.confidence} %)"


def _clock(milliseconds: int) -> str:
    """A place in a recording as players show it: ``1:02:03.450``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def locate(layer: TextLayer, start: int, end: int) -> Locator:
    """Name the place ``start:end`` of a text layer.

    Raises:
        RefusedQuote: The span is empty or leaves the text.
    """
    if not 0 <= start < end <= len(layer.text):
        raise RefusedQuote(
            f"The span {start}:{end} does not lie in the text of exhibit {layer.exhibit[:12]}, "
            f"which has {len(layer.text)} characters."
        )
    found = layer.passages_at(start, end)
    first = found[0] if found else Passage(start, end)
    return Locator(
        start=start,
        end=end,
        exact=layer.text[start:end],
        prefix=layer.text[max(0, start - CONTEXT) : start],
        suffix=layer.text[end : end + CONTEXT],
        page=first.page,
        boxes=tuple(box for passage in found for box in passage.boxes),
        paragraph=first.paragraph,
        sheet=first.sheet,
        row=first.row,
        column=first.column,
        xpath=first.xpath,
        confidence=min((p.confidence for p in found if p.confidence is not None), default=None),
        time=_time(found),
    )


def _time(found: tuple[Passage, ...]) -> tuple[int, int] | None:
    times = [passage.time for passage in found if passage.time is not None]
    return (min(t[0] for t in times), max(t[1] for t in times)) if times else None


def check_quote(layer: TextLayer, locator: Locator) -> None:
    """Refuse a quote that does not stand at its place, character for character.

    Raises:
        RefusedQuote: The text at the place differs from the quote, its prefix or its suffix.
    """
    start, end = locator.start, locator.end
    fits = (
        0 <= start < end <= len(layer.text)
        and layer.text[start:end] == locator.exact
        and layer.text[max(0, start - len(locator.prefix)) : start] == locator.prefix
        and layer.text[end : end + len(locator.suffix)] == locator.suffix
    )
    if not fits:
        raise RefusedQuote(
            f"The quote {locator.exact[:80]!r} does not stand at {start}:{end} of exhibit "
            f"{layer.exhibit[:12]}, where the text reads {layer.text[start:end][:80]!r}.",
            "A claim needs the exact words; read the exhibit again.",
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity.

    Attributes:
        exhibit: sha256 of the exhibit.
        start: First code point in the text layer.
        end: One past the last.
        text: The words, verbatim.
        type: One of :class:`~dalil.evidence.terms.MentionType`, outside the identity: a later
            reading may type the same words better.
        method: The rule or model that found it, outside the identity.
    """

    exhibit: str
    start: int
    end: int
    text: str
    type: str = field(metadata=OUTSIDE)
    method: str = field(default="", metadata=OUTSIDE)
    id: str = field(init=False, default="", metadata=OUTSIDE)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identity("m", self.exhibit, self.start, self.end))


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions by place, longer first where two begin together."""
    return sorted(mentions, key=lambda m: (m.exhibit, m.start, -m.end))
