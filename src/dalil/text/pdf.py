"""PDF documents: the text layer of each page with page numbers and line boxes.

The text is what the file itself holds, line by line; words broken at a line's end stay broken.
Only a page that is a picture is recognised (OCR), where a program for it is installed; a note names
the pages that were and those that could not be, and a document without any text is refused, so
that a scan is never taken for an empty document. Forms' values, comments and attachments are not
read; a note says so where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.text import furniture
from dalil.text.blocks import check_length, join, number
from dalil.text.maker import settle_maker
from dalil.text.ocr import MISSING
from dalil.text.pdf_layout import Line, paragraphs
from dalil.text.pdf_lines import lines_of
from dalil.text.pdf_picture import is_covered, is_garbled, is_picture, picture_of
from dalil.text.port import Read, Source
from dalil.text.scan import Scans
from dalil.text.sniff import PDF
from dalil.text.vendor_types import PdfDocument

MAX_PAGES = 20_000
_PASSWORD, _SECURITY = 4, 5
"""Error codes FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of PDFium."""


class PdfReader:
    """Reads PDF."""

    name = "pdf/2"
    media_types = (PDF,)

    def read(self, source: Source) -> Read:
        """Read a PDF document.

        Raises:
            Unreadable: ``encrypted``, ``corrupt``, ``truncated``, ``no_text``, ``no_ocr`` or
                ``too_large``.
        """
        notes: list[str] = []
        scans = Scans(source.aid)
        document = open_pdf(source.content)
        try:
            pages = list(_pages(document, scans, notes))
            info = _info(document)
            notes.extend(_unread(document))
        finally:
            document.close()
        notes = [*scans.remarks(), *notes]
        if not any(pages):
            raise _without_text(len(pages), scans, notes)
        text, passages = join(scans.placed(paragraphs(pages)))
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(furniture.mark(text, passages)),
            reader=f"{self.name} with {scans.program}" if scans.program else self.name,
            media_type=PDF,
            info=settle_maker(info, text),
            notes=tuple(notes),
        )
        return Read(layer)


def open_pdf(content: bytes) -> PdfDocument:
    """Open a PDF.

    Raises:
        Unreadable: ``encrypted``, ``corrupt`` or ``truncated``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) == 0:
            document.close()
            raise Unreadable("The PDF has no page.", reason_code="corrupt")
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (_PASSWORD, _SECURITY) or "password" in str(error).lower():
            raise Unreadable(
                "The PDF is encrypted and asks for a password.",
                "Save it without a password and take in that copy too.",
                reason_code="encrypted",
            ) from error
        truncated = b"%%EOF" not in content[-2048:]
        how, why = "ends too early" if truncated else "is broken", str(error).rstrip(". ")
        raise Unreadable(
            f"The PDF {how} and cannot be opened: {why}.",
            reason_code="truncated" if truncated else "corrupt",
        ) from error
    return document


def _without_text(count: int, scans: Scans, notes: list[str]) -> Unreadable:
    if scans.unread and scans.ocr is None:
        return Unreadable(
            f"None of the {count} pages has a text layer: they are pictures, and {MISSING}.",
            "Then run dalil ingest or dalil read --case again: the vault keeps the file.",
            reason_code="no_ocr",
        )
    words = " ".join(notes) or "Its pages are blank."
    return Unreadable(f"None of the {count} pages holds text. {words}", reason_code="no_text")


def _pages(document: PdfDocument, scans: Scans, notes: list[str]) -> Iterator[list[Line]]:
    """The lines of each page; what fails on a page is noted and the next one is read."""
    import pypdfium2

    count = len(document)
    if count > MAX_PAGES:
        notes.append(f"The document has {count:,} pages; the first {MAX_PAGES:,} were read.")
    covered: list[int] = []
    broken: list[int] = []
    garbled: list[int] = []
    length = 0
    for index in range(min(count, MAX_PAGES)):
        lines: list[Line] = []
        try:
            lines = lines_of(document, index)
            own = "".join(line.text for line in lines)
            if is_picture(document, index, own):
                if is_garbled(own):
                    garbled.append(index + 1)
                    lines = []
                if not scans.skip(index + 1):
                    seen = scans.read(picture_of(document, index), lines)
                    lines = _merged(scans.upright(lines, index + 1), seen)
            elif lines and is_covered(document, index):
                covered.append(index + 1)
        except pypdfium2.PdfiumError:
            broken.append(index + 1)
        length += sum(len(line.text) + 1 for line in lines)
        check_length(length)
        yield lines
    if covered:
        notes.append(
            f"{_named(covered)} a picture over the whole page and a text layer that another program "
            "laid under it: compare quotes from it with the picture."
        )
    if garbled:
        notes.append(
            f"{_named(garbled)} text whose font says no letters (signs without meaning): taken as a picture."
        )
    if broken:
        notes.append(f"{_named(broken)} a broken description and could not be read.")


def _merged(own: list[Line], seen: list[Line]) -> list[Line]:
    """A scan's stamp and its recognised lines, from the top down."""
    above = [line for line in own if not seen or line.box.top <= seen[0].box.top]
    return [*above, *seen, *(line for line in own if line not in above)]


def _named(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20])) + (", ..." if len(pages) > 20 else "")
    return f"Page {shown} has" if len(pages) == 1 else f"{len(pages)} pages ({shown}) have"


def _info(document: PdfDocument) -> DocumentInfo:
    try:
        data = document.get_metadata_dict(skip_empty=True)
    except (UnicodeDecodeError, ValueError):
        return DocumentInfo()
    author = _clean(data.get("Author"))
    return DocumentInfo(
        title=_clean(data.get("Title")),
        authors=(author,) if author else (),
        date=_date(data.get("CreationDate")),
    )


def _clean(value: str | None) -> str | None:
    words = " ".join((value or "").replace("\x00", " ").split())
    return words.encode("utf-8", "replace").decode("utf-8") or None


def _date(value: str | None) -> str | None:
    """ISO 8601 from a PDF date (ISO 32000-1, 7.9.4); its own words where it breaks the form."""
    found = re.match(
        r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(Z|[+-]\d\d)?'?(\d\d)?", value or ""
    )
    if not found:
        return _clean(value)
    year, month, day, hour, minute, second, zone, zone_minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not (day and hour and minute):
        return date
    ending = "" if not zone else "Z" if zone == "Z" else f"{zone}:{zone_minutes or '00'}"
    return f"{date}T{hour}:{minute}:{second or '00'}{ending}"


def _unread(document: PdfDocument) -> Iterator[str]:
    """What the file holds besides the pages' text."""
    import pypdfium2

    try:
        if document.get_formtype():
            yield "The document is a form; what was filled in may not be part of its text."
        count = document.count_attachments()
    except pypdfium2.PdfiumError:
        return
    if count:
        yield f"{count} files attached inside the PDF were not read."
