"""The sealed compartment of a client file: suspicion reports that nobody but the officer can tell from nothing.

To tell a client, or anybody who might, that a report was made is an offence (POCA 2002, s.333A; mark
the citation as unverified). So every command on a client file, whatever it does, ends with one sealed
record: the same number of bytes, encrypted for the nominated officer, in a ledger entry of one shape.
Nearly all of them hold nothing. A report is such a record and nothing besides; showing or inspecting
the file leaves exactly the same trace. Anybody who works on the file can write a report, only the
holder of the officer's key can find one, read one, or know that there is none.

What stays observable is told in docs/guides/due-diligence.md.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.casework.settings import change_settings, fixed_text
from dalil.claims.ports import Batch, Record
from dalil.custody import age
from dalil.custody.settings import FILE, read_settings, settings_from
from dalil.errors import BadInput, Tampered, WrongSecret

KIND = "cover"
SIZE = 8192
"""Bytes of every sealed record before encryption."""
_LENGTH = 4
_HEAD = b"DALIL\x01"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as only the officer sees it.

    Attributes:
        number: From 1, among the reports.
        at: UTC of its ledger entry.
        by: Who wrote it.
        text: Its words, or those of the officer's note on it.
        entry: Index of its ledger entry: proves when it was made.
    """

    number: int
    at: str
    by: str
    text: str
    entry: int


def cover(case: Case, told: bytes = b"") -> None:
    """Write one sealed record, empty unless something is told.

    Args:
        case: Open for writing.
        told: Packed content.

    Raises:
        BadInput: The file has no officer, or the content is too long.
        Tampered: ``dalil.toml`` names another officer than the ledger.
        StorageFailed: The disk refused.
    """
    officer = officer_of(case)
    room = SIZE - len(_HEAD) - _LENGTH
    if len(told) > room:
        raise BadInput(
            f"The text is too long: packed it has {len(told):,} bytes, {room:,} have room.",
            "Shorten it, or write it in two parts.",
        )
    plain = _HEAD + len(told).to_bytes(_LENGTH, "big") + told.ljust(room, b"\0")
    sealed = io.BytesIO()
    age.encrypt(io.BytesIO(plain), sealed, recipient=officer)
    content = sealed.getvalue()
    body = {"sealed": base64.b64encode(content).decode("ascii")}
    row = Record(KIND, "", case.ledger.moment(), body)
    digest = hashlib.sha256(content).hexdigest()
    record(case, Batch(records=(row,)), "mark", {"cover": digest})


def officer_of(case: Case) -> str:
    """The public key for which a file seals, as the ledger knows it and not only ``dalil.toml``.

    Whoever could slip another key into that file would read the next report.

    Raises:
        BadInput: The file has no officer, because it was erased.
        Tampered: ``dalil.toml`` names another officer than the ledger.
    """
    officer = read_settings(case.folder).officer
    if not officer:
        raise BadInput(
            f"{case.folder} names no officer: the file was erased.",
            "Open a new one: dalil diligence open NAME --officer age1...",
        )
    fixed = settings_from(tomllib.loads(fixed_text(case) or ""), "the ledger").officer
    if fixed != officer:
        raise Tampered(
            f"{case.folder / FILE} names the officer {officer}, but the ledger knows {fixed or 'none'}: "
            "somebody changed it by hand. Nothing was sealed.",
            "Put the file back; to change the officer: dalil diligence officer age1... --client DIR",
        )
    return officer


def pack(by: str, text: str) -> bytes:
    """What a report says, ready for :func:`cover`.

    Raises:
        BadInput: No words.
    """
    if not text.strip():
        raise BadInput("The text is empty.", "Write what is known or suspected, and why.")
    told = {"by": by, "text": text.strip()}
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode("utf-8"), 9)


def check_officer(given: str) -> str:
    """The public key of an officer, given as such or as a file that holds it.

    Raises:
        BadInput: It is none.
    """
    path = Path(given)
    if not given.startswith("age1") and path.is_file():
        words = path.read_text(encoding="utf-8").split()
        given = next((word for word in words if word.startswith("age1")), "")
    sealed = io.BytesIO()
    age.encrypt(io.BytesIO(b""), sealed, recipient=given or "none")
    return given


@dataclass(frozen=True, slots=True)
class Opened:
    """What the keys given open of the sealed records.

    Attributes:
        reports: Oldest first.
        closed: Indexes of the ledger entries whose records are sealed for another key.
    """

    reports: tuple[Report, ...]
    closed: tuple[int, ...] = ()


def read_reports(case: Case, identities: Sequence[str]) -> Opened:
    """All reports that the keys given open, and which records they do not open.

    Whoever is at the desk may change the officer: what was sealed before stays readable with the key
    of before, alone.

    Args:
        case: Open, reading is enough.
        identities: ``AGE-SECRET-KEY-1...``; several where the officer changed.

    Raises:
        WrongSecret: No record is opened by any of the keys.
        Tampered: A sealed record is not what was written, or is missing.
    """
    places = dict(_told(case))
    found: list[Report] = []
    closed: list[int] = []
    wrong: WrongSecret | None = None
    opened = False
    for row in case.store.records(KIND):
        sealed = base64.b64decode(str(row.body["sealed"]))
        place = places.pop(hashlib.sha256(sealed).hexdigest(), None)
        if place is None:
            raise Tampered("A sealed record of the file does not fit the ledger.")
        try:
            told = _open(sealed, identities)
        except WrongSecret as error:
            wrong = error
            closed.append(place[0])
            continue
        opened = True
        if told:
            number = len(found) + 1
            found.append(Report(number, place[1], str(told["by"]), str(told["text"]), place[0]))
    if places:
        raise Tampered(f"{len(places)} sealed records are missing, as the ledger tells.")
    if wrong is not None and not opened:
        raise wrong
    return Opened(tuple(found), tuple(closed))


def change_officer(case: Case, given: str) -> None:
    """Seal for another officer from now on; what was sealed before stays with the key of before.

    Raises:
        BadInput: What is given is no public key.
    """
    change_settings(case, replace(case.settings, officer=check_officer(given)))


def _told(case: Case) -> Iterator[tuple[str, tuple[int, str]]]:
    for entry in case.ledger.entries():
        digest = (entry.body or {}).get("cover")
        if isinstance(digest, str):
            yield digest, (entry.index, entry.at)


def _open(sealed: bytes, identities: Sequence[str]) -> dict[str, Any]:
    plain = io.BytesIO()
    for number, identity in enumerate(identities, 1):
        try:
            age.decrypt(io.BytesIO(sealed), plain, identity=identity)
            break
        except WrongSecret:
            if number == len(identities):
                raise
    content = plain.getvalue()
    if len(content) != SIZE or not content.startswith(_HEAD):
        raise Tampered("A sealed record of the file is of another form.")
    start = len(_HEAD) + _LENGTH
    length = int.from_bytes(content[len(_HEAD) : start], "big")
    if not length:
        return {}
    found: dict[str, Any] = json.loads(zlib.decompress(content[start : start + length]))
    return found
