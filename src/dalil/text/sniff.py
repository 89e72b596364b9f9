"""What a file is, by its bytes.

The name is asked only where bytes leave a choice between kinds of plain text (Markdown or prose,
a table with few columns or prose); it never overrides what the bytes say. Nothing is unpacked: of
a ZIP only the list of names is read.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from dalil.text.decode import decode
from dalil.text.delimiter import guess_delimiter
from dalil.text.ole import MAGIC as OLE_MAGIC
from dalil.text.ole import top_names

_HEAD = 65536

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
PDF, MAIL, CSV, TSV = "application/pdf", "message/rfc822", "text/csv", "text/tab-separated-values"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XML, ZIP, UNKNOWN = "application/xml", "application/zip", "application/octet-stream"
EMPTY = "application/x-empty"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ODF = "application/vnd.oasis.opendocument."
ODT, ODS, ODP = _ODF + "text", _ODF + "spreadsheet", _ODF + "presentation"
XLS, MSG, RTF = "application/vnd.ms-excel", "application/vnd.ms-outlook", "application/rtf"
MBOX, EMLX, LOCKED = "application/mbox", "message/x-emlx", "application/x-ooxml-encrypted"
TAR, GZIP, SEVENZIP = "application/x-tar", "application/gzip", "application/x-7z-compressed"
BZIP2, XZ = "application/x-bzip2", "application/x-xz"
WARC, WACZ, MHTML = "application/warc", "application/wacz", "multipart/related"
AKN, VTT, SRT = "application/akn+xml", "text/vtt", "application/x-subrip"
PICTURES = (
    "image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif", "image/bmp", "image/jp2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What the bytes are: media type, and a person's words for it."""

    media_type: str
    words: str


_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"7z\xbc\xaf\x27\x1c", SEVENZIP, "a 7z archive"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar", "a RAR archive"),
    (0, b"\x1f\x8b", GZIP, "a gzip archive"),
    (0, b"BZh", BZIP2, "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", XZ, "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd", "a zstd archive"),
    (257, b"ustar", TAR, "a TAR archive"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "a PNG image"),
    (0, b"\xff\xd8\xff", "image/jpeg", "a JPEG image"),
    (0, b"GIF8", "image/gif", "a GIF image"),
    (0, b"II*\x00", "image/tiff", "a TIFF image"),
    (0, b"MM\x00*", "image/tiff", "a TIFF image"),
    (0, b"\x00\x00\x00\x0cjP  ", "image/jp2", "a JPEG 2000 image"),
    (0, b"\xff\x4f\xff\x51", "image/jp2", "a JPEG 2000 image"),
    (0, b"AT&TFORM", "image/vnd.djvu", "a DjVu scan"),
    (8, b"WEBP", "image/webp", "a WebP image"),
    (6, b"\x00\x00\x00\x00", "image/bmp", "a BMP image"),
    (8, b"WAVE", "audio/wav", "a sound recording"),
    (4, b"ftyp", "video/mp4", "a sound or film recording"),
    (0, b"ID3", "audio/mpeg", "a sound recording"),
    (0, b"OggS", "audio/ogg", "a sound recording"),
    (0, b"{\\rtf", RTF, "an RTF document"),
    (0, b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed", "a cabinet archive"),
    (32769, b"CD001", "application/x-iso9660-image", "a disc image"),
    (0, b"!BDN", "application/vnd.ms-outlook-pst", "an Outlook mailbox (PST)"),
    (4, b"Standard Jet DB", "application/x-msaccess", "an Access database"),
    (4, b"Standard ACE DB", "application/x-msaccess", "an Access database"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3", "an SQLite database"),
    (0, b"\x7fELF", "application/x-elf", "a program"),
    (0, b"%!PS", "application/postscript", "a PostScript document"),
    (0, b"WARC/", WARC, "a web archive (WARC)"),
)
_ZIPPED = (
    ("word/document.xml", DOCX, "a Word document"),
    ("xl/workbook.xml", XLSX, "an Excel workbook"),
    ("xl/workbook.bin", XLSB, "an Excel workbook (binary)"),
    ("ppt/presentation.xml", PPTX, "a PowerPoint presentation"),
    ("datapackage.json", WACZ, "a web archive (WACZ)"),
)  # fmt: skip
_STATED = {
    ODT: "an OpenDocument text",
    ODS: "an OpenDocument spreadsheet",
    ODP: "an OpenDocument presentation",
    _ODF + "graphics": "an OpenDocument drawing",
    _ODF + "formula": "an OpenDocument formula",
    "application/epub+zip": "an EPUB book",
}
"""What a ZIP may state of itself in its first member; other words there are not believed."""
_OLE = (
    ("WordDocument", "application/msword", "an old Word document (DOC)"),
    ("Workbook", XLS, "an old Excel workbook (XLS)"),
    ("Book", XLS, "an old Excel workbook (XLS)"),
    (
        "PowerPoint Document",
        "application/vnd.ms-powerpoint",
        "an old PowerPoint presentation (PPT)",
    ),
    ("__properties_version1.0", MSG, "an Outlook message (MSG)"),
    ("EncryptedPackage", LOCKED, "an Office document with a password"),
)
"""Streams and folders at the top of an OLE file, in the order in which they decide."""
_TEXTUAL = (
    (re.compile(r"\s*BEGIN:VCARD\b", re.I), "text/vcard", "an address card (vCard)"),
    (re.compile(r"\s*BEGIN:VCALENDAR\b", re.I), "text/calendar", "a calendar entry"),
    (re.compile(r"WEBVTT\b"), VTT, "subtitles (WebVTT)"),
    (
        re.compile(
            r"\s*(?:\d{1,6}\s*\r?\n)?\d{1,3}:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d{1,3}:\d\d:\d\d[,.]\d"
        ),
        SRT,
        "subtitles (SRT)",
    ),
    (re.compile(r"From \S+ .*\d{4}\s*\r?\n[\w-]+:"), MBOX, "a mailbox (MBOX)"),
    (re.compile(r"\s*\d{1,9}\s*\r?\n[\w-]+: "), EMLX, "an Apple mail (EMLX)"),
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|table|p|h1|script|style|span)\b",
    re.I,
)
_SAVED_PAGE = re.compile(
    r"^(?:Snapshot-Content-Location:|From: <Saved by |X-MAF-|X-MimeOLE: Produced By Microsoft MimeOLE)"
    r"(?=[^\0]*^Content-Type:\s*multipart/related)",
    re.I | re.M,
)
"""Fields that browsers write into the page that they save, never into a mail of related parts."""
_MAIL_FIELD = re.compile(r"([!-9;-~]{1,76}):[ \t]?")
_MAIL_NAMES = frozenset(
    "from to cc bcc subject date message-id received return-path mime-version delivered-to sender "  # noqa: SIM905 - a list of words
    "reply-to content-type x-mailer dkim-signature arc-seal x-original-to envelope-to x-received "
    "in-reply-to references list-id resent-from status x-mozilla-status".split()
)
_MARKDOWN = (
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)]) +\S", re.M),
    re.compile(r"\*\*\S[^*\n]{0,300}\*\*|\]\([^)\s]{1,300}\)|^```|^> \S|^\|.*\|\s*$", re.M),
)


