"""One place that knows which reader reads what: bytes in, an outcome out, never an exception.

This runs inside the parsing process. It sniffs, reads, tells languages, and turns whatever goes
wrong in a reader into a refusal with a reason. Readers are imported when their format comes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from dalil.errors import Unreadable
from dalil.evidence import Member, Refusal, TextLayer
from dalil.text.port import Aid, Read, Reader, ReadOutcome, Source
from dalil.text.sniff import (
    AKN,
    BZIP2,
    CSV,
    DOCX,
    EMLX,
    EMPTY,
    GZIP,
    HTML,
    LOCKED,
    MAIL,
    MARKDOWN,
    MBOX,
    MHTML,
    MSG,
    ODP,
    ODS,
    ODT,
    PDF,
    PICTURES,
    PPTX,
    RTF,
    SEVENZIP,
    SRT,
    TAR,
    TEXT,
    TSV,
    VTT,
    WACZ,
    WARC,
    XLS,
    XLSB,
    XLSX,
    XZ,
    ZIP,
    Kind,
    sniff,
)
from dalil.text.unread import way_out

READERS: dict[str, tuple[str, str]] = {
    TEXT: ("plain", "PlainReader"),
    MARKDOWN: ("plain", "PlainReader"),
    HTML: ("html", "HtmlReader"),
    PDF: ("pdf", "PdfReader"),
    DOCX: ("docx", "DocxReader"),
    MAIL: ("mail", "MailReader"),
    CSV: ("table", "TableReader"),
    TSV: ("table", "TableReader"),
    MBOX: ("mbox", "MboxReader"),
    EMLX: ("mbox", "EmlxReader"),
    RTF: ("rtf", "RtfReader"),
    MSG: ("msg", "MsgReader"),
    PPTX: ("pptx", "PptxReader"),
    ODT: ("odt", "OdtReader"),
    ODP: ("odt", "OdtReader"),
    XLSX: ("workbook", "WorkbookReader"),
    XLSB: ("workbook", "WorkbookReader"),
    XLS: ("workbook", "WorkbookReader"),
    ODS: ("workbook", "WorkbookReader"),
    ZIP: ("archive", "ArchiveReader"),
    TAR: ("archive", "ArchiveReader"),
    GZIP: ("archive", "ArchiveReader"),
    BZIP2: ("archive", "ArchiveReader"),
    XZ: ("archive", "ArchiveReader"),
    SEVENZIP: ("archive", "ArchiveReader"),
    AKN: ("akoma", "AkomaReader"),
    VTT: ("subtitles", "SubtitleReader"),
    SRT: ("subtitles", "SubtitleReader"),
    MHTML: ("mhtml", "MhtmlReader"),
    WARC: ("webarchive", "WebArchiveReader"),
    WACZ: ("webarchive", "WebArchiveReader"),
    **dict.fromkeys(PICTURES, ("image", "ImageReader")),
}
"""Module and class by media type."""
SNIFFER = "sniff/1"
REDACTOR = "redact/1"
DRAWER = "draw/1"


def reader_for(media_type: str) -> Reader | None:
    """The reader of a media type, or None where there is none yet."""
    place = READERS.get(media_type)
    if place is None:
        return None
    reader: Reader = getattr(import_module(f"dalil.text.{place[0]}"), place[1])()
    return reader


def read_here(content: bytes, sha256: str, name: str, aid: Aid | None = None) -> ReadOutcome:
    """Read in this very process, without bounds: for the child and for tests.

    Args:
        content: The bytes of the exhibit.
        sha256: Their digest, lower-case hex.
        name: File name as received.
        aid: What readers may use besides the bytes.
    """
    kind = sniff(content, name)
    reader = reader_for(kind.media_type)
    by = reader.name if reader else SNIFFER
    try:
        if reader is None:
            raise _unsupported(kind)
        source = Source(content, sha256, name, kind.media_type, aid or Aid())
        return _outcome(kind, reader.read(source))
    except Unreadable as error:
        refusal = Refusal(sha256, error.reason_code, str(error), by)
    except MemoryError:
        refusal = Refusal(sha256, "memory_limit", "Reading it takes more memory than allowed.", by)
    except RecursionError:
        refusal = Refusal(sha256, "corrupt", "It is nested too deeply to be read.", by)
    except Exception as error:  # noqa: BLE001 - the door between hostile bytes and the case
        words = f"The reader {by} failed on it ({type(error).__name__}: {str(error)[:200]})."
        refusal = Refusal(sha256, "failed", words, by)
    return ReadOutcome(kind.media_type, refusal=refusal)


def redact_here(content: bytes, sha256: str, wanted: Mapping[str, Any]) -> ReadOutcome:
    """Redact a PDF in this very process: a copy and its boxes as members, or a refusal.

    Args:
        content: The bytes of the exhibit.
        sha256: Their digest, lower-case hex.
        wanted: As :func:`dalil.text.pdf_redact.redact_pdf` takes it.
    """
    from dalil.text.pdf_redact import redact_pdf

    def members() -> tuple[Member, ...]:
        copy, boxes = redact_pdf(content, wanted)
        rows = [[box.page, box.left, box.top, box.right, box.bottom] for box in boxes]
        told = Member("boxes.json", json.dumps(rows).encode())
        return Member("redacted.pdf", copy), told

    return _worked(members, sha256, REDACTOR, ("Redacting it", "It cannot be redacted"))


def draw_here(content: bytes, sha256: str, wanted: Mapping[str, Any]) -> ReadOutcome:
    """Draw a page of a PDF in this very process: a PNG as member, or a refusal.

    Args:
        content: The bytes of the exhibit.
        sha256: Their digest, lower-case hex.
        wanted: As :func:`dalil.text.pdf_page.draw_page` takes it.
    """
    from dalil.text.pdf_page import draw_page

    def members() -> tuple[Member, ...]:
        return (Member("page.png", draw_page(content, wanted)),)

    return _worked(members, sha256, DRAWER, ("Drawing it", "The page cannot be drawn"))


def _worked(
    make: Callable[[], tuple[Member, ...]], sha256: str, by: str, words: tuple[str, str]
) -> ReadOutcome:
    """What a piece of work on a PDF gives, or the refusal of what it cannot be done to.

    ``words`` name the work where it takes too much memory, and where it fails.
    """
    work, failure = words
    try:
        return ReadOutcome(PDF, members=make())
    except Unreadable as error:
        refusal = Refusal(sha256, error.reason_code, str(error), by)
    except MemoryError:
        refusal = Refusal(sha256, "memory_limit", f"{work} takes more memory than allowed.", by)
    except Exception as error:  # noqa: BLE001 - the door between hostile bytes and the case
        told = f"{failure} ({type(error).__name__}: {str(error)[:200]})."
        refusal = Refusal(sha256, "failed", told, by)
    return ReadOutcome(PDF, refusal=refusal)


def _unsupported(kind: Kind) -> Unreadable:
    if kind.media_type == EMPTY:
        return Unreadable("The file is empty.", reason_code="empty")
    if kind.media_type == LOCKED:
        words = "The Office document is encrypted and asks for a password."
        hint = "Save it without a password and take in that copy too."
        return Unreadable(words, hint, reason_code="encrypted")
    words = f"This is {kind.words}, which is not read."
    return Unreadable(words, way_out(kind.media_type), reason_code="unsupported")


def _outcome(kind: Kind, read: Read) -> ReadOutcome:
    from dalil.text.labels import part
    from dalil.text.language import tell

    return ReadOutcome(kind.media_type, layer=part(tell(_clean(read.layer))), members=read.members)


def _clean(layer: TextLayer) -> TextLayer:
    """Lone surrogates cannot be stored or hashed: each becomes U+FFFD, and a note says so."""
    try:
        layer.text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in layer.text)
        note = "Characters that are no Unicode text (lone surrogates) are shown as U+FFFD."
        return replace(layer, text=text, notes=(*layer.notes, note))
    return layer
