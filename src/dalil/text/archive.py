"""Archives: ZIP, TAR (plain or packed by gzip, bzip2, xz), single packed files, 7z.

Members become exhibits of their own; the archive's text layer is the list of them with what became
of each. Nothing is unpacked to a disk, no link is followed, no password is tried. What passes the
bounds of :class:`~dalil.text.limits.ArchiveBounds` is left out by name. RAR has no free reader.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Literal

from dalil.errors import Unreadable
from dalil.evidence import TextLayer
from dalil.text.limits import ArchiveBounds
from dalil.text.listing import table_text
from dalil.text.member_names import guess_encoding
from dalil.text.port import Read, Source
from dalil.text.sevenzip import SevenZip
from dalil.text.sniff import BZIP2, GZIP, SEVENZIP, TAR, XZ, ZIP
from dalil.text.unpack import HEAD, Damaged, Entry, Tray

_WORDS = {
    ZIP: "the ZIP archive",
    TAR: "the TAR archive",
    GZIP: "the gzip file",
    BZIP2: "the bzip2 file",
    XZ: "the xz file",
    SEVENZIP: "the 7z archive",
}
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError, ValueError,
    NotImplementedError, OverflowError, IndexError, KeyError,
)  # fmt: skip
"""What the standard library raises on broken archives."""
_UNICODE_PATH = 0x7075


class ArchiveReader:
    """Reads archives.

    Args:
        bounds: What is taken out of one archive.
    """

    name = "archive/1"
    media_types = (ZIP, TAR, GZIP, BZIP2, XZ, SEVENZIP)

    def __init__(self, bounds: ArchiveBounds | None = None) -> None:
        self._bounds = bounds or ArchiveBounds()

    def read(self, source: Source) -> Read:
        """Take the members out and list them.

        Raises:
            Unreadable: ``empty``, ``encrypted``, ``corrupt``, ``truncated``, ``too_large`` or
                ``unsupported``, where no member could be taken out.
        """
        tray = Tray(self._bounds)
        openers: dict[str, Callable[[Source, Tray], None]] = {
            ZIP: _zip,
            TAR: _tar,
            SEVENZIP: _sevenzip,
        }
        openers.get(source.media_type, _packed)(source, tray)
        tray.settle(_WORDS[source.media_type])
        text, passages = table_text([HEAD, *tray.rows])
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=passages,
            reader=self.name,
            media_type=source.media_type,
            table=True,
            notes=tuple(tray.remarks()),
        )
        return Read(layer, tuple(tray.members))


def _zip(source: Source, tray: Tray) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
        infos = archive.infolist()
    except _BROKEN as error:
        whole = b"PK\x05\x06" in source.content[-66000:]
        raise Unreadable(
            f"The ZIP archive {'is broken' if whole else 'ends too early'}: {error}.",
            "Ask for it again; what can be rescued from it can be taken in as a folder.",
            reason_code="corrupt" if whole else "truncated",
        ) from error
    raw = [_raw_name(info) for info in infos]
    encoding = guess_encoding(name for name in raw if name is not None)
    if encoding != "utf-8":
        tray.notes.append(f"Names without a stated encoding are read as {encoding}, a guess.")
    with archive:
        for info, name in zip(infos, raw, strict=True):
            if tray.full:
                break
            stored = info.orig_filename if name is None else name.decode(encoding, "replace")
            if not stored.endswith(("/", "\\")):
                tray.offer(_zip_entry(archive, info, _unicode_path(info) or stored))


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that states no encoding; None where it states UTF-8."""
    if info.flag_bits & 0x800:
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """The name in UTF-8 that Info-ZIP stores beside the old one (APPNOTE 4.6.9), if it fits it."""
    extra, place = info.extra, 0
    while place + 4 <= len(extra):
        kind = _little(extra[place : place + 2])
        size = _little(extra[place + 2 : place + 4])
        body = extra[place + 4 : place + 4 + size]
        place += 4 + size
        raw = _raw_name(info)
        fits = len(body) > 5 and body[0] == 1 and raw is not None
        if kind == _UNICODE_PATH and fits and zlib.crc32(raw or b"") == _little(body[1:5]):
            return body[5:].decode("utf-8", "replace")
    return ""


def _little(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _zip_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, stored: str) -> Entry:
    def load(most: int) -> bytes:
        if info.flag_bits & 1:
            raise Damaged("it is encrypted", "encrypted")
        try:
            with archive.open(info) as stream:
                return stream.read(most + 1)
        except NotImplementedError as error:
            words = f"packed by method {info.compress_type}"
            raise Damaged(words, "method") from error
        except (*_BROKEN, RuntimeError) as error:
            raise Damaged(f"damaged ({error})") from error

    linked = (info.external_attr >> 16) & 0o170000 == 0o120000 and info.create_system == 3
    return Entry(
        stored=stored,
        size=info.file_size,
        load=load,
        packed=info.compress_size,
        modified=_stamp(info.date_time),
        link="a symbolic link" if linked else "",
    )


