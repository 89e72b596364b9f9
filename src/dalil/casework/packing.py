"""What a sealed exhibit takes along, as one TAR archive: bytes, rows with their salts, ledger lines, exports.

A TAR, so that whoever holds the key can unpack it with common tools and without Dalil. The first member,
``manifest.json``, holds 32 random bytes: the hash of the whole, which the ledger tells, can then not be
guessed from a known document. It is written as a stream, one exhibit in memory at a time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.custody.ports import OpenedRow
from dalil.errors import NewerFormat, Tampered

FORMAT = "dalil-sealed/1"
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes into a sealed file.

    Attributes:
        id: Of the sealed file.
        exhibits: Hashes of exhibits.
        rows: With their salts.
        lines: Lines of ledger entries by their index.
        exports: Names below the exports folder.
    """

    id: str
    exhibits: Sequence[str]
    rows: Sequence[OpenedRow]
    lines: Mapping[int, bytes]
    exports: Sequence[str]


class Packed:
    """A parcel as a stream of TAR bytes.

    Args:
        case: Open.
        parcel: What goes in.
    """

    def __init__(self, case: Case, parcel: Parcel) -> None:
        self._pieces = _tar(_members(case, parcel))
        self._left = b""

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        given, self._left = self._left[:size], self._left[size:]
        return given


class Unpacked:
    """A parcel that was decrypted to a file.

    Args:
        archive: The TAR archive.
        name: For messages.
    """

    def __init__(self, archive: tarfile.TarFile, name: str) -> None:
        self._archive, self._name = archive, name
        told = json.loads(self._content("manifest.json"))
        if told.get("format") != FORMAT:
            raise NewerFormat(f"The sealed file {name} has the format {told.get('format')!r}.")
        self.id = str(told["id"])
        self.exhibits = [str(one) for one in told["exhibits"]]
        self._exports = {str(key): str(value) for key, value in told["exports"].items()}

    def exhibit(self, sha256: str) -> bytes:
        """The bytes of an exhibit, hashed again.

        Raises:
            Tampered: They do not fit.
        """
        content = self._content(f"vault/{sha256}")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Tampered(f"The exhibit {sha256} in the sealed file does not fit its hash.")
        return content

    def exports(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each export."""
        for member, name in self._exports.items():
            yield name, self._content(member)

    def rows(self) -> Iterator[OpenedRow]:
        """Rows with their salts."""
        for line in self._content("rows.jsonl").splitlines():
            one = json.loads(line)
            values = tuple(_value(value) for value in one["values"])
            yield OpenedRow(one["batch"], 0, one["table"], bytes.fromhex(one["salt"]), values)

    def lines(self) -> dict[int, bytes]:
        """Lines of ledger entries by their index."""
        rows = (json.loads(line) for line in self._content("entries.jsonl").splitlines())
        return {int(one["index"]): base64.b64decode(one["line"]) for one in rows}

    def _content(self, name: str) -> bytes:
        try:
            member = self._archive.extractfile(name)
        except KeyError:
            member = None
        if member is None:
            raise Tampered(f"The sealed file {self._name} holds no {name}.")
        return member.read()


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """Open a decrypted parcel.

    Raises:
        Tampered: It is not what Dalil wrote.
        NewerFormat: A later version wrote it.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            yield Unpacked(archive, path.name)
    except (tarfile.TarError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Tampered(f"The sealed file {path.name} is not as Dalil wrote it: {error}.") from error


def _members(case: Case, parcel: Parcel) -> Iterator[tuple[str, bytes]]:
    exports = {f"exports/{number:04}": name for number, name in enumerate(parcel.exports, 1)}
    manifest = {
        "format": FORMAT,
        "id": parcel.id,
        "salt": secrets.token_hex(32),
        "exhibits": list(parcel.exhibits),
        "exports": exports,
    }
    yield "manifest.json", json.dumps(manifest).encode()
    yield "rows.jsonl", b"".join(_row(row) for row in parcel.rows)
    lines = (
        {"index": index, "line": base64.b64encode(raw).decode("ascii")}
        for index, raw in sorted(parcel.lines.items())
    )
    yield "entries.jsonl", b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    for sha256 in parcel.exhibits:
        yield f"vault/{sha256}", case.vault.get(sha256)
    for member, name in exports.items():
        yield member, (case.exports / name).read_bytes()


def _row(row: OpenedRow) -> bytes:
    values = [
        {"bytes": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
        for value in row.values
    ]
    told = {"batch": row.batch, "table": row.table, "salt": row.salt.hex(), "values": values}
    return json.dumps(told).encode() + b"\n"


def _value(value: object) -> str | int | bytes | None:
    if isinstance(value, dict):
        return base64.b64decode(value["bytes"])
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} is no value of a row")


def _tar(members: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for name, content in members:
        head = tarfile.TarInfo(name)
        head.size, head.mode = len(content), 0o600
        yield head.tobuf(tarfile.GNU_FORMAT)
        yield content
        yield b"\0" * (-len(content) % _BLOCK)
    yield b"\0" * (2 * _BLOCK)