def sniff(content: bytes, name: str = "") -> Kind:
    """Say what the bytes are; never raises.

    Args:
        content: The whole file.
        name: File name, asked only between kinds of plain text.
    """
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        return Kind(EMPTY, "an empty file")
    if content[:1024].find(b"%PDF-") >= 0:
        return Kind(PDF, "a PDF document")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content)
    if content.startswith(OLE_MAGIC):
        return _ole(content)
    for place, magic, media_type, words in _MAGIC:
        if content.startswith(magic, place):
            if media_type == "image/bmp" and not content.startswith(b"BM"):
                continue
            if media_type == GZIP and _gzip_head(content).startswith(b"WARC/"):
                return Kind(WARC, "a web archive (WARC)")
            return Kind(media_type, words)
    if _is_old_tar(content[:512]):
        return Kind(TAR, "a TAR archive")
    return _textual(content, name)


def sniff_head(content: bytes) -> Kind:
    """A cheap guess from the first bytes only, for a file whose reading came to nothing."""
    return sniff(content[:_HEAD]) if content[:2] != b"PK" else Kind(ZIP, "a ZIP archive")


def _gzip_head(content: bytes) -> bytes:
    """The first bytes of what a gzip file holds; nothing where it is broken."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content[:4096], 64)
    except zlib.error:
        return b""


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            first = infos[0] if infos else None
            if first is not None and first.filename == "mimetype" and first.file_size < 200:
                stated = archive.read(first).decode("ascii", "replace").strip()
                stated = stated.removesuffix("-template")
                if stated in _STATED:
                    return Kind(stated, _STATED[stated])
    except Exception:  # noqa: BLE001 - zipfile raises a dozen classes on broken archives
        return Kind(ZIP, "a broken ZIP archive")
    for member, media_type, words in _ZIPPED:
        if member in names and (media_type != WACZ or any(n.startswith("archive/") for n in names)):
            return Kind(media_type, words)
    return Kind(ZIP, "a ZIP archive")


def _ole(content: bytes) -> Kind:
    names = top_names(content)
    for name, media_type, words in _OLE:
        if name in names:
            return Kind(media_type, words)
    return Kind("application/x-ole-storage", "an OLE file")


def _is_old_tar(head: bytes) -> bool:
    """A TAR without a magic word (Unix version 7): its first header's checksum fits."""
    if len(head) < 512 or not head[0] or not re.fullmatch(rb" *[0-7]{1,7}[ \x00]+", head[148:156]):
        return False
    return int(head[148:156].strip(b" \x00"), 8) == sum(head[:148]) + 256 + sum(head[156:])


