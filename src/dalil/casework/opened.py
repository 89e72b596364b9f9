"""Looks for a person in the bytes of a file and in what the file holds packed.

Opened are ZIP containers (Word, Excel, OpenDocument and presentation files, archives; their properties,
comments and tracked changes among the parts), base64 and quoted-printable parts and encoded header words
of mails, and the streams of a PDF that hold properties. Nothing is executed, everything is bounded; what
is encrypted, or packed in another way, is not seen.
"""

from __future__ import annotations

import binascii
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header

from dalil.casework.spellings import Spellings

LARGEST = 1 << 30
"""Bytes that are unpacked from one file at most."""
DEEPEST = 5
"""How many containers may lie in one another."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]?[A-Za-z0-9+/]+)*={0,2}")
_HEADER_WORD = re.compile(
    rb"=\?[\w.*-]+\?[BbQq]\?[^?\s]*\?=(?:\s+=\?[\w.*-]+\?[BbQq]\?[^?\s]*\?=)*"
)
_TAG = re.compile(rb"<[^<>]*>")
_STREAM = re.compile(rb"stream\r?\n")
_PROPERTIES = (b"/ObjStm", b"/Metadata", b"/XML")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")


class _Budget:
    """How much may still be unpacked."""

    def __init__(self) -> None:
        self.left = LARGEST

    def take(self, size: int) -> bool:
        self.left -= size
        return self.left >= 0


def says(content: bytes, names: Spellings) -> bool:
    """Whether a file names the person, in its bytes or in what it holds packed."""
    return _says(content, names, _Budget(), 0)


def parts_of(content: bytes) -> Iterator[bytes]:
    """A file's bytes and what it holds packed, all within one bound."""
    yield from _all_parts(content, _Budget(), 0)


def _all_parts(content: bytes, budget: _Budget, depth: int) -> Iterator[bytes]:
    yield content
    if depth < DEEPEST:
        for part in _parts(content, budget):
            yield from _all_parts(part, budget, depth + 1)


def _says(content: bytes, names: Spellings, budget: _Budget, depth: int) -> bool:
    if names.in_bytes(content):
        return True
    if depth >= DEEPEST:
        return False
    return any(_says(part, names, budget, depth + 1) for part in _parts(content, budget))


def _parts(content: bytes, budget: _Budget) -> Iterator[bytes]:
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        yield from _of_pdf(content, budget)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        yield from _of_zip(content, budget)
    elif b"\0" not in content[:4096]:
        yield from _of_mail(content, budget)


def _of_zip(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """Parts of a ZIP container; of XML also the words without the tags that may cut them."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return
    with archive:
        yield archive.comment
        for entry in archive.infolist():
            yield entry.filename.encode("utf-8", "replace")
            if entry.is_dir() or not budget.take(entry.file_size):
                continue
            with suppress(
                zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, NotImplementedError
            ):
                part = archive.read(entry)
                yield part
                if entry.filename.endswith((".xml", ".rels")):
                    yield _TAG.sub(b"", part)


def _of_mail(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """Encoded parts and header words of a mail or a page."""
    small = content.lower()
    if b"base64" in small:
        for found in _BASE64.finditer(content):
            part = re.sub(rb"\s", b"", found.group()).rstrip(b"=")
            if budget.take(len(part)):
                part = part[: len(part) - (len(part) % 4 == 1)]
                with suppress(binascii.Error):
                    yield binascii.a2b_base64(part + b"=" * (-len(part) % 4))
    if b"quoted-printable" in small and budget.take(len(content)):
        yield quopri.decodestring(content)
    if b"=?" in content:
        for found in _HEADER_WORD.finditer(content):
            with suppress(HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
                pieces = decode_header(found.group().decode("ascii", "replace"))
                words = "".join(
                    piece.decode(charset or "ascii", "replace")
                    if isinstance(piece, bytes)
                    else piece
                    for piece, charset in pieces
                )
                yield words.encode("utf-8", "replace")


def _of_pdf(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """Strings of a PDF's properties, and its streams of objects and metadata; pages are read as text."""
    yield from _strings(content)
    for found in _STREAM.finditer(content):
        head = content[max(found.start() - 400, 0) : found.start()].rsplit(b"obj", 1)[-1]
        if not any(word in head for word in _PROPERTIES) or budget.left <= 0:
            continue
        with suppress(zlib.error):
            part = zlib.decompressobj().decompress(content[found.end() :], budget.left)
            budget.take(len(part))
            yield part
            yield from _strings(part)


def _strings(part: bytes) -> Iterator[bytes]:
    """Strings of a PDF that are written in hexadecimal or octal digits."""
    hexed = [re.sub(rb"\s", b"", one) for one in _HEX.findall(part)]
    yield b"\n\n".join(bytes.fromhex(one[: len(one) // 2 * 2].decode("ascii")) for one in hexed)
    if _OCTAL.search(part):
        yield _OCTAL.sub(lambda found: bytes([int(found.group(1), 8)]), part)
