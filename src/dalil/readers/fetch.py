"""Fetch list files over HTTPS from the addresses that the table of publishers names, when asked to.

Conditional (ETag, Last-Modified), resumable (Range with If-Range), bounded in size, time and
redirects; a redirect never leaves HTTPS (or, for a test server, this machine). Proxies are those that
the configuration names. Nothing but the request and the program's name is sent. What was fetched is
not read here.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from dalil import __version__
from dalil.errors import FetchFailed, StorageFailed
from dalil.matching.values import FetchedFile

AGENT = f"dalil/{__version__} (sanctions list update)"
MAX_BYTES = 8 * 1024**3
MAX_REDIRECTS = 5
TRIES = 4
_CHUNK = 1 << 16
_FOLDER = ".fetch"
_LOCAL = ("127.0.0.1", "localhost", "::1")
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FetchBounds:
    """What fetching one file may take.

    Attributes:
        most: Largest file, in bytes.
        silence: Seconds without a byte.
        total: Seconds in all, for one try.
        tries: How often a broken connection is taken up again.
        pause: Seconds before the first new try; doubled for each further one.
    """

    most: int = MAX_BYTES
    silence: float = 60.0
    total: float = 3600.0
    tries: int = TRIES
    pause: float = 1.0


class Fetcher:
    """Fetches files into a folder of the shelf and remembers what the servers said of them.

    Args:
        folder: ``$DALIL_HOME/lists``.
        proxies: (scheme, address); ``no`` names hosts that need none.
        now: Gives the time, UTC, ISO 8601.
        bounds: What one file may take.
    """

    def __init__(
        self,
        folder: Path,
        proxies: Sequence[tuple[str, str]],
        now: Callable[[], str],
        bounds: FetchBounds | None = None,
    ) -> None:
        self._folder = folder / _FOLDER
        self._now = now
        self._asked: dict[tuple[str, str], str] = {}
        self._bounds = bounds or FetchBounds()
        self._proxies = {scheme: address for scheme, address in proxies if scheme != "no"}
        self._direct = next((hosts for scheme, hosts in proxies if scheme == "no"), "")

    def fetch(self, list_id: str, name: str, address: str, *, again: bool = False) -> FetchedFile:
        """Fetch one file, unless the publisher says that it has not changed since it was kept.

        Args:
            list_id: Short id of the list.
            name: Name of the file.
            address: Where it is.
            again: Fetch it even if it has not changed.

        Raises:
            FetchFailed: No answer, a wrong one, too large, or too many redirects.
            StorageFailed: The disk refused.
        """
        place = self._folder / list_id
        self._asked[list_id, name] = address
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFailed(f"{place} cannot be made: {error}.") from error
        wanted = _Wanted(name, address, place / f"{name}.part", place / f"{name}.json", again)
        pause = self._bounds.pause
        for number in range(1, self._bounds.tries + 1):
            try:
                return self._once(wanted)
            except _Broken as error:
                if number == self._bounds.tries:
                    raise FetchFailed(f"{address} could not be fetched: {error}.") from error
                time.sleep(pause)
                pause *= 2
        raise AssertionError("unreachable")

    def keep(self, list_id: str, found: Sequence[FetchedFile]) -> None:
        """Remember what the servers said, now that the files stand on the shelf; drop the copies."""
        place = self._folder / list_id
        for one in found:
            if one.path is not None:
                told = {"address": one.address, "etag": one.etag, "modified": one.modified}
                told |= {"sha256": one.sha256, "at": one.at}
                told |= {"asked": self._asked.get((list_id, one.name), one.address)}
                (place / f"{one.name}.json").write_text(json.dumps(told), encoding="utf-8")
                one.path.unlink(missing_ok=True)

    def drop(self, found: Sequence[FetchedFile]) -> None:
        """Forget files that could not be imported; the next update fetches them anew."""
        for one in found:
            if one.path is not None:
                one.path.unlink(missing_ok=True)

    def _once(self, wanted: _Wanted) -> FetchedFile:
        held, part = _remembered(wanted.note), _Part(wanted.part)
        if held.get("asked", wanted.address) != wanted.address:
            held = {}  # the marks of another server say nothing of this one's file
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        if part.size and part.mark:
            headers |= {"Range": f"bytes={part.size}-", "If-Range": part.mark}
        elif not wanted.again and held:
            if held.get("etag"):
                headers["If-None-Match"] = str(held["etag"])
            if held.get("modified"):
                headers["If-Modified-Since"] = str(held["modified"])
        with self._open(wanted.address, headers) as answer:
            if answer.status == 304:
                return FetchedFile(wanted.name, wanted.address, None, at=self._now())
            if answer.status == 416:
                part.drop()
                raise _Broken("the server has another file than the part that was begun")
            if answer.status not in (200, 206):
                self._refuse(wanted.address, answer)
            self._receive(answer, part, wanted)
            return self._done(answer, part, wanted)

    def _open(self, address: str, headers: dict[str, str]) -> _Answer:
        """Ask, follow redirects by hand, and give the answer whatever its status."""
        first = address
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(address, first)
            opener = urllib.request.build_opener(
                urllib.request.ProxyHandler(self._proxies_for(address)),
                urllib.request.HTTPSHandler(context=ssl.create_default_context()),
                _NoRedirect(),
            )
            request = urllib.request.Request(address, headers=headers)  # noqa: S310  checked above
            try:
                found = opener.open(request, timeout=self._bounds.silence)
            except urllib.error.HTTPError as error:
                found = error
            except (OSError, http.client.HTTPException) as error:
                raise _Broken(_reason(error)) from error
            where = found.headers.get("Location")
            if found.status in (301, 302, 303, 307, 308) and where:
                found.close()
                address = urljoin(address, where)
                continue
            return _Answer(found, address)
        raise FetchFailed(f"{first} leads through more than {MAX_REDIRECTS} redirects.")

    def _proxies_for(self, address: str) -> dict[str, str]:
        host = urlsplit(address).hostname or ""
        hosts = [h.strip().lstrip(".") for h in self._direct.split(",") if h.strip()]
        near = any(h == "*" or host == h or host.endswith(f".{h}") for h in hosts)
        return {} if near or host in _LOCAL else self._proxies

    def _refuse(self, address: str, answer: _Answer) -> None:
        if answer.status in (408, 425, 429) or answer.status >= 500:
            raise _Broken(f"the server answered {answer.status}")
        raise FetchFailed(f"{address} answered {answer.status}.")

    def _receive(self, answer: _Answer, part: _Part, wanted: _Wanted) -> None:
        """Write the body to the part; a connection that breaks leaves what came."""
        if answer.status == 200:
            part.drop()
        elif not _continues(answer.headers.get("Content-Range", ""), part.size):
            part.drop()
            raise _Broken("the server went on at another place than asked")
        length = answer.headers.get("Content-Length", "")
        most = self._bounds.most
        if length.isdigit() and part.size + int(length) > most:
            part.drop()
            raise FetchFailed(f"{wanted.address} has more than {most:,} bytes.")
        part.begin(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or "")
        due = part.size + int(length) if length.isdigit() else None
        until = time.monotonic() + self._bounds.total
        with part.path.open("ab") as file:
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                part.size += len(chunk)
                if part.size > most:
                    file.close()
                    part.drop()
                    raise FetchFailed(f"{wanted.address} has more than {most:,} bytes.")
                if time.monotonic() > until:
                    raise _Broken(f"it took longer than {self._bounds.total:g} seconds")
            file.flush()
            os.fsync(file.fileno())
        if due is not None and part.size < due:
            raise _Broken(f"the connection ended after {part.size:,} of {due:,} bytes")

    def _done(self, answer: _Answer, part: _Part, wanted: _Wanted) -> FetchedFile:
        with part.path.open("rb") as file:
            if not part.size or _PAGE.match(file.read(200)):
                what = "a page of HTML" if part.size else "nothing"
                part.drop()
                raise FetchFailed(f"{wanted.address} gave {what} instead of a list.")
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        path = wanted.part.with_name(wanted.name)
        part.path.replace(path)
        part.drop()
        return FetchedFile(
            wanted.name,
            answer.address,
            path,
            digest,
            answer.headers.get("ETag") or "",
            answer.headers.get("Last-Modified") or "",
            self._now(),
        )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One file that is to be fetched, and where it goes."""

    name: str
    address: str
    part: Path
    note: Path
    again: bool


