"""Seal one exhibit: its bytes and all that was read from it into one encrypted file, and back again.

Order of sealing: the encrypted file stands, flushed and read again, before a row goes; then rows and
ledger bodies are erased with the entry that says so; then the bytes leave the disk and the database is
written anew. Killed at any moment, the plain exhibit or its sealed file is whole, and the next opening
for writing ends the work or takes it back. Unsealing puts every row back under its old number and seal.

What lies outside is not reached: backups, files sent away, the disk's own memory, and other exhibits
that hold the same words, which :func:`still_held` names. The key is never kept by Dalil.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from dalil.casework import review_words
from dalil.casework.casefolder import Case
from dalil.casework.encrypting import (
    Secret,
    file_digest,
    private_file,
    require_no_key,
    write_encrypted,
)
from dalil.casework.erasure import ErasureRows, doomed_by
from dalil.casework.keeping import keep_closed_exhibits, keep_protected
from dalil.casework.outputs import put_in_place, write_whole
from dalil.casework.packing import Packed, Parcel, Unpacked, unpacked
from dalil.casework.plans import export_at, read_plan
from dalil.casework.ports import Progress, silent
from dalil.casework.record import bring_back, erase
from dalil.casework.sealed import FOLDER, PLAN, Sealed, sealed_file, sealed_of
from dalil.casework.spellings import Spellings
from dalil.casework.telling import exports_telling
from dalil.claims.entities import entity_id
from dalil.custody import age
from dalil.custody.ports import Line, OpenedRow
from dalil.errors import BadInput, NotFound, StorageFailed, Tampered
from dalil.evidence import Exhibit


class SealingRows(ErasureRows, Protocol):
    """What sealing asks of the database."""

    def opened(self, rows: Sequence[tuple[str, int]]) -> Iterator[OpenedRow]:
        """Rows with their salts, each checked against its seal."""
        ...

    def bring_back(
        self, rows: Iterable[OpenedRow], body: Mapping[str, object], at: str
    ) -> tuple[int, Line]:
        """Put rows back under their old numbers and leave the waiting line that says so."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """What a sealing or unsealing did.

    Attributes:
        id: Of the sealed file.
        file: Where it lies, or lay.
        exhibits: Hashes of the exhibits in it: the one named and all that was unpacked from it.
        rows: Rows that went or came.
        entries: Ledger entries whose bodies went or came.
        exports: Files of the exports that went with it, because they quote it, or came back.
        erased_since: Erasures of persons made while it was sealed: they have not reached it.
    """

    id: str
    file: Path
    exhibits: tuple[str, ...]
    rows: int = 0
    entries: int = 0
    exports: tuple[str, ...] = ()
    erased_since: int = field(default=0)


def seal(
    case: Case,
    rows: SealingRows,
    exhibit: str,
    secret: Secret,
    reason: str,
    progress: Progress = silent,
) -> Done:
    """Seal an exhibit with what was unpacked from it.

    Args:
        case: Open for writing.
        rows: The database's part.
        exhibit: Its hash.
        secret: A passphrase or a recipient; with the identity, the file is opened again and compared.
        reason: For the record; it stays readable.
        progress: Told of stages.

    Raises:
        NotFound: The case holds no such exhibit.
        BadInput: The reason names the exhibit or is no line to keep, or the secret is unfit.
        StorageFailed: The disk refused; the exhibit stays as it was, or run any writing command again.
    """
    reason = review_words.reason(reason)
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    inside = with_members(exhibits, exhibit)
    told = _tells(rows, inside)
    _refuse_named(reason, [exhibits[one] for one in inside], told)
    progress("seal", 0, 4)
    keep_protected(case, told.ids)
    keep_closed_exhibits(case, inside, told)
    doomed, entries = doomed_by(case, rows, told, inside)
    packed_rows = tuple(rows.opened(doomed))
    exports = exports_telling(case, told, packed_rows)
    name = secrets.token_hex(8)
    parcel = Parcel(name, sorted(inside), packed_rows, _lines(case, entries), exports)
    plan = {"sealing": name, "vault": parcel.exhibits, "exports": list(exports)}
    write_whole(case.folder / PLAN, json.dumps(plan).encode())
    progress("seal", 1, 4)
    try:
        commitment, sha256 = _write(case, parcel, secret)
        body = {
            "sealed": {
                "id": name,
                "sha256": sha256,
                "commitment": commitment,
                "exhibits": len(inside),
                "opens": secret.recipient or "passphrase",
            },
            "reason": reason,
            "by": case.user,
        }
        progress("seal", 2, 4)
        erase(case, doomed, entries, body)
    finally:
        finish_sealing(case, rows)
    progress("seal", 4, 4)
    file = sealed_file(case.folder, name)
    return Done(name, file, tuple(parcel.exhibits), len(doomed), len(entries), tuple(exports))


def unseal(case: Case, rows: SealingRows, name: str, secret: Secret) -> Done:
    """Bring a sealed exhibit back: bytes, rows, ledger bodies and exports as they were.

    Args:
        case: Open for writing.
        rows: The database's part.
        name: Id of the sealed file, or the beginning of one.
        secret: A passphrase or an identity.

    Raises:
        NotFound: Nothing is sealed under that id, or its file is gone.
        WrongSecret: The secret does not open it; nothing was changed.
        Tampered: The file is not the one that was sealed; nothing was changed.
        StorageFailed: The disk refused; it is still sealed.
    """
    one = find_sealed(case, name)
    file, draft = one.file(case.folder), _draft(case, one.id)
    if not file.is_file():
        raise NotFound(f"The sealed file {file} is gone.", "Bring it back from a backup.")
    if file_digest(file) != one.sha256:
        raise Tampered(f"{file} is not the file that was sealed on {one.at}.", "Use a backup.")
    write_whole(case.folder / PLAN, json.dumps({"opening": one.id}).encode())
    try:
        with file.open("rb") as source, private_file(draft) as target:
            age.decrypt(source, target, passphrase=secret.passphrase, identity=secret.identity)
        if file_digest(draft) != one.commitment:
            raise Tampered(f"{file} holds something else than what was sealed on {one.at}.")
        with unpacked(draft) as parcel:
            done = _bring_back(case, rows, one, parcel)
    finally:
        finish_sealing(case, rows)
    return done


def discard(case: Case, rows: ErasureRows, name: str, reason: str) -> Sealed:
    """Erase a sealed file for good: with it goes the only way back to what is in it.

    The ledger keeps, as of every erasure, that it was there, how many exhibits it held, who discarded
    it, when and why. No key is asked for: whoever may write to the case may lose it too.

    Args:
        case: Open for writing.
        rows: The database's part.
        name: Id of the sealed file, or the beginning of one.
        reason: For the record; it stays readable.

    Raises:
        NotFound: Nothing is sealed under that id.
        BadInput: No reason, or one that is no line to keep.
        StorageFailed: The disk refused; run any writing command again.
    """
    one = find_sealed(case, name)
    reason = review_words.reason(reason)
    if not reason:
        raise BadInput("The reason is empty.", "Say why, such as a file number: --reason.")
    write_whole(case.folder / PLAN, json.dumps({"discarding": one.id}).encode())
    try:
        body = {"discarded": one.id, "exhibits": one.exhibits, "reason": reason, "by": case.user}
        erase(case, (), (), body)
    finally:
        finish_sealing(case, rows)
    return one


def find_sealed(case: Case, name: str) -> Sealed:
    """What is sealed under an id or the beginning of one.

    Raises:
        NotFound: Nothing, or several.
    """
    found = sealed_of(case)
    fitting = [one for key, one in found.items() if name and key.startswith(name.lower())]
    if len(fitting) != 1:
        known = "; ".join(f"{one.id} of {one.at}" for one in found.values()) or "none"
        raise NotFound(f"{name!r} names no sealed exhibit of this case.", f"Sealed now: {known}.")
    return fitting[0]


def check_key(folder: Path, key: Path) -> None:
    """Refuse, before anything is written, a place where a key would lie beside what it opens.

    Raises:
        BadInput: It lies inside the case, or a file is there already.
    """
    if key.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            f"The key {key} would lie inside the case, beside what it opens.",
            "Name a file on another disk.",
        )
    require_no_key(key)


def finish_sealing(case: Case, rows: ErasureRows) -> None:
    """End what a sealing or unsealing planned, or take it back; done again, it changes nothing.

    Raises:
        Tampered: A planned sealed file is in no ledger entry, and its exhibit is not there either.
        StorageFailed: The disk refused.
    """
    path = case.folder / PLAN
    if not path.is_file():
        return
    if case.store.waiting():
        return  # a line that the ledger lacks comes first: the next opening writes it
    plan = read_plan(path)
    name = str(plan.get("sealing") or plan.get("opening") or plan.get("discarding"))
    told = sealed_of(case)
    try:
        _draft(case, name).unlink(missing_ok=True)
        if "discarding" in plan:
            if name not in told:
                sealed_file(case.folder, name).unlink(missing_ok=True)
        elif name in told:
            _stays_sealed(case, rows, plan, told[name])
        else:
            _stays_plain(case, plan, name)
        with suppress(OSError):  # not empty
            (case.folder / FOLDER).rmdir()
        path.unlink()
    except OSError as error:
        raise StorageFailed(
            f"A sealing in {case.folder} could not be ended: {error.strerror or error}.",
            "Run any command that writes to the case again.",
        ) from error


def _stays_sealed(case: Case, rows: ErasureRows, plan: Mapping[str, Any], told: Sealed) -> None:
    kept = {one.sha256 for one in case.store.exhibits()}
    for sha256 in plan.get("vault", ()):
        if sha256 not in kept:
            case.vault.remove(sha256)
    for export in [
        export_at(case.exports, name, case.folder / PLAN) for name in plan.get("exports", ())
    ]:
        export.unlink(missing_ok=True)
    if "opening" in plan:
        case.ledger.erase(told.entries)
    else:
        rows.compact()


def _stays_plain(case: Case, plan: Mapping[str, Any], name: str) -> None:
    kept = {one.sha256 for one in case.store.exhibits()}
    gone = [one for one in plan.get("vault", ()) if one not in kept or one not in case.vault]
    if gone:
        raise Tampered(
            f"The ledger does not tell of sealed/{name}.age, and {gone[0]} is not in the case.",
            "Keep the file: it may be the only copy. Bring the case back from a backup.",
        )
    sealed_file(case.folder, name).unlink(missing_ok=True)


def with_members(exhibits: Mapping[str, Exhibit], sha256: str) -> frozenset[str]:
    """An exhibit and all that was unpacked from it.

    Raises:
        NotFound: The case holds no such exhibit.
    """
    if sha256 not in exhibits:
        raise NotFound(f"The case holds no exhibit {sha256}.")
    children: dict[str, list[str]] = {}
    for one in exhibits.values():
        if one.parent:
            children.setdefault(one.parent, []).append(one.sha256)
    found, waiting = {sha256}, [sha256]
    while waiting:
        fresh = [one for one in children.get(waiting.pop(), ()) if one not in found]
        found.update(fresh)
        waiting += fresh
    return frozenset(found)


def _tells(rows: ErasureRows, inside: Collection[str]) -> Spellings:
    """What must stand nowhere else: hashes, and ids of what was read."""
    ids = rows.ids_of(inside)
    named = {entity_id(one) for one in ids if one.startswith("m_")}
    return Spellings((), {*ids, *named, *inside}, person=False)


def _refuse_named(reason: str, inside: Iterable[Exhibit], told: Spellings) -> None:
    names = {one.name for one in inside if len(one.name) > 3}
    if not reason.strip() or told.told_in(reason) or any(name in reason for name in names):
        raise BadInput(
            "The reason is empty or names the exhibit: it stays readable in the ledger.",
            "Give one that does not tell what is sealed, such as a file number.",
        )


def _lines(case: Case, entries: Collection[int]) -> dict[int, bytes]:
    wanted = set(entries)
    return {index: raw for index, raw in enumerate(case.ledger.lines()) if index in wanted}


def _write(case: Case, parcel: Parcel, secret: Secret) -> tuple[str, str]:
    file, draft = sealed_file(case.folder, parcel.id), _draft(case, parcel.id)
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        made = write_encrypted(Packed(case, parcel), draft, secret)
        put_in_place(draft, file)
        _sync(case.folder)
    except OSError as error:
        raise StorageFailed(f"{file} could not be written: {error.strerror}.") from error
    return made


def _bring_back(case: Case, rows: SealingRows, one: Sealed, parcel: Unpacked) -> Done:
    if parcel.id != one.id:
        raise Tampered(f"{one.file(case.folder)} holds the parcel {parcel.id}.")
    exports = {
        name: content
        for name, content in parcel.exports()
        if (case.exports / name).resolve().is_relative_to(case.exports.resolve())
        and not (case.exports / name).exists()
    }
    plan = {"opening": one.id, "vault": parcel.exhibits, "exports": list(exports)}
    write_whole(case.folder / PLAN, json.dumps(plan).encode())
    for sha256 in parcel.exhibits:
        case.vault.put(parcel.exhibit(sha256))
    for name, content in exports.items():
        write_whole(case.exports / name, content)
    lines = parcel.lines()
    case.ledger.bring_back(lines)
    back = tuple(parcel.rows())
    body = {
        "unsealed": one.id,
        "entries": sorted(lines),
        "exhibits": len(parcel.exhibits),
        "by": case.user,
    }
    bring_back(case, lambda at: rows.bring_back(back, body, at))
    since = sum(
        b'"kind":"erase"' in raw and b'"sealed":{' not in raw and b'"discarded":"' not in raw
        for index, raw in enumerate(case.ledger.lines())
        if index > one.index
    )
    return Done(
        one.id,
        one.file(case.folder),
        tuple(parcel.exhibits),
        len(back),
        len(lines),
        tuple(exports),
        since,
    )


def _draft(case: Case, name: str) -> Path:
    return case.folder / FOLDER / f".{name}.part"


def _sync(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
