"""Web archives (WARC by ISO 28500, plain or packed, and WACZ): each page a member, with address and time.

Response and resource records become exhibits of their own, with the address that was captured and
when, as the archive says; the archive's text layer lists every record and what became of it.
Scripts, styles and fonts are listed and left inside, since they say nothing; so are redirects and
errors. Nothing is fetched or run, and what the archive says of itself is not checked against the web.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from dalil.errors import Unreadable
from dalil.evidence import Member, TextLayer
from dalil.text.limits import ArchiveBounds
from dalil.text.listing import table_text
from dalil.text.port import Read, Source
from dalil.text.sniff import WACZ, WARC
from dalil.text.unpack import HEAD, Damaged, Entry, Tray

_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
_SILENT = re.compile(
    r"(?:text|application)/(?:x-)?(?:javascript|ecmascript|css)|font/|application/(?:x-)?font|"
    r"application/(?:vnd\.ms-fontobject|wasm|manifest\+json)|image/(?:svg|x-icon|vnd\.microsoft)|"
    r"application/(?:[\w.]+\+)?json|(?:text|application)/x?-?component|video/mp2t|application/x-mpegurl",
    re.I,
)
"""Types of what a page is drawn with, and of what its scripts fetch."""
_BROKEN = (OSError, ValueError, EOFError, KeyError, IndexError, LookupError, OverflowError)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record of a WARC, as it says of itself."""

    kind: str
    address: str
    date: str
    media_type: str
    status: int
    load: Callable[[int], bytes]


class WebArchiveReader:
    """Reads WARC and WACZ.

    Args:
        bounds: What is taken out of one archive.
    """

    name = "warc/1"
    media_types = (WARC, WACZ)

    def __init__(self, bounds: ArchiveBounds | None = None) -> None:
        self._bounds = bounds or ArchiveBounds()

    def read(self, source: Source) -> Read:
        """Take the captured pages out and list all records.

        Raises:
            Unreadable: ``empty``, ``corrupt``, ``truncated`` or ``too_large``, where no record
                could be taken out.
        """
        tray = Tray(self._bounds)
        shelf = _Shelf(tray)
        for content in _warcs(source, self._bounds, tray):
            for record in _records(content, tray):
                if tray.full:
                    break
                shelf.offer(record)
        if shelf.asides:
            tray.notes.append(
                f"{shelf.asides:,} records (scripts, styles, fonts, data of scripts, redirects, errors) "
                "are listed and stay inside the archive."
            )
        if not shelf.asides:
            tray.settle("the web archive")
        text, passages = table_text([(*HEAD, "address"), *shelf.rows()])
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=passages,
            reader=self.name,
            media_type=source.media_type,
            table=True,
            notes=tuple(tray.remarks()),
        )
        return Read(layer, tuple(shelf.members()))


class _Shelf:
    """Puts records into a tray and remembers their addresses."""

    def __init__(self, tray: Tray) -> None:
        self._tray = tray
        self._origins: list[tuple[str, str]] = []
        self._addresses: list[str] = []
        self.asides = 0

    def offer(self, record: _Record) -> None:
        """Take a captured document in; list what is none."""
        tray = self._tray
        before = len(tray.members)
        why = _aside(record)
        stored = _path(record)
        if why:
            self.asides += 1
            tray.seen += 1
            tray.rows.append((stored, "", record.date, "", f"left inside: {why}"))
        else:
            tray.offer(Entry(stored, None, record.load, modified=record.date))
        self._addresses.append(record.address)
        if len(tray.members) > before:
            self._origins.append((record.address, record.date))

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The list of records with their addresses."""
        for row, address in zip(self._tray.rows, self._addresses, strict=True):
            yield (*row, address)

    def members(self) -> Iterator[Member]:
        """The members with address and time."""
        for member, (address, date) in zip(self._tray.members, self._origins, strict=True):
            yield replace(member, address=address or None, captured=date or None)


def _aside(record: _Record) -> str:
    """Why a record is no document; "" where it is one."""
    if record.kind == "revisit":
        return "the same as an earlier record"
    if record.status and not 200 <= record.status < 300:
        return f"status {record.status}"
    found = _SILENT.match(record.media_type)
    return f"{record.media_type}, part of how a page is drawn" if found else ""


def _path(record: _Record) -> str:
    """A path for a member, from its address; with an ending that fits its type."""
    try:
        parts = urlsplit(record.address) if "://" in record.address else None
    except ValueError:  # an address with broken brackets
        parts = None
    path = f"{parts.netloc}{unquote(parts.path)}" if parts else record.address
    if parts and parts.query:
        path += f"_{parts.query[:80].replace('/', '_')}"
    path = path.rstrip("/") or "record"
    ending = _ENDINGS.get(record.media_type, "")
    if ending and PurePosixPath(path).suffix.lower() not in (ending, ".htm", ".jpeg"):
        path += ending
    return path


def _warcs(source: Source, bounds: ArchiveBounds, tray: Tray) -> Iterator[bytes]:
    """The WARC itself, or those that lie in a WACZ."""
    if source.media_type == WARC:
        yield source.content
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.content))
        infos = [
            i for i in archive.infolist() if re.match(r"archive/.+\.warc(?:\.gz)?$", i.filename)
        ]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(f"The WACZ's ZIP is broken: {error}.", reason_code="corrupt") from error
    room = bounds.total_bytes
    with archive:
        for info in infos[:1000]:
            try:
                with archive.open(info) as stream:
                    content = stream.read(min(room, bounds.member_bytes * 2) + 1)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, *_BROKEN) as error:
                tray.notes.append(f"{info.filename} is broken and was left out: {error}.")
                continue
            room -= len(content)
            if room < 0:
                tray.notes.append(f"{info.filename} and what follows pass the bounds; left out.")
                return
            yield content


def _records(content: bytes, tray: Tray) -> Iterator[_Record]:
    """The records that hold what a server sent; where the archive breaks, a note says after how many."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    read = count()
    done = 0
    try:
        for record in ArchiveIterator(io.BytesIO(content), arc2warc=True):
            done = next(read) + 1
            if record.rec_type in ("response", "resource", "revisit"):
                yield _record(record)
    except (ArchiveLoadFailed, AttributeError, TypeError, IndexError, *_BROKEN) as error:
        # The vendor takes heads apart without looking: a broken one raises any of these.
        words = re.sub(r"\s+", " ", str(error))[:200] or type(error).__name__
        if not done:
            raise Unreadable(
                f"The web archive is broken: {words}.", reason_code="corrupt"
            ) from error
        tray.notes.append(f"The archive breaks off or is broken after {done:,} records: {words}.")


def _record(record: Any) -> _Record:  # noqa: ANN401 - a vendor's object without types
    head = record.http_headers
    kind = (head.get_header("Content-Type") if head else None) or record.content_type or ""
    status = head.get_statuscode() if head and record.rec_type == "response" else ""

    def load(most: int) -> bytes:
        stream, parts, size = record.content_stream(), [], 0
        try:
            while size <= most and (part := stream.read(min(1 << 20, most + 1 - size))):
                parts.append(part)
                size += len(part)
        except Exception as error:
            raise Damaged(f"its content cannot be unpacked ({error})") from error
        if not size:
            raise Damaged("it holds nothing")
        return b"".join(parts)

    return _Record(
        record.rec_type,
        (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        record.rec_headers.get_header("WARC-Date") or "",
        kind.split(";")[0].strip().lower(),
        int(status) if status and status.isdecimal() else 0,
        load,
    )
