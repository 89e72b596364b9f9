"""Looks for a person in the bytes of a file and in what the file holds packed.

Opened are ZIP containers (Word, Excel, OpenDocument and presentation files, archives; their properties,
comments and tracked changes among the parts), TAR archives, files packed by gzip, bzip2 or xz, base64 and
quoted-printable parts and encoded header words of mails, and the streams of a PDF that hold properties.
Text, packed or not, is also looked into with its codes read (%-encoding, references of HTML, escapes of
JSON and RTF, signs that nobody sees: :mod:`dalil.claims.coded`) and without the tags that may cut a word.
What only a reader unpacks (7z) is opened by the bounded readers: :func:`packed_says`. Nothing is executed,
everything is bounded; what is encrypted, or packed in a way that Dalil does not read (RAR, Zstandard), is
not seen.
"""

from __future__ import annotations

import binascii
import bz2
import io
import lzma
import quopri
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Any

from dalil.casework.ports import Content, DocumentReaders
from dalil.casework.spellings import Spellings
from dalil.claims.coded import read_bytes

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
_LINK = re.compile(rb"/URI\s*\(((?:[^()\\]|\\.){1,4096})\)")
_RTF = b"{\\rtf"
_RTF_LETTER = re.compile(rb"\\u(-?[0-9]{1,5})[ ]?(?:\\'[0-9A-Fa-f]{2}|\?)?|\\'([0-9A-Fa-f]{2})")
_RTF_SIGN = re.compile(rb"\\\*|\\[a-z]{1,32}-?[0-9]{0,10}[ ]?|[{}\r\n]")

_SEVENZIP = b"7z\xbc\xaf\x27\x1c"
_PIECE = 1 << 20
_PACKERS: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(wbits=31),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lzma.LZMADecompressor,
}
"""What undoes a packing, by the first bytes of what it made."""


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


def needs_reader(content: bytes) -> bool:
    """Whether only a reader can open a file: an archive of 7z."""
    return content.startswith(_SEVENZIP)


def packed_says(
    archives: Iterable[Content], readers: DocumentReaders, names: Spellings
) -> Iterator[str]:
    """Hashes of archives in which a member names the person.

    Args:
        archives: Of those that only a reader opens (:func:`needs_reader`).
        readers: The bounded readers.
        names: The person's spellings.
    """
    for content, outcome in readers.read_all(archives):
        if any(names.named_in(m.path) or says(m.content, names) for m in outcome.members):
            yield content.sha256


def parts_of(content: bytes) -> Iterator[bytes]:
    """A file's bytes and what it holds packed, all within one bound."""
    yield from _all_parts(content, _Budget(), 0)


def prints_in(content: bytes) -> Iterator[bytes]:
    """PDFs: the file itself, or what is packed in it."""
    return (part for part in parts_of(content) if b"%PDF-" in part[:1024])


def _all_parts(content: bytes, budget: _Budget, depth: int) -> Iterator[bytes]:
    yield content
    if depth < DEEPEST:
        for part in _parts(content, budget):
            yield from _all_parts(part, budget, depth + 1)


def _says(content: bytes, names: Spellings, budget: _Budget, depth: int) -> bool:
    if names.in_bytes(content) or any(names.in_bytes(one) for one in _plain(content, budget)):
        return True
    if depth >= DEEPEST:
        return False
    return any(_says(part, names, budget, depth + 1) for part in _parts(content, budget))


def _plain(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """What a text says where its letters are written as codes, or cut by tags."""
    if b"%PDF-" in content[:1024]:
        # Among the bytes of its streams codes stand by chance; its links are looked at.
        content = b"\n".join(found.group(1) for found in _LINK.finditer(content))
    elif b"\0" in content[:4096]:
        return
    if content.startswith(_RTF) and budget.take(len(content)):
        yield _of_rtf(content)
    for text in (content, *((_TAG.sub(b"", content),) if b"</" in content else ())):
        if not budget.take(len(text)):
            return
        read = read_bytes(text)
        if read is not None:
            yield read
        elif text is not content:
            yield text


def _of_rtf(content: bytes) -> bytes:
    """The letters of a Rich Text file: those of Unicode as UTF-8, those of its code page as they are."""

    def letter(found: re.Match[bytes]) -> bytes:
        if found.group(2):
            return bytes((int(found.group(2), 16),))
        return chr(int(found.group(1)) % 0x10000).encode("utf-8", "replace")

    return _RTF_SIGN.sub(b"", _RTF_LETTER.sub(letter, content))


def _parts(content: bytes, budget: _Budget) -> Iterator[bytes]:
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        yield from _of_pdf(content, budget)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        yield from _of_zip(content, budget)
    elif any(content.startswith(head) for head in _PACKERS):
        yield from _unpacked(content, budget)
    elif content[257:262] == b"ustar" or _is_old_tar(content):
        yield from _of_tar(content, budget)
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


def _unpacked(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """What gzip, bzip2 or xz packed, all its parts together; what comes before damage is given."""
    head = next(one for one in _PACKERS if content.startswith(one))
    pieces: list[bytes] = []
    with suppress(zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError):
        while content.startswith(head) and budget.left > 0:
            packer = _PACKERS[head]()
            while not packer.eof and budget.left > 0:
                piece = packer.decompress(content, min(_PIECE, budget.left))
                # zlib hands back what it did not take; the others keep it.
                content = getattr(packer, "unconsumed_tail", b"")
                if not piece and not content:
                    break
                budget.take(len(piece))
                pieces.append(piece)
            if not packer.eof:
                break
            content = packer.unused_data.lstrip(b"\0")
    yield b"".join(pieces)


def _is_old_tar(content: bytes) -> bool:
    """A TAR archive from before the mark: its first header's sum of bytes fits."""
    with suppress(tarfile.TarError, ValueError, IndexError):
        tarfile.TarInfo.frombuf(content[:512], "utf-8", "surrogateescape")
        return True
    return False


def _of_tar(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """Members of a TAR archive, their names, links and attributes."""
    with (
        suppress(tarfile.TarError, OSError, EOFError, ValueError, OverflowError, RecursionError),
        tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive,
    ):
        for entry in archive:
            told = (
                entry.name,
                entry.linkname,
                entry.uname,
                entry.gname,
                *entry.pax_headers.values(),
            )
            yield "\n".join(map(str, told)).encode("utf-8", "replace")
            if entry.isreg() and budget.take(entry.size):
                file = archive.extractfile(entry)
                yield file.read() if file is not None else b""


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