def _stamp(parts: tuple[int, ...]) -> str:
    """Local time of the packing machine, without a zone; "" where it is no date."""
    try:
        return datetime(*parts[:6]).isoformat()  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return ""


def _tar(source: Source, tray: Tray) -> None:
    _tar_stream(io.BytesIO(source.content), tray, "r:")


def _tar_stream(stream: io.IOBase, tray: Tray, mode: Literal["r|", "r:"] = "r|") -> None:
    """All members of a TAR; where it breaks off, what came before is kept and a note says so."""
    try:
        with tarfile.open(fileobj=stream, mode=mode, errors="surrogateescape") as archive:
            for info in archive:
                if tray.full:
                    break
                if not info.isdir():
                    tray.offer(_tar_entry(archive, info))
    except _Bound:
        tray.notes.append("The archive goes on beyond the bounds; the rest was not looked at.")
    except _BROKEN as error:
        if not tray.seen:
            raise Unreadable(
                f"The TAR archive is broken: {error}.", reason_code="corrupt"
            ) from error
        tray.notes.append(f"The archive breaks off after {tray.seen:,} members: {error}.")


def _tar_entry(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Entry:
    def load(most: int) -> bytes:
        try:
            stream = archive.extractfile(info)
            content = stream.read(most + 1) if stream else b""
        except _Bound:
            raise
        except _BROKEN as error:
            raise Damaged(f"damaged ({error})") from error
        if len(content) < min(info.size, most):
            raise Damaged("the archive ends before its end")
        return content

    link = ""
    if info.issym() or info.islnk():
        kind = "symbolic" if info.issym() else "hard"
        link = f"a {kind} link to {_tar_name(info.linkname)[:200]!r}"
    elif not info.isreg():
        link = "a device or another special file"
    return Entry(
        stored=_tar_name(info.name),
        size=info.size,
        load=load,
        modified=_moment(info.mtime),
        link=link,
    )


def _tar_name(name: str) -> str:
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape")
        return raw.decode(guess_encoding([raw]), "replace")


def _moment(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""


class _Bound(Exception):
    """More was unpacked than is looked at."""


class _Metered(io.RawIOBase):
    """A packed stream that stops after so many unpacked bytes."""

    def __init__(self, stream: io.BufferedIOBase, most: int) -> None:
        self._stream = stream
        self._left = most
        self._ended = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size if size >= 0 else 1 << 20, 1 << 20))
        self._left -= len(data)
        self._ended += not data
        if self._left < 0:
            raise _Bound
        if self._ended > 2:  # a size of terabytes is stated: tarfile would read on for minutes
            raise EOFError("the packed data ends before the archive does")
        return data


def _packed(source: Source, tray: Tray) -> None:
    """A single packed file, or a packed TAR."""
    try:
        head = _unpacker(source).read(1024)
    except _BROKEN as error:
        code = "truncated" if isinstance(error, EOFError) else "corrupt"
        raise Unreadable(
            f"{_WORDS[source.media_type].capitalize()} cannot be unpacked: {error}.",
            reason_code=code,
        ) from error
    if head[257:262] == b"ustar":
        most = 2 * tray.bounds.total_bytes
        _tar_stream(_Metered(_unpacker(source), most), tray)
        return

    def load(most: int) -> bytes:
        try:
            return _unpacker(source).read(most + 1)
        except _BROKEN as error:
            raise Damaged(f"damaged or cut off ({error})") from error

    tray.offer(Entry(_inner_name(source), None, load))


def _unpacker(source: Source) -> io.BufferedIOBase:
    stream = io.BytesIO(source.content)
    if source.media_type == GZIP:
        return gzip.GzipFile(fileobj=stream)
    if source.media_type == BZIP2:
        return bz2.BZ2File(stream)
    return lzma.LZMAFile(stream)


def _inner_name(source: Source) -> str:
    """The name that gzip stores, else the archive's name without its ending."""
    content = source.content
    if source.media_type == GZIP and len(content) > 10 and content[3] & 8 and not content[3] & 4:
        stored = content[10 : content.find(b"\x00", 10)]
        if 0 < len(stored) < 300:
            return stored.decode("utf-8" if _is_utf8(stored) else "latin-1")
    name = PurePosixPath(source.name.replace("\\", "/")).name
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return stem or "content"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sevenzip(source: Source, tray: Tray) -> None:
    archive = SevenZip(source.content, tray.bounds)
    for entry in archive.entries():
        if tray.full:
            break
        tray.offer(entry)
