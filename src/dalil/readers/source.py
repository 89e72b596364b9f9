"""The files of a list as bounded streams: plain, gzip, members of a ZIP, or several beside each other.

Bytes are opened, bounded and looked at here; what they say is the formats' business. A page of HTML,
an empty file and an archive that grows past its bounds are refused. Nothing is fetched and nothing
is written.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from dalil.errors import BadInput, BadList, NotFound

MAX_BYTES = 16 * 1024**3
"""Most bytes of one file, unpacked: the LEI file, the biggest list known, has about five times 2**30."""
MAX_RATIO = 200
"""Most bytes that one packed byte may become, above :data:`FREE_BYTES`."""
FREE_BYTES = 64 * 1024**2
MAX_MEMBERS = 50
_HEAD = 4096
_HTML = (b"<!doctype html", b"<html")
_AGAIN = "Fetch it again from its publisher."


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a list.

    Attributes:
        name: Its name, without folder.
        path: Where it stands.
        member: Name inside a ZIP; None for a plain or gzip file.
    """

    name: str
    path: Path
    member: str | None = None

    def open(self) -> BinaryIO:
        """The bytes, unpacked and bounded; to be closed by the caller.

        Raises:
            BadList: The archive is damaged.
        """
        try:
            if self.member is not None:
                return self._member()
            raw = self.path.open("rb")
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError) as error:
            raise BadList(f"The archive {self.path.name} is damaged: {error}.", _AGAIN) from error
        except OSError as error:
            raise NotFound(f"{self.path} cannot be opened: {error}.") from error
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if not packed:
            return raw
        unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=raw))
        return _bounded((unpacked, raw), self.path.stat().st_size, self.name)

    def _member(self) -> BinaryIO:
        archive = zipfile.ZipFile(self.path)
        try:
            info = archive.getinfo(self.member or "")
            if info.flag_bits & 1:
                raise BadList(f"The member {self.member} of {self.path.name} is encrypted.")
            return _bounded((archive.open(info), archive), info.compress_size, self.name)
        except BaseException:
            archive.close()
            raise

    def head(self, size: int = _HEAD) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def bytes(self, most: int) -> bytes:
        """All bytes.

        Raises:
            BadList: More than ``most``.
        """
        with self.open() as stream:
            found = stream.read(most + 1)
        if len(found) > most:
            raise BadList(f"{self.name} has more than {most:,} bytes, the bound of its format.")
        return found


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one list.

    Attributes:
        parts: All files.
    """

    parts: tuple[Part, ...]

    @property
    def main(self) -> Part:
        """The only file.

        Raises:
            BadList: There are several.
        """
        if len(self.parts) != 1:
            names = ", ".join(part.name for part in self.parts)
            raise BadList(f"This format has one file, but {len(self.parts)} were given: {names}.")
        return self.parts[0]

    def find(self, *names: str) -> Part | None:
        """The file with one of these names, whatever their case."""
        wanted = {name.casefold() for name in names}
        return next((part for part in self.parts if part.name.casefold() in wanted), None)


def open_source(paths: Sequence[Path]) -> Source:
    """The files at paths; a folder gives its files, a ZIP (that is no workbook) its members.

    Raises:
        NotFound: A path does not exist.
        BadList: Nothing there, an empty file, a page of HTML, or a damaged archive.
    """
    parts = [part for path in paths for part in _parts(path)]
    if not parts:
        raise BadList("No list file was given.")
    for part in parts:
        head = part.head().lstrip(b"\xef\xbb\xbf \t\r\n\x00")
        if not head:
            raise BadList(f"The list file {part.name} is empty. Nothing was imported.", _AGAIN)
        if head[:64].lower().startswith(_HTML):
            raise BadList(
                f"{part.name} is a page of HTML, not a list: the address may have moved, or an "
                "error page was saved. Nothing was imported.",
                _AGAIN,
            )
    return Source(tuple(parts))


def _parts(path: Path) -> Iterator[Part]:
    if path.is_dir():
        for below in sorted(path.iterdir()):
            if below.is_file() and not below.name.startswith("."):
                yield from _parts(below)
        return
    if not path.is_file():
        raise NotFound(f"The file {path} does not exist.", "Check the spelling.")
    with path.open("rb") as file:
        zipped = file.read(4) == b"PK\x03\x04"
    if zipped:
        yield from _members(path)
        return
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    yield Part(name, path)


def _members(path: Path) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
    except zipfile.BadZipFile as error:
        raise BadList(f"The archive {path.name} is damaged or cut: {error}.", _AGAIN) from error
    if "[Content_Types].xml" in names:  # a workbook is a ZIP, but one file to us
        yield Part(path.name, path)
        return
    if len(names) > MAX_MEMBERS:
        raise BadList(
            f"The archive {path.name} has {len(names)} members; {MAX_MEMBERS} is the bound."
        )
    for name in names:
        yield Part(Path(name).name, path, name)


def encoding_of(part: Part) -> tuple[str, str]:
    """The encoding of a text file, and what a person should know of it ("" where nothing).

    A byte order mark decides; then NUL bytes (UTF-16 without a mark), then whether the whole file is
    UTF-8; what is neither is read as Windows-1252, the encoding of old spreadsheets.
    """
    head = part.head()
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name, ""
    if head[1:200:2].count(0) > 40:
        return "utf-16-le", "no byte order mark: read as UTF-16, little-endian"
    if head[0:200:2].count(0) > 40:
        return "utf-16-be", "no byte order mark: read as UTF-16, big-endian"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with part.open() as stream:
        try:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return OLD, f"{part.name} is not UTF-8: read as Windows-1252"
    return "utf-8", ""


ENCODINGS = frozenset(
    [f"cp{page}" for page in (437, 775, 850, 852, 855, 857, 862, 864, 866, 874, 932, 936, 949, 950)]
    + [f"cp{page}" for page in range(1250, 1259)]
    + [f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))]
    + ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "kz1048", "ptcp154"]
    + ["mac-roman", "mac-cyrillic", "mac-latin2", "mac-greek", "mac-turkish", "ascii"]
    + ["gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "tis-620"]
)
"""Encodings that may be told for a table of the user's own, by their names in Python."""
OLD = "cp1252"
_RUN = re.compile(rb"[\x80-\xff]+")
_LONG, _MOST_LONG, _SAMPLE = 3, 0.3, 4 * 1024**2