def _textual(content: bytes, name: str) -> Kind:
    decoded = decode(content[:_HEAD])
    head = decoded.text
    if _binary(head, decoded.encoding):
        return Kind(UNKNOWN, "a file of unknown kind")
    for pattern, media_type, words in _TEXTUAL:
        if pattern.match(head):
            return Kind(media_type, words)
    start = head.lstrip()
    if start.startswith("<"):
        kind = _marked_up(start)
        if kind:
            return kind
    if _is_mail(head):
        saved = _SAVED_PAGE.search(head[:16384])
        return Kind(MHTML, "a saved web page (MHTML)") if saved else Kind(MAIL, "a mail")
    if start[:1] in "{[" and _is_json(content, head):
        return Kind("application/json", "a JSON file")
    return _plain(head, PurePosixPath(name.replace("\\", "/")).suffix.lower(), len(content))


def _binary(head: str, encoding: str) -> bool:
    """More than one control character in a hundred, or an encoding that fits badly."""
    if encoding.startswith(("utf-16", "utf-32")):
        return False
    controls = sum(c < " " and c not in "\t\n\v\f\r\x1a\x1b" for c in head)
    return controls > max(len(head) * 0.02, 8) or head.count("\ufffd") > max(len(head) * 0.1, 8)


def _marked_up(start: str) -> Kind | None:
    tags = re.findall(r"<([A-Za-z!?][\w:.-]*)", start[:4096])[:40]
    root = next((tag for tag in tags if tag[0] not in "!?"), "")
    if root.lower() == "html" or re.match(
        r"(?:<!--.{0,2000}?-->\s*)?<!doctype\s+html", start, re.I | re.S
    ):
        return Kind(HTML, "a web page")
    if root.rsplit(":", 1)[-1] == "akomaNtoso":
        return Kind(AKN, "a legal document (Akoma Ntoso XML)")
    if start.startswith("<?xml") or re.search(r"\sxmlns(?::\w+)?=", start[:4096]):
        return Kind(XML, f"an XML file (<{root}>)" if root else "an XML file")
    if _HTML.match(start) or (start.startswith("<!--") and _HTML.search(start[:8192])):
        return Kind(HTML, "a web page")
    if root and re.search(rf"</{re.escape(root)}\s*>\s*$", start[-4096:]):
        return Kind(HTML if _HTML.search(start) else XML, "a marked-up text")
    return None


def _is_mail(head: str) -> bool:
    """Header fields (RFC 5322) from the first line, two or more of them known."""
    known = lines = 0
    for line in head.lstrip("\r\n").splitlines()[:200]:
        if not line.strip():
            break
        if line[0] in " \t" and lines:
            continue
        found = _MAIL_FIELD.match(line)
        if not found:
            # One line that is no field is forgiven: broken mails have them (a leading "From " too).
            if lines > 1 or not line.startswith(("From ", ">From ")):
                return known >= 3
            continue
        lines += 1
        known += found.group(1).lower() in _MAIL_NAMES
    return known >= 2 and known * 4 >= lines


def _is_json(content: bytes, head: str) -> bool:
    """One JSON value, or one on each line; "[2021] EWHC 1" begins like one and is prose."""
    start = head.strip()
    try:
        _, end = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        # Cut at the end of the head: still JSON when many keys stand in it.
        return len(content) > _HEAD // 2 and len(re.findall(r"\"\s*:\s*", head)) > 20
    rest = start[end:]
    return end > 2 and (not rest or bool(re.match(r"\s*\n\s*[{\[]", rest)))


def _plain(head: str, suffix: str, size: int) -> Kind:
    table = suffix in (".csv", ".tsv", ".tab")
    delimiter = guess_delimiter(head, cut=size > _HEAD, named=table)
    if delimiter or table:
        return Kind(TSV, "a table (TSV)") if delimiter == "\t" else Kind(CSV, "a table (CSV)")
    if suffix in (".md", ".markdown"):
        return Kind(MARKDOWN, "a Markdown text")
    if suffix in ("", ".eml") and _MARKDOWN[0].search(head) and _looks_markdown(head):
        return Kind(MARKDOWN, "a Markdown text")
    return Kind(TEXT, "a plain text")


def _looks_markdown(head: str) -> bool:
    return sum(bool(pattern.search(head)) for pattern in _MARKDOWN) >= 2