class _Broken(Exception):
    """A try that may succeed when it is made again."""


class _Answer:
    """A server's answer; errors of the connection become :class:`_Broken`."""

    def __init__(self, found: Any, address: str) -> None:  # noqa: ANN401  two classes of urllib
        self._found, self.address = found, address
        self.status: int = found.status
        self.headers: Message = found.headers

    def __enter__(self) -> _Answer:
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(OSError):
            self._found.close()

    def read(self, size: int) -> bytes:
        """The next bytes as they come, so that a slow server cannot hold up the clock; none at the end."""
        try:
            found: bytes = self._found.read1(size)
        except (OSError, http.client.HTTPException) as error:
            raise _Broken(_reason(error)) from error
        return found


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Hands every redirect back, so that each step is checked."""

    def redirect_request(self, *_told: object, **_more: object) -> None:
        """Follow nothing."""
        return


class _Part:
    """A file that has come in part, and by which mark the server knows it."""

    def __init__(self, path: Path) -> None:
        self.path, self._mark = path, path.with_name(f"{path.name}.mark")
        self.size = path.stat().st_size if path.is_file() else 0
        self.mark = self._mark.read_text(encoding="utf-8") if self._mark.is_file() else ""

    def begin(self, mark: str) -> None:
        """Remember the mark; a weak one cannot be resumed by (RFC 9110, 13.1.5)."""
        self.mark = "" if mark.startswith("W/") else mark
        if self.mark:
            self._mark.write_text(self.mark, encoding="utf-8")

    def drop(self) -> None:
        """Forget what came."""
        self.path.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)
        self.size, self.mark = 0, ""


def _check_address(address: str, first: str) -> None:
    parts = urlsplit(address)
    local = parts.scheme == "http" and parts.hostname in _LOCAL
    if parts.scheme != "https" and not local:
        led = f"{first} leads to" if address != first else "The address"
        raise FetchFailed(f"{led} {address}, which is not HTTPS.")
    if local and urlsplit(first).hostname not in _LOCAL:
        raise FetchFailed(f"{first} leads to {address}, which is this machine.")
    if parts.username or parts.password:
        raise FetchFailed("The address holds a name or password.")


def _continues(said: str, at: int) -> bool:
    return re.match(rf"bytes {at}-", said) is not None


def _remembered(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", None)
    return str(inner or error) or type(error).__name__