def known_encoding(name: str) -> str:
    """The name in Python of an encoding that somebody told.

    Raises:
        BadInput: It is not known here.
    """
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        found = ""
    if found not in ENCODINGS:
        raise BadInput(
            f"{name[:40]!r} is no encoding that is known here.",
            "Such as: utf-8, windows-1250, windows-1251, windows-1252, koi8-r, gb18030.",
        )
    return found


def check_encoding(part: Part, encoding: str) -> None:
    """Refuse a file that is not in the encoding that was told.

    Raises:
        BadList: Bytes in it mean nothing there.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    with part.open() as stream:
        try:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise BadList(
                f"{part.name} is not in the encoding {encoding} that was told: {error.reason}. "
                "Nothing was imported."
            ) from error


def is_another(part: Part) -> bool:
    """Whether a file that is no UTF-8 is hardly Windows-1252 either.

    In the languages of Windows-1252 letters with marks stand among plain ones, hardly ever three in a
    row; in Cyrillic, Greek, Arabic or damaged UTF-8 nearly all stand so.
    """
    with part.open() as stream:
        runs = [len(run) for run in _RUN.findall(stream.read(_SAMPLE))]
    return sum(run for run in runs if run >= _LONG) > _MOST_LONG * sum(runs)


def text_of(part: Part, told: str = "") -> tuple[io.TextIOWrapper, str]:
    """A text stream (line ends kept) and the note of :func:`encoding_of`.

    Args:
        part: The file.
        told: Its encoding as the user told it; else it is found.

    Raises:
        BadList: It is not in the encoding that was told.
    """
    if told:
        check_encoding(part, told)
    encoding, note = (
        (told, f"{part.name} was read as {told}, as told") if told else encoding_of(part)
    )
    return io.TextIOWrapper(part.open(), encoding, errors="replace", newline=""), note


def _bounded(streams: tuple[object, ...], packed: int, name: str) -> BinaryIO:
    """The first stream, bounded; closing it closes the others too."""
    most = min(MAX_BYTES, FREE_BYTES + MAX_RATIO * packed)
    return cast("BinaryIO", io.BufferedReader(_Bounded(streams, most, name), 1 << 16))


class _Bounded(io.RawIOBase):
    """A stream that ends with an error once it gave more than its bound."""

    def __init__(self, streams: tuple[object, ...], most: int, name: str) -> None:
        super().__init__()
        self._streams = cast("tuple[BinaryIO, ...]", streams)
        self._left, self._most, self._name = most, most, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            found = self._streams[0].read(len(view))
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError) as error:
            raise BadList(
                f"The archive of {self._name} is damaged or cut: {error}.", _AGAIN
            ) from error
        self._left -= len(found)
        if self._left < 0:
            raise BadList(
                f"{self._name} unpacks to more than {self._most:,} bytes: it may be a bomb. "
                "Nothing was imported."
            )
        view[: len(found)] = found
        return len(found)

    def close(self) -> None:
        if not self.closed:
            for stream in self._streams:
                stream.close()
        super().close()
